/** Reading of one statement (IAM User Guide, reference_policies_grammar). */
import { splitArnPattern } from './arn-pattern';
import type { LanguageVersion, PatternElement, PolicyType, Statement } from './document';
import { parseConditions } from './parse-condition';
import { type FaultList, pointTo } from './parse-faults';
import { parsePrincipals } from './parse-principal';
import { isRecord, kindOf, own, readString, readStrings, type StringRules } from './parse-values';
import { parsePattern } from './pattern';
import { quote } from './quote';
import { SHAPES } from './shapes';
import { fillHoles, hasHole, holesOf } from './text';

export interface StatementRules extends StringRules {
  readonly type: PolicyType;
  readonly version: LanguageVersion;
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

const PRINCIPAL: Readonly<Record<PolicyType, 'required' | 'forbidden'>> = {
  identity: 'forbidden',
  boundary: 'forbidden',
  session: 'forbidden',
  scp: 'forbidden',
  resource: 'required',
  trust: 'required',
  rcp: 'required',
};

const ACTION = /^(?:\*+|[a-z0-9*?-]+:[a-z0-9*?._-]+)$/i;

function actionFault(action: string, { type, storedByIam }: StatementRules): string | undefined {
  if (hasHole(action)) return undefined;
  if (!ACTION.test(action)) return 'is neither `*` nor of the form `service:Action`';
  const service = action.split(':')[0]?.toLowerCase() ?? '';
  if (type === 'trust' && !/[*?]/.test(service) && service !== 'sts')
    return 'does not belong in a trust policy, which takes `sts` actions only';
  return storedByIam && service === '' ? 'names no service' : undefined;
}

function resourceFault(resource: string, version: LanguageVersion): string | undefined {
  const variables = version === '2012-10-17' && resource.includes('${');
  if (!variables && hasHole(resource)) return undefined;
  // A value that is known only at deployment may hold colons itself, as an ARN does; where nothing is known of it, it is not told apart.
  if (holesOf(resource).some(({ shape }) => shape === 'any')) return undefined;
  const deployed = fillHoles(resource, ({ shape }) => SHAPES[shape].example);
  const segments = splitArnPattern(parsePattern(deployed, { wildcards: true, variables }));
  if (segments.slice(0, 5).some((segment) => segment.some((part) => part.kind === 'variable'))) {
    return 'has a policy variable before its fifth colon, where none is put in';
  }
  if (hasHole(resource) || resource.startsWith('execute-api:/')) return undefined;
  const first = segments[0] ?? [];
  const arnLike = resource.startsWith('arn:') || first.some((part) => part.kind === 'any' || part.kind === 'one');
  if (!arnLike) return 'is neither an ARN nor `*`';
  return segments.length === 6 || segments.at(-1)?.at(-1)?.kind === 'any' ? undefined : 'is no ARN: it has fewer than six parts';
}

/** Reads `Name` or `NotName`, of which a statement may hold one. */
function parsePair(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
  pointer: string,
  rules: StatementRules,
  faultOf: (text: string) => string | undefined,
): PatternElement | undefined {
  const { faults } = rules;
  const negatedName = `Not${name}`;
  const negated = Object.hasOwn(statement, negatedName);
  if (negated && Object.hasOwn(statement, name)) faults.add(pointer, `a statement holds \`${name}\` or \`${negatedName}\`, not both`);
  const used = negated ? negatedName : name;
  if (!Object.hasOwn(statement, used)) return undefined;
  const patterns = readStrings(statement[used], pointTo(pointer, used), `an entry of \`${used}\``, rules).flatMap(([text, place]) => {
    const fault = faultOf(text);
    if (fault !== undefined) faults.add(place, `${quote(text)} ${fault}`);
    return fault === undefined ? [text] : [];
  });
  return { negated, patterns };
}

function checkNames(statement: Readonly<Record<string, unknown>>, pointer: string, faults: FaultList): void {
  for (const name of Object.keys(statement)) {
    if (ELEMENTS.includes(name)) continue;
    const meant = ELEMENTS.find((element) => element.toLowerCase() === name.toLowerCase().replace(/s$/, ''));
    faults.add(pointTo(pointer, name), `${quote(name)} is no element of a statement`, meant && `did you mean \`${meant}\``);
  }
}

/** A resource control policy may only deny; AWS's own `RCPFullAWSAccess` is the one exception. */
function checkResourceControl(statement: Omit<Statement, 'pointer'>, pointer: string, faults: FaultList): void {
  const { effect, principal, action, resource, conditions } = statement;
  const all = (patterns: readonly string[] | undefined): boolean => patterns?.length === 1 && patterns[0] === '*';
  const fullAccess = effect === 'Allow' && all(action.patterns) && all(resource?.patterns) && conditions.length === 0;
  if (effect === 'Allow' && !fullAccess) faults.add(pointer, 'a resource control policy may only deny');
  if (principal?.negated || principal?.principals.some(({ kind }) => kind !== 'everyone')) {
    faults.add(pointer, 'the principal of a resource control policy must be `*`');
  }
  if (action.negated) faults.add(pointer, 'a resource control policy takes no `NotAction`');
  if (!fullAccess && action.patterns.some((pattern) => /^\*+$/.test(pattern))) {
    faults.add(pointer, 'an action of a resource control policy must name its service, as in `s3:*`');
  }
}

function parseSid(statement: Readonly<Record<string, unknown>>, pointer: string, rules: StatementRules): string | undefined {
  if (!Object.hasOwn(statement, 'Sid')) return undefined;
  const place = pointTo(pointer, 'Sid');
  const sid = readString(own(statement, 'Sid'), place, 'a `Sid`', rules);
  if (sid !== undefined && rules.storedByIam && !hasHole(sid) && !/^[A-Za-z0-9]*$/.test(sid)) {
    rules.faults.add(place, `the Sid ${quote(sid)} holds other characters than letters and digits`);
  }
  return sid;
}

function parsePrincipalElement(
  statement: Readonly<Record<string, unknown>>,
  pointer: string,
  effect: unknown,
  rules: StatementRules,
): Statement['principal'] {
  const { faults, type } = rules;
  const negated = Object.hasOwn(statement, 'NotPrincipal');
  const present = negated || Object.hasOwn(statement, 'Principal');
  const used = negated ? 'NotPrincipal' : 'Principal';
  if (negated && Object.hasOwn(statement, 'Principal')) faults.add(pointer, 'a statement holds `Principal` or `NotPrincipal`, not both');
  if (negated && type === 'trust') faults.add(pointTo(pointer, used), 'a trust policy takes no `NotPrincipal`');
  if (negated && effect === 'Allow') faults.add(pointTo(pointer, used), '`NotPrincipal` may stand in a statement that denies only');
  if (!present) {
    if (PRINCIPAL[type] === 'required') faults.add(pointer, 'the statement has no `Principal`');
    return undefined;
  }
  if (PRINCIPAL[type] === 'forbidden') {
    faults.add(pointTo(pointer, used), `\`${used}\` has no place here: the policy applies to whom it is attached to`);
    return undefined;
  }
  return { negated, principals: parsePrincipals(statement[used], pointTo(pointer, used), rules) };
}

/** Reads one statement; `undefined`, with faults added, where it is not even an object. */
export function parseStatement(value: unknown, pointer: string, rules: StatementRules): Statement | undefined {
  const { faults, type, version } = rules;
  if (!isRecord(value)) {
    faults.add(pointer, `a statement must be an object, not ${kindOf(value)}`);
    return undefined;
  }
  checkNames(value, pointer, faults);
  const effect = own(value, 'Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    faults.add(Object.hasOwn(value, 'Effect') ? pointTo(pointer, 'Effect') : pointer, 'the effect must be `Allow` or `Deny`');
  }
  const sid = parseSid(value, pointer, rules);
  const principal = parsePrincipalElement(value, pointer, effect, rules);
  const action = parsePair(value, 'Action', pointer, rules, (text) => actionFault(text, rules));
  const resource = parsePair(value, 'Resource', pointer, rules, (text) => resourceFault(text, version));
  const conditions = Object.hasOwn(value, 'Condition')
    ? parseConditions(own(value, 'Condition'), pointTo(pointer, 'Condition'), rules)
    : [];
  if (action === undefined) faults.add(pointer, 'the statement has no `Action`');
  if (resource !== undefined && type === 'trust')
    faults.add(pointer, 'a trust policy takes no `Resource`: the resource is the role itself');
  if (resource === undefined && type !== 'trust' && type !== 'resource') faults.add(pointer, 'the statement has no `Resource`');
  const statement = {
    ...(sid === undefined ? {} : { sid }),
    effect: effect === 'Deny' ? 'Deny' : 'Allow',
    ...(principal === undefined ? {} : { principal }),
    action: action ?? { negated: false, patterns: [] },
    ...(resource === undefined ? {} : { resource }),
    conditions,
  } as const;
  if (type === 'rcp') checkResourceControl(statement, pointer, faults);
  return { ...statement, pointer };
}
