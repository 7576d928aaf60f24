/**
 * A support agent: an orchestrator on EKS, a reasoning engine on AgentCore and two tools on Lambda, each with an identity of its own, and the
 * node group that hosts the orchestrator with one that cannot read what the others can.
 */
import {
  allow,
  defineAgent,
  deny,
  invokeModel,
  joinCluster,
  pullImage,
  queryTable,
  readMemory,
  readObjects,
  readSecret,
  recordMemoryEvents,
  text,
  trust,
} from 'agent-workload-identity';

export const support = defineAgent({
  name: 'support',
  owner: 'support-platform',
  purpose: 'answers customers from the handbook and their tickets',
  inputs: {
    tickets: 'dynamodb-table-arn',
    handbook: 's3-bucket-arn',
    cluster: 'eks-cluster-arn',
    memory: 'agentcore-memory-arn',
    images: 'ecr-repository-arn',
    crmToken: 'secret-arn',
  },
  components: ({ tickets, handbook, cluster, memory, images, crmToken }) => ({
    orchestrator: {
      kind: 'orchestrator',
      purpose: 'takes a question and plans the answer',
      trust: trust.eksPodIdentity({ cluster, namespace: 'agents', serviceAccount: 'orchestrator' }),
      calls: ['reasoner', 'crm', 'search'],
    },
    reasoner: {
      kind: 'reasoning-engine',
      purpose: 'thinks with one model, and remembers',
      trust: trust.agentCoreRuntime({ name: 'support_reasoner' }),
      can: [
        invokeModel({
          inferenceProfile: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
          regions: ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'],
        }),
        readMemory({ memory, namespace: '/support/answers' }),
        recordMemoryEvents({ memory, actor: 'support' }),
        pullImage({ repository: images }),
      ],
    },
    crm: {
      kind: 'tool',
      purpose: 'reads and updates tickets',
      trust: trust.lambda({ functionName: 'support-crm' }),
      can: [
        allow('dynamodb:GetItem', 'dynamodb:PutItem').on(tickets),
        queryTable({ table: tickets, indexes: ['by-customer'] }),
        readSecret({ secret: crmToken }),
      ],
      cannot: [deny('dynamodb:DeleteTable', 'dynamodb:DeleteItem')],
    },
    search: {
      kind: 'tool',
      purpose: 'looks things up in the public part of the handbook',
      trust: trust.lambda({ functionName: 'support-search' }),
      can: [readObjects({ bucket: handbook, prefix: 'public/' }), allow('s3:GetObject').on(text`${handbook}/index.json`)],
    },
    host: {
      kind: 'environment',
      purpose: 'the nodes that the orchestrator runs on',
      hosts: ['orchestrator'],
      trust: trust.eksNode(),
      can: [joinCluster({ cluster }), pullImage({ repository: images })],
    },
  }),
  access: { regions: ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'], onThreat: 'quarantine' },
  session: { maxMinutes: 60 },
  evidence: { retainDays: 400, immutable: true },
});
