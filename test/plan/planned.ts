/** Plans for tests, and questions to what they hold. */
import {
  type AuthorizationRequest,
  authorize,
  type ContextValue,
  type Decision,
  type PolicyDocument,
  type PolicyType,
  parsePolicy,
} from 'agent-workload-identity/policy';
import type { Finding } from '../../lib/finding/finding';
import { bindValue } from '../../lib/plan/bind';
import type { Deployment, IdentityPlan, PlanDocument, PlannedKind, PlannedKinds, PlannedResource } from '../../lib/plan/plan';
import { planIdentities } from '../../lib/plan/plan-identities';
import type { Agent } from '../../lib/spec';

export const HOME = '111122223333';
export const REGION = 'eu-central-1';

/** Everything literal: nothing is left to an engine. */
export const LITERAL: Deployment = { account: HOME, region: REGION, partition: 'aws' };

/** The plan of a sound declaration; its inputs, if it has any, put in. */
export function planOf(agent: Agent, deployment: Deployment = LITERAL, inputs: Readonly<Record<string, string>> = {}): IdentityPlan {
  const planning = planIdentities(agent, { deployment });
  if (!planning.ok) throw new Error(planning.findings.map(({ code, what }) => `${code} ${what}`).join('\n'));
  return bindValue(planning.plan, inputs);
}

/** The findings of a declaration that cannot be planned. */
export function findingsOf(agent: unknown, deployment?: unknown): readonly Finding[] {
  const planning = planIdentities(agent as Agent, deployment === undefined ? {} : { deployment: deployment as Deployment });
  return planning.ok ? [] : planning.findings;
}

/** Warnings of a declaration that can be planned. */
export const warningsOf = (agent: Agent, deployment: Deployment = LITERAL): readonly Finding[] => planOf(agent, deployment).warnings;

const isKind =
  <Kind extends PlannedKind>(kind: Kind) =>
  (resource: PlannedResource): resource is PlannedKinds[Kind] & { readonly kind: Kind } =>
    resource.kind === kind;

export const resourcesOfKind = <Kind extends PlannedKind>(plan: IdentityPlan, kind: Kind): readonly PlannedKinds[Kind][] =>
  plan.resources.filter(isKind(kind));

/** The one resource of a kind that a component has. */
export function resourceOf<Kind extends PlannedKind>(plan: IdentityPlan, kind: Kind, component: string): PlannedKinds[Kind] {
  const [only, ...others] = resourcesOfKind(plan, kind).filter((resource) => resource.component === component);
  if (only === undefined || others.length > 0)
    throw new Error(`${component} has ${others.length + (only === undefined ? 0 : 1)} of ${kind}`);
  return only;
}

export const componentOf = (plan: IdentityPlan, name: string) => {
  const found = plan.components.find((component) => component.name === name);
  if (found === undefined) throw new Error(`no component ${name}`);
  return found;
};

export function parsed(document: PlanDocument, type: PolicyType): PolicyDocument {
  const read = parsePolicy(document, type);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.document;
}

/** A document without statement ids: AWS's pages name them as they like. */
export const withoutSids = ({ Version, Statement }: PlanDocument) => ({
  Version,
  Statement: Statement.map(({ Sid: _sid, ...statement }) => statement),
});

/** A request as far as a test says it; the rest follows from the component. */
export interface Ask {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
  readonly resourceAccount?: string;
}

/** What IAM decides on a request by the component's role: its inline policies within its boundary. */
export function decide(plan: IdentityPlan, component: string, { action, resource, context = {}, resourceAccount }: Ask): Decision {
  const role = resourceOf(plan, 'role', component);
  const boundary = resourceOf(plan, 'boundary', component);
  const { roleArn } = componentOf(plan, component);
  const request: AuthorizationRequest = {
    principal: { kind: 'aws', arn: roleArn, account: roleArn.split(':')[4] ?? '' },
    action,
    resource,
    // Every request has these two; STS puts the source identity there only where one was set.
    context: { 'aws:PrincipalArn': roleArn, 'aws:RequestedRegion': resource.split(':')[3] || REGION, ...context },
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
  };
  return authorize(request, {
    identity: role.policies.map(({ document }) => parsed(document, 'identity')),
    boundary: parsed(boundary.document, 'boundary'),
  }).decision;
}
