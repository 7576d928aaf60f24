/** A declared kill switch and its template: for examples of what rules know of a plan's own state machines. */
import { type IdentityPlan, planIdentities } from '../../plan';
import type { PlannedRole } from '../../plan/plan';
import { fillHoles } from '../../policy/text';
import { defineAgent } from '../../spec/agent';
import { trust } from '../../spec/trust';
import type { TemplateResources } from './example';

/** The plan of an agent with one tool and a kill switch. */
export function declaredResponse(): IdentityPlan {
  const planning = planIdentities(
    defineAgent({
      name: 'support',
      owner: 'support-platform',
      components: () => ({ tool: { kind: 'tool', trust: trust.lambda({ functionName: 'support-tool' }) } }),
      access: { onThreat: 'quarantine' },
      evidence: { retainDays: 400 },
    }),
    { deployment: { account: '111122223333', region: 'eu-central-1', partition: 'aws' } },
  );
  if (!planning.ok) throw new Error('the example cannot be planned');
  return planning.plan;
}

interface Changes {
  /** An action and a resource that the role may besides. */
  readonly alsoMay?: readonly [action: string, resource: string];
  /** A service that can become the role besides. */
  readonly alsoAdmits?: string;
  /** The one action that the boundary permits, on everything, in the place of the planned document. */
  readonly boundaryPermits?: string;
  /** Another definition of the machine. */
  readonly definition?: unknown;
}

const PSEUDO = /\$\{AWS::/;

/** Texts of a plan as a template writes them. */
function written(value: unknown): unknown {
  if (typeof value === 'string') {
    const text = fillHoles(value, ({ hole }) => (hole === 'account' ? '\u0024{AWS::AccountId}' : undefined));
    return PSEUDO.test(text) ? { 'Fn::Sub': text } : text;
  }
  if (Array.isArray(value)) return value.map(written);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, written(child)]));
}

const roleResource = ({ name, trust: admits, policies, tags }: PlannedRole, { alsoMay, alsoAdmits }: Changes) => ({
  RoleName: name,
  AssumeRolePolicyDocument: written({
    ...admits,
    Statement: [
      ...admits.Statement,
      ...(alsoAdmits === undefined ? [] : [{ Effect: 'Allow', Principal: { Service: [alsoAdmits] }, Action: ['sts:AssumeRole'] }]),
    ],
  }),
  Policies: policies.map((policy) => ({
    PolicyName: policy.name,
    PolicyDocument: written({
      ...policy.document,
      Statement: [
        ...policy.document.Statement,
        ...(alsoMay === undefined ? [] : [{ Effect: 'Allow', Action: [alsoMay[0]], Resource: [alsoMay[1]] }]),
      ],
    }),
  })),
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

/** The kill switch as it was planned, under the logical id `Quarantine`, with what is changed of it. */
export function declaredResponseResources(changes: Changes = {}): TemplateResources {
  const { resources } = declaredResponse();
  const machine = resources.find((resource) => resource.kind === 'state-machine');
  const role = resources.find((resource): resource is PlannedRole => resource.kind === 'role' && resource.id === machine?.role);
  if (machine === undefined || role === undefined) throw new Error('the example plans no state machine');
  const permits = { ...role, policies: role.policies };
  const properties = roleResource(permits, changes);
  return {
    Boundary: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: `${role.name}-boundary`,
        PolicyDocument:
          changes.boundaryPermits === undefined
            ? properties.Policies[0]?.PolicyDocument
            : { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: changes.boundaryPermits, Resource: '*' }] },
      },
    },
    Quarantine: { Type: 'AWS::IAM::Role', Properties: { ...properties, PermissionsBoundary: { Ref: 'Boundary' } } },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: machine.name,
        RoleArn: { 'Fn::GetAtt': ['Quarantine', 'Arn'] },
        DefinitionString: JSON.stringify(changes.definition ?? machine.definition),
      },
    },
  };
}
