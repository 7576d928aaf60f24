/** Whether a file holds a plan, so that nothing but a plan is taken for one. */
import { type IdentityPlan, PLAN_VERSION, type PlannedKind } from '../plan/plan';
import { isRecord, kindOf, own } from '../policy/parse-values';
import { textValue } from './values';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const flag: Check = (value) => typeof value === 'boolean';
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const tags: Check = (value) => isRecord(value) && Object.values(value).every(text);
const document: Check = (value) => isRecord(value) && Array.isArray(own(value, 'Statement'));
const policies: Check = (value) =>
  Array.isArray(value) && value.every((policy) => isRecord(policy) && text(own(policy, 'name')) && document(own(policy, 'document')));
const boundary: Check = (value) => isRecord(value) && (text(own(value, 'planned')) || text(own(value, 'existing')));

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const wrongField = (value: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, Check>>): string | undefined =>
  Object.entries(fields).find(([field, check]) => !check(own(value, field)))?.[0];

const recordOf =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && wrongField(value, fields) === undefined;
const trust = recordOf({
  kind: text,
  who: text,
  subject: optional(texts),
  issuer: optional(text),
  audience: optional(texts),
  roles: optional(texts),
});

const FIELDS: { readonly [Kind in PlannedKind]: Readonly<Record<string, Check>> } = {
  role: { name: text, description: text, trust: document, policies, boundary, maxSessionSeconds: number, tags },
  boundary: { name: text, description: text, document },
  'role-policy': { role: text, name: text, document, rewritten: optional(flag), after: optional(texts) },
  'log-group': {
    name: text,
    retentionDays: number,
    retain: flag,
    key: optional(text),
    fieldIndexes: texts,
    dataProtection: optional(document),
    tags,
  },
  'delivery-source': { name: text, logType: text, resourceArn: text, tags },
  'delivery-destination': { name: text, groupArn: optional(text), tags },
  delivery: { source: text, destinationArn: text, tags },
  'oidc-provider': { url: text, audiences: texts, tags },
  'pod-identity-association': {
    cluster: text,
    namespace: text,
    serviceAccount: text,
    roleArn: text,
    role: optional(text),
    targetRoleArn: optional(text),
    policy: optional(document),
    disableSessionTags: optional(flag),
    tags,
  },
  'trust-anchor': { name: text, source: isRecord, enabled: flag, tags, fills: text },
  'certificate-revocation-list': { name: text, anchorArn: text, list: text, enabled: flag, tags },
  'roles-anywhere-profile': {
    name: text,
    roleArn: text,
    role: optional(text),
    durationSeconds: number,
    mappings: Array.isArray,
    enabled: flag,
    tags,
  },
  'function-permission': { functionArn: text, action: text, principal: text },
  'queue-policy': { queueUrl: text, document },
  'agentcore-policy': { resourceArn: text, document },
  'state-machine': { name: text, roleArn: text, role: text, definition: isRecord, tags },
  'event-rule': { name: text, description: text, pattern: isRecord, target: recordOf({ arn: text, roleArn: text }), after: texts, tags },
  topic: { name: text, tags },
  alarm: {
    name: text,
    description: text,
    namespace: text,
    metric: text,
    dimensions: tags,
    statistic: text,
    periodSeconds: number,
    evaluationPeriods: number,
    comparison: text,
    threshold: number,
    missingData: text,
    topicArn: text,
    tags,
  },
  'schedule-group': { name: text, tags },
  schedule: {
    name: text,
    group: text,
    description: text,
    expression: text,
    timeZone: text,
    flexibleTimeWindow: text,
    target: recordOf({ arn: text, roleArn: text, input: isRecord }),
    retry: recordOf({ maxAgeSeconds: number, attempts: number }),
    after: texts,
  },
};

const log: Check = (value) =>
  recordOf({ none: text })(value) || recordOf({ group: text, writer: text, retentionDays: number, made: text })(value);

const COMPONENT: Readonly<Record<string, Check>> = {
  name: text,
  taskOf: optional(text),
  kind: text,
  purpose: optional(text),
  account: optional(text),
  roleName: text,
  roleArn: text,
  adopted: flag,
  trust: listOf(trust),
  calls: texts,
  hosts: texts,
  log,
  maxSessionSeconds: number,
  sessions: listOf(recordOf({ way: text, by: text, longestSeconds: optional(number) })),
  permissions: document,
  waivers: listOf(recordOf({ what: text, because: text })),
};

const PLAN: Readonly<Record<string, Check>> = {
  agent: recordOf({ name: text, owner: text, purpose: optional(text), deployment: isRecord }),
  inputs: tags,
  calls: listOf(recordOf({ from: text, to: text, by: text, target: text, crossAccount: flag, chain: text })),
  warnings: listOf(isRecord),
  components: listOf(isRecord),
  resources: listOf(isRecord),
};

const SHARED: Readonly<Record<string, Check>> = { id: text, component: optional(text), account: optional(text) };

function resourceFault(resource: Readonly<Record<string, unknown>>, index: number): string | undefined {
  const kind = own(resource, 'kind');
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) return `resource ${index} of the plan is of no kind that plans have`;
  const wrong = wrongField(resource, { ...SHARED, ...FIELDS[kind as PlannedKind] });
  return wrong === undefined ? undefined : `\`${wrong}\` of resource ${index} of the plan has another form than plans have`;
}

function componentFault(component: Readonly<Record<string, unknown>>, index: number): string | undefined {
  const wrong = wrongField(component, COMPONENT);
  return wrong === undefined ? undefined : `\`${wrong}\` of component ${index} of the plan has another form than plans have`;
}

const members = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

function faultOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const wrong = wrongField(value, PLAN);
  if (wrong !== undefined) return `\`${wrong}\` of the plan has another form than plans have`;
  const faults = [...members(own(value, 'resources')).map(resourceFault), ...members(own(value, 'components')).map(componentFault)];
  return faults.find((fault) => fault !== undefined);
}

/** Whether a file means to be a plan of some version. */
export const isPlanFile = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && Object.hasOwn(value, 'agent') && Object.hasOwn(value, 'components') && Object.hasOwn(value, 'resources');

/** The plan in a file that means to be one; or why it is none that can be read. */
export function planOf(value: Readonly<Record<string, unknown>>): { readonly plan: IdentityPlan } | { readonly why: string } {
  const version = own(value, 'version');
  if (version !== PLAN_VERSION)
    return { why: `the plan is of version \`${textValue(version) ?? kindOf(version)}\`, and only version ${PLAN_VERSION} can be read` };
  const fault = faultOf(value);
  return fault === undefined ? { plan: value as unknown as IdentityPlan } : { why: fault };
}
