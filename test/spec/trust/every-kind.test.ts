import { type Agent, defineAgent, like, type Trust, trust } from 'agent-workload-identity';
import { actionInfo, conditionKeySupported } from 'agent-workload-identity/policy';
import { TRUST_KINDS } from '../../../lib/spec/trust';
import { componentOf, parsed, planOf, resourceOf } from '../../plan/planned';
import { CLUSTER, EKS } from './asking';
import { PIPELINES } from './pipelines';

const UUID = '0a1b2c3d-1111-4222-8333-444455556666';
const POOL = `eu-central-1:${UUID}` as const;
const ANCHOR = `arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/${UUID}` as const;

describe('every trust kind', () => {
  const EXAMPLES: { readonly [Kind in Trust['kind']]: Trust } = {
    'agentcore-browser': trust.agentCoreBrowser({ name: 'tool' }),
    'agentcore-code-interpreter': trust.agentCoreCodeInterpreter({ name: 'tool' }),
    'agentcore-gateway': trust.agentCoreGateway({ name: 'tool' }),
    'agentcore-memory': trust.agentCoreMemory({ name: 'tool' }),
    'agentcore-runtime': trust.agentCoreRuntime({ name: 'tool' }),
    'bedrock-agent': trust.bedrockAgent({ agentId: 'ABCDEF0123' }),
    'code-build': trust.codeBuild({ project: 'tool' }),
    ...PIPELINES,
    component: trust.component(),
    ec2: trust.ec2({ vpc: 'vpc-0abc0123456789def' }),
    'ecs-task': trust.ecsTask(),
    'ecs-task-execution': trust.ecsTaskExecution(),
    'eks-irsa': trust.eksIrsa({ issuer: `https://${EKS}`, namespace: 'agents', serviceAccount: 'tool' }),
    'eks-node': trust.eksNode(),
    'eks-pod-identity': trust.eksPodIdentity({ cluster: CLUSTER, namespace: 'agents', serviceAccount: 'tool' }),
    'eks-pod-identity-target': trust.eksPodIdentityTarget({
      firstRole: 'arn:aws:iam::111122223333:role/first',
      cluster: CLUSTER,
      namespace: 'agents',
      serviceAccount: 'tool',
    }),
    lambda: trust.lambda({ functionName: 'tool' }),
    'cognito-identity-pool': trust.cognitoIdentityPool({ pool: POOL, identity: POOL }),
    'cognito-user-pool': trust.cognitoUserPool({
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE01',
      client: '1example23456789',
      user: UUID,
      sourceIdentity: like('user-*'),
      tags: { tenant: 'acme', team: like('agents-*') },
    }),
    'roles-anywhere': trust.rolesAnywhere({ anchor: ANCHOR, commonName: 'tool', profile: 'imported' }),
    'spiffe-x509': trust.spiffeX509({ anchor: ANCHOR, spiffeId: 'spiffe://example.com/agents/tool', profile: 'created' }),
    'spiffe-jwt': trust.spiffeJwt({
      issuer: 'https://spire.example.com',
      spiffeId: 'spiffe://example.com/agents/tool',
      sourceIdentity: 'tool',
      tags: { tenant: 'acme' },
      mustNameTheRole: true,
    }),
    entra: trust.entra({ tenant: UUID, objectId: UUID, version: 'v2', audience: UUID, clientId: UUID }),
    'google-service-account': trust.googleServiceAccount({ uniqueId: '116400000000000000001', organizationNumber: '400000000000' }),
    kubernetes: trust.kubernetes({ issuer: 'https://kubernetes.example.com', namespace: 'agents', serviceAccount: 'tool' }),
    scheduler: trust.scheduler({ scheduleGroup: 'tool' }),
    'step-functions': trust.stepFunctions({ stateMachine: 'tool' }),
  };
  const kinds = Object.keys(TRUST_KINDS) as Trust['kind'][];

  /** A tool of this kind with all that it needs around it. */
  const agentOf = (kind: Trust['kind']): Agent =>
    defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        caller: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'caller' }), calls: kind === 'component' ? ['tool'] : [] },
        tool: { kind: 'tool', trust: EXAMPLES[kind] },
        host: { kind: 'environment', trust: trust.ecsTaskExecution(), hosts: kind === 'ecs-task' ? ['tool'] : [] },
      }),
      evidence: { retainDays: 90 },
    });

  it.each(kinds)('%s: the trust policy is one that IAM takes, with actions and keys that STS has', (kind) => {
    const { trust: document } = resourceOf(planOf(agentOf(kind)), 'role', 'tool');
    expect(parsed(document, 'trust').statements.length).toBeGreaterThan(0);
    for (const { Action = [], Condition = {} } of document.Statement) {
      expect(Action.map((action) => actionInfo(action).status)).toEqual(Action.map(() => 'known'));
      const keys = Object.values(Condition).flatMap((block) => Object.keys(block));
      // A key that one action of a statement does not know is absent from requests for it, which a set operator of a limit passes.
      expect(keys.filter((key) => !Action.some((action) => conditionKeySupported(action, key) === 'yes'))).toEqual([]);
    }
  });

  it.each(kinds)('%s: nothing optional is tested, which would hold where a key is missing', (kind) => {
    const { trust: document } = resourceOf(planOf(agentOf(kind)), 'role', 'tool');
    const operators = document.Statement.filter(({ Action = [] }) => Action.some((action) => action.startsWith('sts:AssumeRole'))).flatMap(
      ({ Condition = {} }) => Object.keys(Condition),
    );
    expect(operators.filter((operator) => /IfExists$|^ForAllValues:|Not/.test(operator))).toEqual([]);
  });

  it.each(kinds)('%s: nobody is trusted without a name: no principal is a wildcard', (kind) => {
    const { trust: document } = resourceOf(planOf(agentOf(kind)), 'role', 'tool');
    expect(JSON.stringify(document.Statement.map(({ Principal }) => Principal))).not.toContain('*');
  });

  it.each(kinds)('%s: says in one line who can become the component', (kind) => {
    const [summary, ...others] = componentOf(planOf(agentOf(kind)), 'tool').trust;
    expect(others).toEqual([]);
    expect(summary).toMatchObject({ kind, who: expect.stringMatching(/^\S.{10,200}[^.]$/) });
  });
});
