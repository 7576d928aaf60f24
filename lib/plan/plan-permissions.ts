/** Turns what a component can and cannot do into IAM statements, and tells what IAM would misunderstand. */
import type { FindingList } from '../finding/finding-list';
import type { ConditionsJson, StatementJson } from '../policy/policy-json';
import { compileDenyUnless, compileDenyWhen, compileWhen } from '../spec/condition/compile-conditions';
import { readConditions } from '../spec/condition/read-conditions';
import { withExamples } from '../spec/has-shape';
import type { Capability, Denial, Permission, Reasoned } from '../spec/permission';
import { isNoText } from './check-text';

export interface Waiver {
  readonly what: string;
  readonly because: string;
}

/** What reading permissions gives besides statements. */
export interface Read {
  readonly statements: readonly StatementJson[];
  readonly waivers: readonly Waiver[];
}

const ACTION = /^[a-z0-9-]+:[A-Za-z0-9]+$/;
const ACTION_PATTERN = /^[a-z0-9-]+:[A-Za-z0-9*?]+$/;

const isReasoned = (item: unknown): item is Reasoned =>
  item !== null && typeof item === 'object' && 'pattern' in item && typeof item.pattern === 'string';

/** Reads a list of patterns, each either exact or with its reason. */
function readPatterns(
  list: readonly (string | Reasoned)[],
  isWide: (pattern: string) => boolean,
  what: 'action' | 'resource',
  findings: FindingList,
): { readonly patterns: readonly string[]; readonly waivers: readonly Waiver[] } {
  const waivers: Waiver[] = [];
  const patterns = list.flatMap((item) => {
    if (isReasoned(item)) {
      if (typeof item.because !== 'string' || item.because.trim() === '') {
        findings.add('WI111', {
          what: `the ${what} \`${item.pattern}\` is given without a reason`,
          fix: 'say why no narrower one will do; reviewers read it',
        });
      } else waivers.push({ what: item.pattern, because: item.because });
      return [item.pattern];
    }
    if (typeof item !== 'string') {
      findings.add('WI108', { what: `a ${what} is \`${String(item)}\`, not text`, fix: 'name it, or use an input that is declared' });
      return [];
    }
    if (isWide(item)) {
      const factory = what === 'action' ? 'everyAction' : item === '*' ? 'everyResource' : 'resourcesLike';
      findings.add('WI111', {
        what: `the ${what} \`${item}\` is a wildcard without a reason`,
        fix:
          item === '*' && what === 'resource'
            ? "name the resource, or write everyResource('because …')"
            : `name it, or write ${factory}('${item}', 'because …')`,
      });
    }
    return [item];
  });
  return { patterns: [...new Set(patterns)].sort(), waivers };
}

/** Services whose ARNs name the resource at once, without its type before it. */
const NAMED_AT_ONCE = new Set(['execute-api', 's3', 'sns', 'sqs']);

/** The suffix that Secrets Manager adds to a secret's name, in the one form in which AWS documents a pattern for it. */
const SECRET_SUFFIX = /(?<=^secret:[^*?]+)-\?{6}$/;

/**
 * Whether a resource pattern names no single thing: a wildcard stands in its service, region or account, or in the name of the resource itself. Below a named
 * resource a wildcard names parts of that one thing.
 */
function isWideResource(pattern: string): boolean {
  const text = withExamples(pattern);
  if (/^[*?]+$/.test(text)) return true;
  const [, partition = '', service = '', region = '', account = '', ...rest] = text.split(':');
  if ([partition, service, region, account].some((segment) => /[*?]/.test(segment))) return true;
  const steps = rest
    .join(':')
    .replace(SECRET_SUFFIX, '')
    .split(/[/:]/)
    .filter((step) => step !== '');
  return steps.slice(0, NAMED_AT_ONCE.has(service) ? 1 : 2).some((step) => /[*?]/.test(step));
}

const isArn = (pattern: string): boolean => pattern === '*' || /^arn:[^:]*:[^:]+:[^:]*:[^:]*:.+/.test(withExamples(pattern));

function readActions(list: Permission['actions'], findings: FindingList) {
  const { patterns, waivers } = readPatterns(list, (action) => /[*?]/.test(action), 'action', findings);
  for (const action of patterns) {
    const grammar = list.some((item) => item === action) ? ACTION : ACTION_PATTERN;
    if (!grammar.test(action) && !/[*?]/.test(action)) {
      findings.add('WI112', { what: `\`${action}\` is no action`, fix: 'write `service:Name`, such as `s3:GetObject`' });
    } else if (/[*?]/.test(action) && !ACTION_PATTERN.test(action)) {
      findings.add('WI112', {
        what: `\`${action}\` is no pattern of one service's actions`,
        fix: 'write `service:Name*`: a permission for every service is never least privilege',
      });
    }
  }
  return { patterns, waivers };
}

function checkArns(patterns: readonly string[], findings: FindingList): void {
  for (const pattern of patterns.filter((resource) => !isArn(resource) && !isNoText(resource))) {
    findings.add('WI124', { what: `\`${pattern}\` is no ARN`, fix: 'write an ARN, an input of an ARN shape, or text`${input}/…`' });
  }
}

const statement = (
  effect: 'Allow' | 'Deny',
  label: string | undefined,
  actions: readonly string[],
  resources: readonly string[],
  conditions: ConditionsJson,
): StatementJson => ({
  ...(label === undefined ? {} : { Sid: label }),
  Effect: effect,
  Action: actions,
  Resource: resources,
  ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
});

function readPermission(permission: Permission, findings: FindingList): Read {
  if (permission.actions.length === 0) findings.add('WI112', { what: 'a permission names no action', fix: 'name at least one action' });
  if (permission.resources.length === 0)
    findings.add('WI124', { what: 'a permission names no resource', fix: 'complete it with `.on(…)`' });
  const actions = readActions(permission.actions, findings.below('actions'));
  const resources = readPatterns(permission.resources, isWideResource, 'resource', findings.below('resources'));
  checkArns(resources.patterns, findings.below('resources'));
  const tests = permission.conditions === undefined ? [] : readConditions(permission.conditions, findings.below('when'));
  return {
    statements: [statement('Allow', permission.label, actions.patterns, resources.patterns, compileWhen(tests))],
    waivers: [...actions.waivers, ...resources.waivers],
  };
}

function readCapability(capability: Capability, findings: FindingList): readonly Read[] {
  for (const fault of capability.faults ?? []) findings.add('WI109', { what: `${capability.name}: ${fault.what}`, fix: fault.fix });
  // With faulty options the statements are faulty too; the options are what the reader can mend.
  if ((capability.faults ?? []).length > 0) return [];
  const read = capability.permissions.map((permission) => readPermission(permission, findings));
  return capability.waivers === undefined ? read : [...read, { statements: [], waivers: capability.waivers }];
}

/** Statement ids must be unique in a document, and are letters and digits. */
export function withUniqueIds(statements: readonly StatementJson[]): readonly StatementJson[] {
  const seen = new Map<string, number>();
  return statements.map((one) => {
    if (one.Sid === undefined) return one;
    const count = (seen.get(one.Sid) ?? 0) + 1;
    seen.set(one.Sid, count);
    return count === 1 ? one : { ...one, Sid: `${one.Sid}${count}` };
  });
}

/** Reads `can`, or another member of the component that holds permissions. `findings` stands at the component. */
export function readCan(can: readonly (Permission | Capability)[], findings: FindingList, member = 'can'): Read {
  const read = can.flatMap((item, index) => {
    const below = findings.below(`${member}.${index}`);
    return item.effect === 'capability' ? readCapability(item, below) : [readPermission(item, below)];
  });
  return { statements: withUniqueIds(read.flatMap(({ statements }) => statements)), waivers: read.flatMap(({ waivers }) => waivers) };
}

function readDenial(denial: Denial, findings: FindingList): readonly StatementJson[] {
  for (const action of denial.actions) {
    if (action !== '*' && !ACTION_PATTERN.test(action))
      findings.add('WI112', { what: `\`${action}\` is no action`, fix: 'write `service:Name` or a pattern of it', pointer: 'actions' });
  }
  checkArns(denial.resources, findings.below('resources'));
  const actions = [...new Set(denial.actions)].sort();
  const resources = [...new Set(denial.resources)].sort();
  const when = denial.deniedWhen === undefined ? [] : readConditions(denial.deniedWhen, findings.below('when'));
  const unless = denial.deniedUnless === undefined ? undefined : readConditions(denial.deniedUnless, findings.below('unless'));
  const blocks = unless === undefined ? [compileDenyWhen(when)] : compileDenyUnless(unless);
  return blocks.map((conditions) => statement('Deny', denial.label, actions, resources, conditions));
}

/** Denies what capabilities close, whatever else would allow it. */
export function closed(can: readonly (Permission | Capability)[]): readonly StatementJson[] {
  const actions = [...new Set(can.flatMap((item) => (item.effect === 'capability' ? (item.closes ?? []) : [])))].sort();
  return actions.length === 0 ? [] : [statement('Deny', 'OtherDoors', actions, ['*'], {})];
}

/** Reads `cannot`. `findings` stands at the component. */
export const readCannot = (cannot: readonly Denial[], findings: FindingList): readonly StatementJson[] =>
  withUniqueIds(cannot.flatMap((denial, index) => readDenial(denial, findings.below(`cannot.${index}`))));
