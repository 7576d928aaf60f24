/** Every condition of access, on both engines. */
import { allow, defineAgent, readObjects, trust } from '../../../lib/spec';
import { LITERAL, PLACE, type Scenario, TOOLS_ACCOUNT } from '../scenario';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const IMAGE = '1f'.repeat(48);

const everywhere: readonly Scenario[] = [false, true].map((late) => ({
  name: `conditions of place, time and origin, ${late ? 'late' : 'literal'}`,
  late,
  ...(late ? {} : { deployment: LITERAL }),
  agent: defineAgent({
    name: 'conditioned',
    owner: 'platform',
    inputs: { vpc: 'vpc-id', handbook: 's3-bucket-arn' },
    components: ({ vpc, handbook }) => ({
      planner: {
        kind: 'orchestrator',
        trust: trust.lambda({ functionName: 'planner', inVpc: true }),
        calls: ['reader'],
        access: { networks: { vpcs: [vpc], addresses: ['203.0.113.0/24', '2001:db8:1234::/48'] } },
      },
      reader: {
        kind: 'tool',
        trust: trust.component(),
        can: [readObjects({ bucket: handbook, prefix: 'public/' })],
        access: {
          networks: { vpcs: [vpc], endpoints: ['vpce-0abc0123456789def'] },
          regions: ['eu-central-1'],
          sourceIdentity: 'required',
          mcp: 'never',
          organization: 'o-a1b2c3d4e5',
        },
      },
      browser: {
        kind: 'tool',
        trust: trust.lambda({ functionName: 'browser' }),
        can: [readObjects({ bucket: handbook, prefix: 'public/' })],
        access: { mcp: 'only' },
      },
      shell: {
        kind: 'tool',
        trust: trust.lambda({ functionName: 'shell' }),
        can: [readObjects({ bucket: handbook, prefix: 'public/' })],
        access: { mcp: { only: 'aws-mcp.amazonaws.com' } },
      },
    }),
    access: { regions: ['eu-central-1', 'eu-west-1'], window: { from: '2026-12-01T09:00:00+01:00', until: '2027-11-30T22:00:00Z' } },
    evidence: { retainDays: 400 },
  }),
  inputs: { vpc: 'vpc-0abc0123456789def', handbook: 'arn:aws:s3:::handbook' },
}));

const measured: Scenario = {
  name: 'conditions of posture',
  late: true,
  agent: defineAgent({
    name: 'measured',
    owner: 'platform',
    inputs: { key: 'kms-key-arn', cluster: 'eks-cluster-arn' },
    components: ({ key, cluster }) => ({
      enclave: {
        kind: 'tool',
        trust: trust.ec2(),
        can: [allow('kms:Decrypt').on(key)],
        access: { attestedKeys: { keys: [key], imageSha384: IMAGE, pcrs: { 8: IMAGE } }, roleDelivery: 2 },
      },
      pod: {
        kind: 'tool',
        trust: trust.eksPodIdentity({ cluster, namespace: 'agents', serviceAccount: 'pod' }),
        can: [allow('kms:Decrypt').on(key)],
        access: { attestedKeys: { keys: [key], nitroTpmPcrs: { 4: IMAGE, 7: IMAGE } } },
      },
      nodes: { kind: 'environment', trust: trust.eksNode(), hosts: ['pod'], access: { roleDelivery: 2 } },
    }),
    evidence: { retainDays: 400 },
  }),
  inputs: { key: KEY, cluster: 'arn:aws:eks:eu-central-1:111122223333:cluster/agents' },
};

const vouched: Scenario = {
  name: 'conditions that an identity provider vouches for',
  late: true,
  agent: defineAgent({
    name: 'vouched',
    owner: 'platform',
    components: () => ({
      tool: {
        kind: 'tool',
        trust: trust.spiffeJwt({
          issuer: 'https://spire.example.com',
          spiffeId: 'spiffe://prod.acme.example/agent/tool',
          provider: 'created',
          tags: { department: 'support', country: 'DE' },
          sourceIdentity: 'agent-tool',
        }),
        can: [readObjects({ bucket: 'arn:aws:s3:::handbook', prefix: 'public/' })],
        access: {
          networks: { addresses: ['203.0.113.0/24'] },
          callersFrom: { countries: ['DE'], claim: 'country' },
          selectors: ['k8s:ns:agents'],
          claims: { department: 'support' },
          sourceIdentity: 'required',
        },
      },
    }),
    evidence: { retainDays: 400 },
  }),
  inputs: {},
};

const organized: Scenario = {
  name: 'callers of one organization, across accounts',
  late: true,
  deployment: { account: PLACE.account },
  accounts: ['tools'],
  agent: defineAgent({
    name: 'organized',
    owner: 'platform',
    inputs: { tools: 'account-id', runtime: 'agentcore-runtime-arn' },
    components: ({ tools, runtime }) => ({
      planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: ['crm', 'thinker'] },
      crm: { kind: 'tool', account: tools, trust: trust.component() },
      thinker: {
        kind: 'reasoning-engine',
        account: tools,
        trust: trust.agentCoreRuntime({ name: 'thinker' }),
        entry: { by: 'runtime', runtime },
      },
    }),
    access: { organization: 'o-a1b2c3d4e5' },
    evidence: { retainDays: 400 },
  }),
  inputs: { tools: TOOLS_ACCOUNT, runtime: `arn:aws:bedrock-agentcore:eu-central-1:${TOOLS_ACCOUNT}:runtime/thinker-a1B2c3D4e5` },
  bindings: { thinker: { runtimeId: 'thinker-a1B2c3D4e5' } },
};

export const access: readonly Scenario[] = [...everywhere, measured, vouched, organized];
