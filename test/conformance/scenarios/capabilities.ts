/** Every capability, on late and on literal resources. */
import { type Capability, defineAgent, type LateValues, trust } from '../../../lib/spec';
import * as capability from '../../../lib/spec/capability';
import { LITERAL, type Scenario } from '../scenario';

const SHAPES = {
  bucket: 's3-bucket-arn',
  bus: 'event-bus-arn',
  cluster: 'eks-cluster-arn',
  function: 'lambda-function-arn',
  gateway: 'agentcore-gateway-arn',
  guardrail: 'guardrail-arn',
  key: 'kms-key-arn',
  memory: 'agentcore-memory-arn',
  queue: 'sqs-queue-arn',
  repository: 'ecr-repository-arn',
  runtime: 'agentcore-runtime-arn',
  secret: 'secret-arn',
  table: 'dynamodb-table-arn',
} as const;

const ARNS = {
  bucket: 'arn:aws:s3:::handbook',
  bus: 'arn:aws:events:eu-central-1:111122223333:event-bus/agents',
  cluster: 'arn:aws:eks:eu-central-1:111122223333:cluster/prod',
  function: 'arn:aws:lambda:eu-central-1:111122223333:function:geocode',
  gateway: 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:gateway/tools-a1b2c3d4e5',
  guardrail: 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/a1b2c3d4e5f6',
  key: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  memory: 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:memory/support-a1B2c3D4e5',
  queue: 'arn:aws:sqs:eu-central-1:111122223333:tasks',
  repository: 'arn:aws:ecr:eu-central-1:111122223333:repository/support',
  runtime: 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/reasoner-a1B2c3D4e5',
  secret: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:crm-token-a1b2c3',
  table: 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets',
} as const;

type Arns = LateValues<typeof SHAPES> | typeof ARNS;
type Name = keyof typeof capability;

/** One of each; a capability that is missing does not compile. */
const CAPABILITIES: { readonly [Each in Name]: (arns: Arns) => Capability } = {
  decryptWith: ({ key }) => capability.decryptWith({ key, encryptionContext: { tenant: 'support', purpose: 'tickets' } }),
  getApiKey: () => capability.getApiKey({ workloadIdentity: 'support', provider: 'maps' }),
  getOauth2Token: () =>
    capability.getOauth2Token({
      workloadIdentity: 'support',
      provider: 'crm',
      user: { issuer: 'https://login.acme.example', audience: 'support' },
    }),
  getWebIdentityToken: () =>
    capability.getWebIdentityToken({
      audiences: ['api://AzureADTokenExchange', 'https://billing.acme.example'],
      maxSeconds: 300,
      algorithm: 'RS256',
      tags: { purpose: ['billing'] },
    }),
  invokeFunction: (arns) => capability.invokeFunction({ function: arns.function }),
  invokeGateway: ({ gateway }) => capability.invokeGateway({ gateway }),
  invokeModel: ({ guardrail }) =>
    capability.invokeModel({
      inferenceProfile: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
      regions: ['eu-central-1', 'eu-west-1'],
      guardrail: { arn: guardrail, version: '3' },
    }),
  invokeRuntime: ({ runtime }) => capability.invokeRuntime({ runtime }),
  joinCluster: ({ cluster }) => capability.joinCluster({ cluster }),
  listObjects: ({ bucket }) => capability.listObjects({ bucket, prefix: 'public/' }),
  publishEvents: ({ bus }) => capability.publishEvents({ bus, source: 'support.crm', detailTypes: ['opened', 'closed'] }),
  pullImage: ({ repository }) => capability.pullImage({ repository }),
  queryTable: ({ table }) => capability.queryTable({ table, indexes: ['by-owner'], partitionKeys: ['support'] }),
  readMemory: ({ memory }) => capability.readMemory({ memory, namespace: '/support/reasoner' }),
  readMemoryEvents: ({ memory }) => capability.readMemoryEvents({ memory, actor: 'reasoner' }),
  readObjects: ({ bucket }) => capability.readObjects({ bucket, prefix: 'public/' }),
  readSecret: ({ secret }) => capability.readSecret({ secret }),
  readTable: ({ table }) => capability.readTable({ table }),
  receiveMessages: ({ queue }) => capability.receiveMessages({ queue }),
  recordMemoryEvents: ({ memory }) => capability.recordMemoryEvents({ memory, actor: 'reasoner' }),
  sendMessages: ({ queue }) => capability.sendMessages({ queue }),
  writeLog: () => capability.writeLog({ group: '/agents/shared/audit' }),
  writeMemory: ({ memory }) => capability.writeMemory({ memory, namespace: '/support/reasoner' }),
  writeObjects: ({ bucket }) => capability.writeObjects({ bucket, prefix: 'public/' }),
  writeTable: ({ table }) => capability.writeTable({ table, partitionKeys: ['support'] }),
};

export const CAPABILITY_NAMES = Object.keys(CAPABILITIES) as Name[];

/** One tool for each capability, so that none hides behind another. */
const agentOf = (late: boolean) =>
  defineAgent({
    name: 'able',
    owner: 'platform',
    inputs: SHAPES,
    components: (inputs) =>
      Object.fromEntries(
        CAPABILITY_NAMES.map((name) => [
          name,
          {
            kind: 'tool' as const,
            trust: trust.lambda({ functionName: `able-${name}` }),
            can: [CAPABILITIES[name](late ? inputs : ARNS)],
          },
        ]),
      ),
    evidence: { retainDays: 90 },
  });

export const capabilities: readonly Scenario[] = [
  { name: 'every capability on literal resources', agent: agentOf(false), inputs: ARNS, late: false, deployment: LITERAL },
  { name: 'every capability on late resources', agent: agentOf(true), inputs: ARNS, late: true },
];
