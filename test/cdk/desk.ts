/** A small agent that the tests of the CDK shell deploy: one component of each way to a workload. */
import { type App, CfnParameter, type Stack } from 'aws-cdk-lib';
import { allow, defineAgent, deny, readObjects, trust } from '../../lib/spec';

export const deskWith = (functionName: string) =>
  defineAgent({
    name: 'desk',
    owner: 'front-office',
    inputs: { tickets: 'dynamodb-table-arn', handbook: 's3-bucket-arn', cluster: 'eks-cluster-arn' },
    components: ({ tickets, handbook, cluster }) => ({
      planner: {
        kind: 'orchestrator',
        trust: trust.eksPodIdentity({ cluster, namespace: 'desk', serviceAccount: 'planner' }),
        calls: ['clerk', 'thinker', 'courier'],
      },
      thinker: { kind: 'reasoning-engine', trust: trust.agentCoreRuntime({ name: 'desk_thinker' }) },
      clerk: {
        kind: 'tool',
        trust: trust.lambda({ functionName }),
        can: [allow('dynamodb:GetItem', 'dynamodb:PutItem').on(tickets), readObjects({ bucket: handbook, prefix: 'public/' })],
        cannot: [deny('dynamodb:DeleteTable')],
      },
      courier: { kind: 'tool', trust: trust.component(), can: [allow('dynamodb:GetItem').on(tickets)] },
    }),
    evidence: { retainDays: 400 },
  });

export const desk = deskWith('desk-clerk');

export const HOME = { account: '111122223333', region: 'eu-central-1' } as const;

export const INPUTS = {
  tickets: `arn:aws:dynamodb:${HOME.region}:${HOME.account}:table/tickets`,
  handbook: 'arn:aws:s3:::handbook',
  cluster: `arn:aws:eks:${HOME.region}:${HOME.account}:cluster/prod`,
} as const;

/** Inputs that are known only at deployment: parameters of the stack. */
export const lateInputs = (stack: Stack) => ({
  tickets: new CfnParameter(stack, 'TicketsArn').valueAsString,
  handbook: new CfnParameter(stack, 'HandbookArn').valueAsString,
  cluster: new CfnParameter(stack, 'ClusterArn').valueAsString,
});

export interface CfnResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, CfnResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

const isTemplate = (value: unknown): value is Template => value !== null && typeof value === 'object' && 'Resources' in value;

/** The template of a stack. Synthesizes the app, so everything must have been added. */
export function templateOf(app: App, stack: Stack): Template {
  const template: unknown = app.synth().getStackArtifact(stack.artifactId).template;
  if (!isTemplate(template)) throw new Error(`${stack.stackName} has no resources`);
  return template;
}

/** The resources of one type, with their logical ids. */
export const ofType = ({ Resources }: Template, type: string): readonly (readonly [string, CfnResource])[] =>
  Object.entries(Resources).filter(([, resource]) => resource.Type === type);

/** The role of a name; there must be one. */
export function roleOf(template: Template, name: string): CfnResource & { readonly id: string } {
  const found = ofType(template, 'AWS::IAM::Role').find(([, { Properties }]) => Properties.RoleName === name);
  if (found === undefined) throw new Error(`no role ${name} among ${ofType(template, 'AWS::IAM::Role').map(([id]) => id)}`);
  return { id: found[0], ...found[1] };
}
