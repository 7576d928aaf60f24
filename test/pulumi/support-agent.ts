/** A small agent that the tests of the Pulumi shell deploy. */
import * as dynamodb from '@pulumi/aws/dynamodb';
import * as eks from '@pulumi/aws/eks';
import { allow, defineAgent, trust } from '../../lib/spec';

export const support = defineAgent({
  name: 'support',
  owner: 'support-platform',
  inputs: { tickets: 'dynamodb-table-arn', cluster: 'eks-cluster-arn' },
  components: ({ tickets, cluster }) => ({
    orchestrator: {
      kind: 'orchestrator',
      trust: trust.eksPodIdentity({ cluster, namespace: 'agents', serviceAccount: 'orchestrator' }),
      calls: ['crm', 'reasoner'],
    },
    reasoner: { kind: 'reasoning-engine', trust: trust.agentCoreRuntime({ name: 'support_reasoner' }) },
    crm: { kind: 'tool', trust: trust.lambda({ functionName: 'support-crm' }), can: [allow('dynamodb:GetItem').on(tickets)] },
  }),
  evidence: { retainDays: 400 },
});

export const TICKETS = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';
export const CLUSTER = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';
export const INPUTS = { tickets: TICKETS, cluster: CLUSTER };

/** Inputs that a preview does not know: ARNs of resources that do not exist yet. */
export const lateInputs = () => ({
  tickets: new dynamodb.Table('tickets', { attributes: [{ name: 'id', type: 'S' }], hashKey: 'id' }).arn,
  cluster: new eks.Cluster('prod', { roleArn: 'arn:aws:iam::111122223333:role/eks', vpcConfig: { subnetIds: [] } }).arn,
});
