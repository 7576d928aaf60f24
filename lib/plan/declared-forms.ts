/** The forms of what a declaration is made of, for callers without the compiler. */
import type { FindingList } from '../finding/finding-list';
import { SHAPES, type ShapeName } from '../policy/shapes';
import { accessCondition, CONDITION_NAMES, type ComponentAccess, type ConditionName } from '../spec/access/index';
import type { Entry } from '../spec/component';
import {
  either,
  type Form,
  flag,
  isList,
  listOf,
  membersOf,
  number,
  oneOf,
  peek,
  record,
  shown,
  suggestion,
  text,
  whole,
} from '../spec/form';
import { hasShape } from '../spec/has-shape';
import type { Capability, Permission } from '../spec/permission';
import { denied, granted } from '../spec/permission-forms';
import { TRUST_KINDS, type Trust, trustKind } from '../spec/trust';
import { checkRegistered } from '../spec/trust/web-identity';

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
  const { fields, check, provider } = trustKind({ kind } as Trust);
  const before = findings.errors;
  const read = record({ ...fields, kind: text })(value, findings) as Trust | undefined;
  if (read !== undefined && findings.errors === before) check(read, findings);
  const need = read === undefined || findings.errors > before ? undefined : provider?.(read);
  if (need !== undefined) checkRegistered(need, findings);
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

const conditionForms = Object.fromEntries(CONDITION_NAMES.map((name) => [name, accessCondition(name).form])) as {
  readonly [Name in ConditionName]: Form<NonNullable<ComponentAccess[Name]>>;
};
const threatResponse = either((value) => typeof value === 'string', text, record({ respond: text, fromSeverity: number }));
export const access = record({ ...conditionForms, onThreat: threatResponse, alarmTopic: text });
export const componentAccess = record(conditionForms);

const taskRecord = record({
  tags: listOf(text, 'tag keys'),
  can: listOf(granted, '`allow(…).on(…)` and capabilities'),
  cannot: listOf(denied, '`deny(…)`'),
});

/** What is missing of a task is told where it is planned. */
export const task: Form<{ readonly tags: readonly string[]; readonly can: readonly (Permission | Capability)[] }> = (value, findings) => {
  const read = taskRecord(value, findings);
  return read === undefined ? undefined : { ...read, tags: read.tags ?? [], can: read.can ?? [] };
};

const evidenceRecord = record({
  retainDays: number,
  deliveries: oneOf('elsewhere'),
  key: text,
  immutable: flag,
  dangerouslyDisposable: text,
  dangerouslyUnmasked: text,
});

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
