/** Components with task roles, on every platform that can have them, literal and late, and in another account. */
import { allow, defineAgent, deny, sessionTag, text, trust } from '../../../lib/spec';
import { LITERAL, type Scenario, TOOLS_ACCOUNT } from '../scenario';

const CLUSTER = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';
const BUCKET = 'arn:aws:s3:::cases';

function agentOf(late: boolean) {
  return defineAgent({
    name: 'tasks',
    owner: 'platform',
    inputs: { cluster: 'eks-cluster-arn', bucket: 's3-bucket-arn', tools: 'account-id' },
    components: (inputs) => {
      const cluster = late ? inputs.cluster : CLUSTER;
      const tenant = late ? text`${inputs.bucket}/tenants/${sessionTag('tenant')}/*` : `${BUCKET}/tenants/${sessionTag('tenant')}/*`;
      const task = { tags: ['user', 'task', 'tenant'], can: [allow('s3:GetObject').on(tenant)] } as const;
      return {
        pods: { kind: 'tool', trust: trust.eksPodIdentity({ cluster, namespace: 'agents', serviceAccount: 'pods' }), task },
        containers: { kind: 'tool', trust: trust.ecsTask(), task },
        host: { kind: 'environment', trust: trust.ecsTaskExecution(), hosts: ['containers'] },
        lambda: { kind: 'tool', trust: trust.lambda({ functionName: 'lambda' }), task: { ...task, cannot: [deny('s3:DeleteObject')] } },
        runtime: { kind: 'reasoning-engine', trust: trust.agentCoreRuntime({ name: 'runtime' }), task },
        elsewhere: { kind: 'tool', account: inputs.tools, trust: trust.lambda({ functionName: 'elsewhere' }), task },
      };
    },
    evidence: { retainDays: 400 },
  });
}

export const tasks: readonly Scenario[] = [false, true].map((late) => ({
  name: `components with task roles, ${late ? 'late' : 'literal'}`,
  agent: agentOf(late),
  inputs: { cluster: CLUSTER, bucket: BUCKET, tools: TOOLS_ACCOUNT },
  late,
  accounts: ['tools'],
  bindings: { runtime: { runtimeId: 'runtime-a1B2c3D4e5' } },
  deployment: late ? { account: LITERAL.account ?? '' } : LITERAL,
}));
