/** What else a declaration can say. */
import {
  allow,
  atMost,
  before,
  defineAgent,
  deny,
  entry,
  everyResource,
  like,
  readTable,
  resourcesLike,
  text,
  trust,
} from '../../../lib/spec';
import { LITERAL, type Scenario } from '../scenario';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';
const BUCKET = 'arn:aws:s3:::handbook';

const conditions: Scenario = {
  name: 'conditions, denials, waivers and patterns',
  late: true,
  agent: defineAgent({
    name: 'conditional',
    owner: 'platform@example.com / on-call',
    purpose: 'answers questions, carefully: "quoted" & <escaped> \\ café',
    inputs: { table: 'dynamodb-table-arn', bucket: 's3-bucket-arn', organization: 'organization-id' },
    components: ({ table, bucket, organization }) => ({
      reader: {
        kind: 'tool',
        purpose: 'reads',
        trust: trust.lambda({ functionName: 'reader' }),
        can: [
          allow('s3:GetObject')
            .on(text`${bucket}/public/*`)
            .when({ 's3:ExistingObjectTag/class': like('public-*'), 'aws:PrincipalOrgID': organization }),
          allow('ec2:DescribeRegions').on(everyResource('the action has no resource types')),
          allow('dynamodb:GetItem').on(resourcesLike(text`${table}/index/*`, 'indexes come and go')),
          allow('s3:ListBucket')
            .on(bucket)
            .when({ 's3:max-keys': atMost(100), 'aws:SourceIp': '203.0.113.0/24' }),
          allow('dynamodb:PutItem')
            .on(table)
            .when({ 'aws:CurrentTime': before('2027-12-31T22:00:00Z'), 'aws:PrincipalTag/team': '${aws:RequestTag/team}' }),
        ],
        cannot: [
          deny('s3:GetObject').on(text`${bucket}/secret/*`),
          deny('dynamodb:GetItem').on(table).unless({ 'aws:SecureTransport': true }),
        ],
      },
    }),
    access: { regions: ['eu-central-1', 'eu-west-1'], onThreat: 'quarantine' },
    session: { maxMinutes: 120 },
    evidence: { retainDays: 3653, immutable: true },
  }),
  inputs: { table: TABLE, bucket: BUCKET, organization: 'o-a1b2c3d4e5' },
};

const sessions: Scenario = {
  name: 'session tags of its own, and a longer session',
  late: false,
  deployment: LITERAL,
  agent: defineAgent({
    name: 'tagged',
    owner: 'platform',
    components: () => ({
      ci: {
        kind: 'orchestrator',
        trust: trust.githubActions({ repo: 'example/agents', environment: 'prod', ref: 'refs/heads/main' }),
        calls: ['first'],
      },
      first: { kind: 'tool', trust: trust.component(), calls: ['second'] },
      second: { kind: 'tool', trust: trust.component() },
    }),
    session: { maxMinutes: 60, requiredTags: ['tenant', 'ticket'] },
    evidence: { retainDays: 30 },
  }),
  inputs: {},
};

const CLUSTER = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';

const adopting = defineAgent({
  name: 'adopting',
  owner: 'platform',
  inputs: { role: 'iam-role-arn', boundary: 'iam-policy-arn', table: 'dynamodb-table-arn', cluster: 'eks-cluster-arn' },
  components: ({ role, boundary, table, cluster }) => ({
    old: {
      kind: 'tool',
      role,
      trust: trust.eksPodIdentity({ cluster, namespace: 'agents', serviceAccount: 'old' }),
      can: [readTable({ table })],
    },
    bounded: { kind: 'tool', boundary, trust: trust.lambda({ functionName: 'bounded' }), can: [readTable({ table })] },
  }),
  evidence: { retainDays: 400 },
});

const adoptedAs = (name: string, role: string, late: boolean): Scenario => ({
  name,
  late,
  agent: adopting,
  inputs: {
    role: `arn:aws:iam::111122223333:role/${role}`,
    boundary: 'arn:aws:iam::111122223333:policy/workloads',
    table: TABLE,
    cluster: CLUSTER,
  },
});

const adopted: readonly Scenario[] = [
  adoptedAs('an adopted role and an existing boundary', 'legacy', true),
  adoptedAs('an adopted role with a path', 'team/legacy', false),
  adoptedAs('an adopted role with a path, late', 'team/legacy', true),
];

const disposable: Scenario = {
  name: 'a disposable deployment',
  late: true,
  deployment: { stage: 'dev' },
  agent: defineAgent({
    name: 'disposable',
    owner: 'platform',
    components: () => ({ tool: { kind: 'tool', trust: trust.agentCoreRuntime({ name: 'tool' }) } }),
    evidence: { retainDays: 1, dangerouslyDisposable: 'a deployment of a pull request lives for an hour' },
  }),
  inputs: {},
  bindings: { tool: { runtimeId: 'tool-a1B2c3D4e5' } },
};

const elsewhere: Scenario = {
  name: 'another partition and region, given to the deployment',
  late: false,
  deployment: { stage: 'prod', account: '111122223333', region: 'cn-north-1', partition: 'aws-cn' },
  agent: defineAgent({
    name: 'elsewhere',
    owner: 'platform',
    components: () => ({
      planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: ['aToolWithAVeryLongNameIndeed'] },
      aToolWithAVeryLongNameIndeed: { kind: 'tool', trust: trust.component() },
    }),
    evidence: { retainDays: 400 },
  }),
  inputs: {},
};

const providers: Scenario = {
  name: 'components of one issuer, whose provider is made once',
  late: true,
  agent: defineAgent({
    name: 'pods',
    owner: 'platform',
    inputs: { issuer: 'oidc-issuer-url', queue: 'sqs-queue-arn' },
    components: ({ issuer, queue }) => ({
      first: {
        kind: 'orchestrator',
        trust: trust.eksIrsa({ issuer, namespace: 'agents', serviceAccount: 'first', provider: 'created' }),
        calls: ['second'],
      },
      second: {
        kind: 'tool',
        trust: trust.eksIrsa({ issuer, namespace: 'agents', serviceAccount: 'second', audience: 'agents.example.com' }),
        entry: entry.queue(queue),
      },
      third: {
        kind: 'tool',
        trust: trust.oidc({
          issuer: 'https://tokens.example.com/agents',
          audience: 'sts.amazonaws.com',
          subjectLike: 'batch:runs/*',
          because: 'jobs are named by run',
          provider: 'created',
        }),
      },
      fourth: {
        kind: 'tool',
        trust: trust.oidc({
          issuer: 'https://tokens.example.com/agents',
          audience: 'sts.amazonaws.com',
          subject: 'service:fourth',
          claims: { email: 'fourth@example.com' },
          mustNameTheRole: true,
        }),
      },
    }),
    evidence: { retainDays: 400 },
  }),
  inputs: {
    issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
    queue: 'arn:aws:sqs:eu-central-1:111122223333:tasks',
  },
};

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const encrypted: readonly Scenario[] = [false, true].map((late) => ({
  name: `logs with a key of the account, ${late ? 'late' : 'literal'}`,
  late,
  ...(late ? {} : { deployment: LITERAL }),
  agent: defineAgent({
    name: 'encrypted',
    owner: 'platform',
    inputs: { logs: 'kms-key-arn' },
    components: () => ({
      planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: ['reasoner'] },
      reasoner: { kind: 'reasoning-engine', trust: trust.component() },
    }),
    session: { requiredTags: ['ticket'] },
    evidence: ({ logs }) => (late ? { retainDays: 400, key: logs } : { retainDays: 400, key: KEY, dangerouslyUnmasked: 'synthetic data' }),
  }),
  inputs: { logs: KEY },
}));

export const declarations: readonly Scenario[] = [...encrypted, conditions, sessions, ...adopted, disposable, elsewhere, providers];
