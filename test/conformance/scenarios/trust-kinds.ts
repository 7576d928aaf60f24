/** Every trust kind × {literal, late} × {assume, invoke}. */
import { defineAgent, entry, type Late, like, pullImage, type Trust, trust } from '../../../lib/spec';
import { LITERAL, type Scenario } from '../scenario';

type Kind = Trust['kind'];

const ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
const CLUSTER = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';
const QUEUE = 'arn:aws:sqs:eu-central-1:111122223333:tasks';
const UUID = '0a1b2c3d-1111-4222-8333-444455556666';
const REPOSITORY = 'arn:aws:ecr:eu-central-1:111122223333:repository/agents';

const FIRST_ROLE = 'arn:aws:iam::111122223333:role/first';
const INSTANCE = 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc0123456789def';
const AGENT_ID = 'ABCDEF0123';
const VPC = 'vpc-0abc0123456789def';

const IDENTITY = `eu-central-1:${UUID}` as const;

const ANCHOR = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/9f8e7d6c-5555-4666-8777-888899990000';

interface Places {
  readonly anchor: Late<'trust-anchor-arn'> | typeof ANCHOR;
  readonly pool: Late<'cognito-identity-pool-id'> | typeof IDENTITY;
  readonly instance: Late<'ec2-instance-arn'> | typeof INSTANCE;
  readonly agentId: Late<'generated-id'> | typeof AGENT_ID;
  readonly vpc: Late<'vpc-id'> | typeof VPC;
  readonly cluster: Late<'eks-cluster-arn'> | typeof CLUSTER;
  readonly issuer: Late<'oidc-issuer-url'> | typeof ISSUER;
}

/** One of each kind; a kind that is missing does not compile. */
const TRUSTS: { readonly [Each in Kind]: (places: Places) => Extract<Trust, { readonly kind: Each }> } = {
  'agentcore-browser': () => trust.agentCoreBrowser({ name: 'subject_browser' }),
  'agentcore-code-interpreter': () => trust.agentCoreCodeInterpreter({ name: 'subject_interpreter' }),
  'agentcore-gateway': () => trust.agentCoreGateway({ name: 'subject-gateway' }),
  'agentcore-memory': () => trust.agentCoreMemory({ name: 'subject_memory' }),
  'agentcore-runtime': () => trust.agentCoreRuntime({ name: 'subject_runtime' }),
  'bedrock-agent': ({ agentId }) => trust.bedrockAgent({ agentId }),
  'code-build': () => trust.codeBuild({ project: 'subject' }),
  component: () => trust.component(),
  ec2: ({ instance, vpc }) => trust.ec2({ instance, vpc, onlyThroughItsVpc: true }),
  'ecs-task': () => trust.ecsTask(),
  'ecs-task-execution': () => trust.ecsTaskExecution(),
  'eks-irsa': ({ issuer }) => trust.eksIrsa({ issuer, namespace: 'agents', serviceAccount: 'subject', provider: 'created' }),
  'eks-node': () => trust.eksNode(),
  'eks-pod-identity': ({ cluster }) => trust.eksPodIdentity({ cluster, namespace: 'agents', serviceAccount: 'subject' }),
  'eks-pod-identity-target': () =>
    trust.eksPodIdentityTarget({ firstRole: FIRST_ROLE, cluster: CLUSTER, namespace: 'agents', serviceAccount: 'subject' }),
  'github-actions': () =>
    trust.githubActions({ repo: 'example/agents', ids: { owner: '1234', repo: '5678' }, branch: 'main', provider: 'created' }),
  bitbucket: () => trust.bitbucket({ workspace: 'example', workspaceId: UUID, repository: UUID, environment: UUID, provider: 'created' }),
  buildkite: () =>
    trust.buildkite({
      organization: 'example',
      pipeline: 'agents',
      ids: { organization: UUID, pipeline: UUID },
      branch: 'main',
      provider: 'created',
    }),
  circleci: () =>
    trust.circleCi({ organization: UUID, project: UUID, vcsOrigin: 'github.com/example/agents', branch: 'main', provider: 'created' }),
  'fly-io': () => trust.flyIo({ organization: 'example', app: 'agents', provider: 'created' }),
  'github-enterprise-server': () =>
    trust.githubEnterpriseServer({ host: 'github.example.com', repo: 'example/agents', branch: 'main', provider: 'created' }),
  gitlab: () =>
    trust.gitlab({
      project: 'example/agents',
      ids: { project: '5678', namespace: '1234' },
      tag: 'v1',
      pipelineSources: ['push', 'web'],
      audience: 'sts.amazonaws.com',
      provider: 'created',
    }),
  'hcp-terraform': () =>
    trust.hcpTerraform({ organization: 'example', project: 'agents', workspace: 'production', phase: 'plan', provider: 'created' }),
  'pulumi-cloud': () => trust.pulumiCloud({ organization: 'example', project: 'agents', environment: 'production', provider: 'created' }),
  vercel: () => trust.vercel({ team: 'example', project: 'agents', environment: 'production', provider: 'created' }),
  lambda: () => trust.lambda({ functionName: 'subject' }),
  'cognito-identity-pool': ({ pool }) => trust.cognitoIdentityPool({ pool, identity: IDENTITY }),
  'cognito-user-pool': () =>
    trust.cognitoUserPool({
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE01',
      client: '1example23456789',
      user: UUID,
      sourceIdentity: like('user-*'),
      tags: { tenant: 'acme', team: like('agents-*', 'tools-*') },
      provider: 'created',
    }),
  entra: () => trust.entra({ tenant: UUID, objectId: UUID, version: 'v1', audience: 'api://agents', provider: 'created' }),
  'google-service-account': () => trust.googleServiceAccount({ uniqueId: '116400000000000000001', organizationNumber: '400000000000' }),
  kubernetes: ({ issuer }) => trust.kubernetes({ issuer, namespace: 'agents', serviceAccount: 'subject', provider: 'created' }),
  'roles-anywhere': ({ anchor }) => trust.rolesAnywhere({ anchor, commonName: 'subject', profile: 'imported' }),
  'spiffe-x509': ({ anchor }) => trust.spiffeX509({ anchor, spiffeId: 'spiffe://example.com/agents/subject', profile: 'imported' }),
  'spiffe-jwt': ({ issuer }) =>
    trust.spiffeJwt({
      issuer,
      spiffeId: 'spiffe://example.com/agents/subject',
      sourceIdentity: 'subject',
      mustNameTheRole: true,
      provider: 'created',
    }),
  oidc: ({ issuer }) => trust.oidc({ issuer, audience: 'agents.example.com', subject: 'workload:subject', provider: 'created' }),
  scheduler: () => trust.scheduler({ scheduleGroup: 'subject' }),
  'step-functions': () => trust.stepFunctions({ stateMachine: 'subject' }),
};

export const TRUST_KINDS = Object.keys(TRUSTS) as Kind[];

/** The component is called by the root, and calls the target, in the same way; a component of kind `component` can only be called by assuming it. */
function agentOf(kind: Kind, late: boolean, by: 'assume' | 'invoke') {
  return defineAgent({
    name: 'matrix',
    owner: 'platform',
    purpose: `a ${kind} that is reached by ${by}`,
    inputs: {
      agentId: 'generated-id',
      anchor: 'trust-anchor-arn',
      cluster: 'eks-cluster-arn',
      instance: 'ec2-instance-arn',
      issuer: 'oidc-issuer-url',
      pool: 'cognito-identity-pool-id',
      queue: 'sqs-queue-arn',
      repository: 'ecr-repository-arn',
      vpc: 'vpc-id',
    },
    components: (inputs) => {
      const own = TRUSTS[kind](
        late
          ? inputs
          : { agentId: AGENT_ID, anchor: ANCHOR, cluster: CLUSTER, instance: INSTANCE, issuer: ISSUER, pool: IDENTITY, vpc: VPC },
      );
      return {
        root: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'root' }), calls: ['subject'] },
        subject: {
          kind: 'tool',
          trust: by === 'assume' && kind !== 'component' ? [own, trust.component()] : own,
          calls: ['target'],
          ...(by === 'invoke' && kind !== 'component' ? { entry: entry.queue(late ? inputs.queue : QUEUE) } : {}),
        },
        target: { kind: 'tool', trust: by === 'assume' ? trust.component() : trust.lambda({ functionName: 'target' }) },
        host: {
          kind: 'environment',
          hosts: kind === 'ecs-task' ? ['subject'] : [],
          trust: trust.ecsTaskExecution(),
          can: [pullImage({ repository: late ? inputs.repository : REPOSITORY })],
        },
      };
    },
    session: { maxMinutes: 60 },
    evidence: { retainDays: 400 },
  });
}

export const trustKinds: readonly Scenario[] = TRUST_KINDS.flatMap((kind) =>
  ([false, true] as const).flatMap((late) =>
    (['assume', 'invoke'] as const).map((by) => ({
      name: `${kind}, ${late ? 'late' : 'literal'}, ${by}`,
      agent: agentOf(kind, late, by),
      inputs: {
        agentId: AGENT_ID,
        anchor: ANCHOR,
        cluster: CLUSTER,
        instance: INSTANCE,
        issuer: ISSUER,
        pool: IDENTITY,
        queue: QUEUE,
        repository: REPOSITORY,
        vpc: VPC,
      },
      late,
      ...(late ? {} : { deployment: LITERAL }),
      ...(kind === 'agentcore-runtime' ? { bindings: { subject: { runtimeId: 'subject_runtime-a1B2c3D4e5' } } } : {}),
    })),
  ),
);
