/** Whether a file holds a plan, so that nothing but a plan is taken for one. */
import { type IdentityPlan, PLAN_VERSION, type PlannedKind } from '../plan/plan';
import { isRecord, kindOf, own } from '../policy/parse-values';

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

const FIELDS: { readonly [Kind in PlannedKind]: Readonly<Record<string, Check>> } = {
  role: { name: text, description: text, trust: document, policies, boundary, maxSessionSeconds: number, tags },
  boundary: { name: text, description: text, document },
  'role-policy': { role: text, name: text, document },
  'log-group': { name: text, retentionDays: number, retain: flag, tags },
  'oidc-provider': { url: text, audiences: texts, tags },
  'pod-identity-association': { cluster: text, namespace: text, serviceAccount: text, roleArn: text, tags },
  'function-permission': { functionArn: text, action: text, principal: text },
  'queue-policy': { queueUrl: text, document },
  'agentcore-policy': { resourceArn: text, document },
};

function resourceFault(resource: unknown, index: number): string | undefined {
  if (!isRecord(resource)) return `resource ${index} of the plan must be an object, not ${kindOf(resource)}`;
  const kind = own(resource, 'kind');
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) return `resource ${index} of the plan is of no kind that plans have`;
  const checks = { id: text, ...FIELDS[kind as PlannedKind] };
  const wrong = Object.entries(checks).find(([field, check]) => !check(own(resource, field)));
  const account = own(resource, 'account');
  if (account !== undefined && typeof account !== 'string') return `resource ${index} of the plan has no account that plans have`;
  return wrong === undefined ? undefined : `\`${wrong[0]}\` of resource ${index} of the plan has another form than plans have`;
}

/** Whether a file means to be a plan of some version. */
export const isPlanFile = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && Object.hasOwn(value, 'agent') && Object.hasOwn(value, 'components') && Object.hasOwn(value, 'resources');

/** The plan in a file that means to be one; or why it is none that can be read. */
export function planOf(value: Readonly<Record<string, unknown>>): { readonly plan: IdentityPlan } | { readonly why: string } {
  const version = own(value, 'version');
  if (version !== PLAN_VERSION)
    return { why: `the plan is of version \`${String(version)}\`, and only version ${PLAN_VERSION} can be read` };
  const resources = own(value, 'resources');
  if (!Array.isArray(resources)) return { why: `the resources of the plan must be a list, not ${kindOf(resources)}` };
  if (!Array.isArray(own(value, 'components'))) return { why: 'the components of the plan must be a list' };
  for (const [index, resource] of resources.entries()) {
    const fault = resourceFault(resource, index);
    if (fault !== undefined) return { why: fault };
  }
  return { plan: value as unknown as IdentityPlan };
}
