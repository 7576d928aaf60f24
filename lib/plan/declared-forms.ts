/** The forms of what a declaration is made of, for callers without the compiler. */
import type { FindingList } from '../finding/finding-list';
import { SHAPES, type ShapeName } from '../policy/shapes';
import type { Entry } from '../spec/component';
import type { Conditions } from '../spec/condition/conditions';
import {
  type Form,
  flag,
  isList,
  itemsOf,
  listOf,
  membersOf,
  number,
  oneOf,
  record,
  recordOf,
  shown,
  suggestion,
  text,
} from '../spec/form';
import { hasShape } from '../spec/has-shape';
import type { Capability, Denial, Permission, Reasoned } from '../spec/permission';
import { TRUST_KINDS, type Trust, trustKind } from '../spec/trust';

/** A value that is of use only as a whole: half of it would mean something else. */
const whole =
  <T>(form: Form<T>): Form<T> =>
  (value, findings) => {
    const before = findings.errors;
    const read = form(value, findings);
    return findings.errors === before ? read : undefined;
  };

/** The member of something that may be no record at all. */
const peek = (value: unknown, name: string): unknown => {
  try {
    return value !== null && typeof value === 'object' ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
  } catch {
    return undefined;
  }
};

/** What `.when` and `.unless` are given: text, numbers, true and false, lists and records of them. Their meaning is read elsewhere. */
const conditionValue = (depth: number): Form<unknown> => {
  const read: Form<unknown> = (value, findings) => {
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value !== 'object' || value === null || depth === 0) return text(value, findings);
    if (isList(value)) return itemsOf(value, 'a list', findings)?.map((item) => conditionValue(depth - 1)(item, findings));
    return recordOf(conditionValue(depth - 1), 'values')(value, findings);
  };
  return read;
};

/** Keys and types of values are read with the conditions, where they are compiled. */
const conditions = recordOf(conditionValue(2), 'condition keys') as Form<Conditions>;

const label: Form<string> = (value, findings) => {
  const read = text(value, findings);
  if (read === undefined || /^[A-Za-z0-9]{1,100}$/.test(read)) return read;
  findings.add('WI100', { what: `${shown(read)} cannot be a statement id`, fix: 'use up to 100 letters and digits' });
  return undefined;
};

const reasoned = record({ pattern: text, because: text }, 'a pattern with its reason');

const pattern =
  (what: 'action' | 'resource'): Form<string | Reasoned> =>
  (value, findings) => {
    if (value === undefined) {
      findings.add('WI108', { what: `a ${what} is missing`, fix: 'name it, or use an input that is declared' });
      return undefined;
    }
    if (typeof value !== 'object' || value === null) return text(value, findings);
    const read = reasoned(value, findings);
    if (read === undefined) return undefined;
    const { pattern: given, because = '' } = read;
    if (given !== undefined) return { pattern: given, because };
    findings.add('WI100', { what: `a record stands where a ${what} is wanted`, fix: `write the ${what} as text` });
    return undefined;
  };

const permissionRecord = record({
  effect: oneOf('allow'),
  actions: listOf(pattern('action'), 'actions'),
  resources: listOf(pattern('resource'), 'resources'),
  conditions,
  label,
});

const permission: Form<Permission> = whole((value, findings) => {
  if (typeof peek(value, 'on') === 'function') {
    findings.add('WI124', { what: 'a permission names no resource', fix: 'complete it with `.on(…)`' });
    return undefined;
  }
  const read = permissionRecord(value, findings);
  if (read === undefined) return undefined;
  if (read.effect === undefined) findings.add('WI100', { what: 'this is no permission', fix: 'write `allow(…).on(…)` or a capability' });
  const { actions = [], resources = [] } = read;
  return { ...read, effect: 'allow', actions, resources };
});

const capabilityRecord = record({
  effect: oneOf('capability'),
  name: text,
  permissions: listOf(permission, 'permissions'),
  source: text,
  faults: listOf(record({ what: text, fix: text }), 'faults'),
  regions: listOf(text, 'regions'),
});

const capability: Form<Capability> = whole((value, findings) => {
  const read = capabilityRecord(value, findings);
  if (read === undefined) return undefined;
  const { name = 'capability', permissions = [], source = '', faults = [], regions } = read;
  return {
    effect: 'capability',
    name,
    permissions,
    source,
    faults: faults.map(({ what = 'is faulty', fix = 'mend it' }) => ({ what, fix })),
    ...(regions === undefined ? {} : { regions }),
  };
});

const denialRecord = record({
  effect: oneOf('deny'),
  actions: listOf(text, 'actions'),
  resources: listOf(text, 'resources'),
  deniedWhen: conditions,
  deniedUnless: conditions,
  label,
});

/** What a component can do. */
export const granted: Form<Permission | Capability> = (value, findings) => {
  const effect = peek(value, 'effect');
  if (effect === 'deny') {
    findings.add('WI100', { what: 'a denial stands among what the component can do', fix: 'move it to `cannot`' });
    return undefined;
  }
  return effect === 'capability' ? capability(value, findings) : permission(value, findings);
};

/** What a component can never do. */
export const denied: Form<Denial> = whole((value, findings) => {
  const effect = peek(value, 'effect');
  if (effect === 'allow' || effect === 'capability') {
    findings.add('WI100', { what: 'a permission stands among what the component cannot do', fix: 'move it to `can`, or write `deny(…)`' });
    return undefined;
  }
  const read = denialRecord(value, findings);
  if (read === undefined) return undefined;
  const { actions = [], resources = [], deniedWhen, deniedUnless } = read;
  if (read.effect === undefined || actions.length === 0)
    findings.add('WI100', { what: 'this is no denial', fix: 'write `deny(…)` with at least one action' });
  if (resources.length === 0)
    findings.add('WI124', { what: 'a denial names no resource', fix: 'leave `.on()` out, or name a resource in it' });
  if (deniedWhen !== undefined && deniedUnless !== undefined)
    findings.add('WI113', { what: 'one denial has both `when` and `unless`', fix: 'write two denials' });
  return { ...read, effect: 'deny', actions, resources };
});

/** One way to become a component. What is wrong with its values is told as well, so that whatever comes out of here can be planned with. */
export const trusted: Form<Trust> = whole((value, findings) => {
  const kind = peek(value, 'kind');
  if (kind === undefined) {
    findings.add('WI100', { what: 'no trust is given', fix: 'give one of `trust.…(…)`' });
    return undefined;
  }
  if (typeof kind !== 'string' || !Object.hasOwn(TRUST_KINDS, kind)) {
    findings.add('WI100', {
      what: `there is no trust of kind ${shown(kind)}`,
      fix: suggestion(kind, Object.keys(TRUST_KINDS)),
      pointer: 'kind',
    });
    return undefined;
  }
  const { fields, check } = trustKind({ kind } as Trust);
  const before = findings.errors;
  const read = record({ ...fields, kind: text })(value, findings) as Trust | undefined;
  if (read !== undefined && findings.errors === before) check(read, findings);
  return read;
});

const ENTRY: { readonly [By in Entry['by']]: readonly [field: string, shape: ShapeName] } = {
  function: ['function', 'lambda-function-arn'],
  runtime: ['runtime', 'agentcore-runtime-arn'],
  gateway: ['gateway', 'agentcore-gateway-arn'],
  queue: ['queue', 'sqs-queue-arn'],
};

/** How a component is called. A value that cannot be used is told, and an example stands in for it. */
export const entered: Form<Entry> = (value, findings) => {
  const given = membersOf(value, 'an entry', findings)?.get('by');
  if (given === undefined) return undefined;
  const by = oneOf('function', 'runtime', 'gateway', 'queue')(given, findings.below('by'));
  if (by === undefined) return undefined;
  const [field, shape] = ENTRY[by];
  const before = findings.errors;
  const read = record({ by: text, [field]: text, ...(by === 'queue' ? { url: text } : {}) })(value, findings) as
    | Readonly<Record<string, string>>
    | undefined;
  const target = read?.[field];
  const url = read?.url;
  if (findings.errors === before && (target === undefined || !hasShape(target, shape))) {
    findings.add('WI109', {
      what: `the entry ${target === undefined ? `names no ${field}` : `${shown(target)} has not the shape \`${shape}\``}`,
      fix: `give an input of shape \`${shape}\`, or an ARN such as \`${SHAPES[shape].example}\``,
      pointer: field,
    });
  }
  if (url !== undefined && !hasShape(url, 'sqs-queue-url')) {
    findings.add('WI109', { what: `${shown(url)} is no URL of a queue`, fix: 'give an input of shape `sqs-queue-url`', pointer: 'url' });
  }
  return findings.errors === before ? (read as unknown as Entry) : ({ by, [field]: SHAPES[shape].example } as unknown as Entry);
};

export const session = record({ maxMinutes: number, requiredTags: whole(listOf(text, 'tag keys')) });
export const componentSession = record({ maxMinutes: number });
export const access = record({ regions: whole(listOf(text, 'regions')), onThreat: text });

const evidenceRecord = record({ retainDays: number, immutable: flag, dangerouslyDisposable: text });

/** A retention that could not be read has been told; one that is not given is told with those that are not possible. */
export const evidence: Form<object> = (value, findings) => {
  const before = findings.errors;
  const read = evidenceRecord(value, findings);
  return findings.errors > before ? { retainDays: 400, ...read } : read;
};

export const deployment = record({ stage: text, region: text, account: text, partition: text });

/** Several trusts, or one. At least one has to come out of it. */
export const trusts: Form<readonly Trust[]> = (value, findings: FindingList) => {
  if (!isList(value)) {
    const one = trusted(value, findings);
    return one === undefined ? undefined : [one];
  }
  if (value.length === 0) findings.add('WI100', { what: 'no trust is given', fix: 'give one of `trust.…(…)`' });
  const read = listOf(trusted, 'trusts')(value, findings);
  return read === undefined || read.length === 0 ? undefined : read;
};
