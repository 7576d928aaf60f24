/** Reading of policy documents of any type into normal form, with all their faults. */
import type { LanguageVersion, ParsedPolicy, PolicyDocument, PolicyType, Statement } from './document';
import { FaultList, pointTo } from './parse-faults';
import { parseJson } from './parse-json';
import { parseStatement, type StatementRules } from './parse-statement';
import { isRecord, kindOf, membersOf, own, readString } from './parse-values';
import { quote } from './quote';
import { hasHole } from './text';

const ELEMENTS = ['Version', 'Id', 'Statement'];

/** Types whose documents IAM stores itself, with IAM's own limits on characters and statement ids. */
const STORED_BY_IAM: ReadonlySet<PolicyType> = new Set(['identity', 'boundary', 'session', 'trust']);

/** More statements than fit into any policy that AWS accepts. */
const MOST_STATEMENTS = 5_000;

function parseVersion(value: unknown, faults: FaultList): LanguageVersion {
  if (value === undefined || value === '2008-10-17') return '2008-10-17';
  if (value !== '2012-10-17') {
    const found = typeof value === 'string' ? quote(value) : kindOf(value);
    faults.add('/Version', `the version must be \`2012-10-17\` or \`2008-10-17\`, not ${found}`);
  }
  return '2012-10-17';
}

function checkSids(statements: readonly Statement[], faults: FaultList): void {
  const seen = new Set<string>();
  for (const { sid, pointer } of statements) {
    if (sid === undefined || sid === '' || hasHole(sid)) continue;
    if (seen.has(sid)) faults.add(pointTo(pointer, 'Sid'), `two statements have the Sid ${quote(sid)}`);
    seen.add(sid);
  }
}

function parseStatements(value: unknown, rules: StatementRules): readonly Statement[] {
  const { faults } = rules;
  if (Array.isArray(value) && value.length > MOST_STATEMENTS) {
    faults.add('/Statement', `${value.length} statements are more than any policy that AWS accepts can hold`);
    return [];
  }
  return membersOf(value, '/Statement', 'the statements', faults).flatMap(
    ([member, pointer]) => parseStatement(member, pointer, rules) ?? [],
  );
}

function parseObject(value: unknown, type: PolicyType, faults: FaultList): PolicyDocument | undefined {
  if (!isRecord(value)) {
    faults.add('', `a policy document must be an object, not ${kindOf(value)}`);
    return undefined;
  }
  for (const name of Object.keys(value)) {
    if (ELEMENTS.includes(name)) continue;
    const meant = ELEMENTS.find((element) => element.toLowerCase() === name.toLowerCase().replace(/s$/, ''));
    faults.add(pointTo('', name), `${quote(name)} is no element of a policy`, meant && `did you mean \`${meant}\``);
  }
  const storedByIam = STORED_BY_IAM.has(type);
  const version = parseVersion(own(value, 'Version'), faults);
  const id = Object.hasOwn(value, 'Id') ? readString(own(value, 'Id'), '/Id', 'an `Id`', { faults, storedByIam }) : undefined;
  if (!Object.hasOwn(value, 'Statement')) {
    faults.add('', 'the policy has no `Statement`');
    return undefined;
  }
  const statements = parseStatements(own(value, 'Statement'), { faults, storedByIam, type, version });
  if (type !== 'resource') checkSids(statements, faults);
  return { type, version, ...(id === undefined ? {} : { id }), statements };
}

/**
 * Reads a policy document into normal form.
 *
 * @param input the document as a value, or as JSON text; any string in it may hold holes
 * @param type where the document is used, which decides which elements it may hold
 * @returns the document, or every fault in it with its JSON pointer (the first hundred); never throws
 */
export function parsePolicy(input: unknown, type: PolicyType): ParsedPolicy {
  const faults = new FaultList();
  let document: PolicyDocument | undefined;
  try {
    const value = typeof input === 'string' ? parseJson(input, faults) : input;
    if (faults.empty) document = parseObject(value, type, faults);
  } catch {
    // Only a foreign object can throw while it is read: a getter or a proxy.
    faults.add('', 'the policy document cannot be read');
  }
  return document !== undefined && faults.empty ? { ok: true, document } : { ok: false, faults: faults.list() };
}
