/** What each condition of access decides, by every way in which a request can meet it, miss it, or not speak of it. Decided by the evaluator, on the plan. */
import { allow, type ComponentAccess, defineAgent, readObjects, type Trust, trust } from 'agent-workload-identity';
import type { ContextValue } from 'agent-workload-identity/policy';
import { decide, planOf } from '../../plan/planned';

const OBJECT = 'arn:aws:s3:::handbook/public/index.json';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/5678abcd-12ab-34cd-56ef-1234567890ab';
const FUNCTION = 'arn:aws:lambda:eu-central-1:111122223333:function:tool';
const VPC = 'vpc-0abc0123456789def';
const OTHER_VPC = 'vpc-0def0123456789abc';
const ENDPOINT = 'vpce-0abc0123456789def';
const OTHER_ENDPOINT = 'vpce-0def0123456789abc';
const OFFICE = '203.0.113.0/24';
const OFFICE_6 = '2001:db8:1234::/48';
const IMAGE = '1f'.repeat(48);

const INSTANCES = trust.ec2();
const IN_VPC = trust.lambda({ functionName: 'tool', inVpc: true });
const ASSUMED = trust.component();
const POD = trust.eksPodIdentity({
  cluster: 'arn:aws:eks:eu-central-1:111122223333:cluster/agents',
  namespace: 'agents',
  serviceAccount: 'tool',
});

const planWith = (access: ComponentAccess, trusted: Trust) =>
  planOf(
    defineAgent({
      name: 'conditional',
      owner: 'platform',
      components: () => ({
        caller: {
          kind: 'orchestrator',
          trust: trust.lambda({ functionName: 'caller', inVpc: true }),
          ...(trusted.kind === 'component' ? { calls: ['tool'] } : {}),
        },
        tool: {
          kind: 'tool',
          trust: trusted,
          can: [
            readObjects({ bucket: 'arn:aws:s3:::handbook', prefix: 'public/' }),
            allow('kms:Decrypt', 'kms:CreateGrant').on(KEY),
            allow('kms:Decrypt').on(OTHER_KEY),
          ],
          access,
        },
      }),
      evidence: { retainDays: 400 },
    }),
  );

type Context = Readonly<Record<string, ContextValue>>;
/** A situation, what a request in it says of itself, and whether it may read an object. */
type Row = readonly [situation: string, context: Context, decision: 'allow' | 'explicit-deny'];

const DIRECT: Context = { 'aws:ViaAWSService': 'false' };
const ON_BEHALF: Context = { 'aws:ViaAWSService': 'true', 'aws:CalledVia': ['athena.amazonaws.com'] };

function table(title: string, access: ComponentAccess, trusted: Trust, rows: readonly Row[]): void {
  describe(title, () => {
    const plan = planWith(access, trusted);
    it.each(rows)('%s', (_situation, context, decision) => {
      expect(decide(plan, 'tool', { action: 's3:GetObject', resource: OBJECT, context: { ...DIRECT, ...context } })).toBe(decision);
    });
  });
}

const internet = (address: string): Context => ({ 'aws:SourceIp': address });
const through = (vpc: string, endpoint: string): Context => ({
  'aws:SourceVpc': vpc,
  'aws:SourceVpce': endpoint,
  'aws:VpcSourceIp': '10.0.0.7',
});

table('networks: one VPC and an office', { networks: { vpcs: [VPC], addresses: [OFFICE, OFFICE_6] } }, POD, [
  ['through an endpoint of the VPC', through(VPC, ENDPOINT), 'allow'],
  ['through an endpoint of another VPC', through(OTHER_VPC, OTHER_ENDPOINT), 'explicit-deny'],
  ['over the internet from the office', internet('203.0.113.9'), 'allow'],
  ['over the internet from the office, IPv6', internet('2001:db8:1234::9'), 'allow'],
  ['over the internet from elsewhere', internet('198.51.100.9'), 'explicit-deny'],
  ['over the internet from elsewhere, IPv6', internet('2001:db8:9999::9'), 'explicit-deny'],
  ['by a service on its behalf', ON_BEHALF, 'allow'],
  ['by a service on its behalf, which keeps the address', { ...ON_BEHALF, ...internet('198.51.100.9') }, 'allow'],
  ['from AWS\u2019s own network with a service role', {}, 'explicit-deny'],
]);

table('networks: VPCs alone', { networks: { vpcs: [VPC, OTHER_VPC] } }, POD, [
  ['through an endpoint of the first', through(VPC, ENDPOINT), 'allow'],
  ['through an endpoint of the second', through(OTHER_VPC, OTHER_ENDPOINT), 'allow'],
  ['through an endpoint of a third', through('vpc-0123456789abcdef0', OTHER_ENDPOINT), 'explicit-deny'],
  ['over the internet', internet('203.0.113.9'), 'explicit-deny'],
  ['by a service on its behalf', ON_BEHALF, 'allow'],
]);

table('networks: endpoints alone', { networks: { endpoints: [ENDPOINT] } }, POD, [
  ['through the endpoint', through(VPC, ENDPOINT), 'allow'],
  ['through another endpoint of the same VPC', through(VPC, OTHER_ENDPOINT), 'explicit-deny'],
  ['over the internet', internet('203.0.113.9'), 'explicit-deny'],
]);

table('networks: a VPC or an endpoint elsewhere', { networks: { vpcs: [VPC], endpoints: [OTHER_ENDPOINT] } }, POD, [
  ['through any endpoint of the VPC', through(VPC, ENDPOINT), 'allow'],
  ['through the endpoint elsewhere', through(OTHER_VPC, OTHER_ENDPOINT), 'allow'],
  ['through another endpoint elsewhere', through(OTHER_VPC, ENDPOINT), 'explicit-deny'],
]);

table('networks: addresses alone', { networks: { addresses: [OFFICE] } }, POD, [
  ['from the addresses', internet('203.0.113.9'), 'allow'],
  ['from elsewhere', internet('198.51.100.9'), 'explicit-deny'],
  ['through whatever endpoint', through(VPC, ENDPOINT), 'explicit-deny'],
]);

const byFunction = { 'lambda:SourceFunctionArn': FUNCTION };
table('networks: a function in a VPC', { networks: { vpcs: [VPC] } }, IN_VPC, [
  ['the function through an endpoint', { ...byFunction, ...through(VPC, ENDPOINT) }, 'allow'],
  ['the function over the internet', { ...byFunction, ...internet('203.0.113.9') }, 'explicit-deny'],
  ['its credentials elsewhere', { ...byFunction, ...through(OTHER_VPC, OTHER_ENDPOINT) }, 'explicit-deny'],
  ['Lambda itself for the function, such as polling a queue', {}, 'allow'],
]);

table('networks: a role that a function in a VPC assumes', { networks: { vpcs: [VPC] } }, ASSUMED, [
  ['the session through an endpoint', through(VPC, ENDPOINT), 'allow'],
  ['the session elsewhere', internet('203.0.113.9'), 'explicit-deny'],
  ['a request that says nothing of where it is from', {}, 'explicit-deny'],
]);

table('window', { window: { from: '2026-12-01T09:00:00+01:00', until: '2026-12-31T22:00:00Z' } }, INSTANCES, [
  ['a second before it begins', { 'aws:CurrentTime': '2026-12-01T07:59:59Z' }, 'explicit-deny'],
  ['when it begins', { 'aws:CurrentTime': '2026-12-01T08:00:00Z' }, 'allow'],
  ['a second before it ends', { 'aws:CurrentTime': '2026-12-31T21:59:59Z' }, 'allow'],
  ['when it ends', { 'aws:CurrentTime': '2026-12-31T22:00:00Z' }, 'explicit-deny'],
  ['by a service on its behalf, afterwards', { ...ON_BEHALF, 'aws:CurrentTime': '2027-01-01T00:00:00Z' }, 'explicit-deny'],
]);

table('roleDelivery', { roleDelivery: 2 }, INSTANCES, [
  ['by the second version', { 'ec2:RoleDelivery': '2.0' }, 'allow'],
  ['by the first version', { 'ec2:RoleDelivery': '1.0' }, 'explicit-deny'],
]);

table('sourceIdentity', { sourceIdentity: 'required' }, ASSUMED, [
  ['a session with one', { 'aws:SourceIdentity': 'alice' }, 'allow'],
  ['a session without', {}, 'explicit-deny'],
  ['by a service on its behalf, which keeps it', { ...ON_BEHALF, 'aws:SourceIdentity': 'alice' }, 'allow'],
]);

const AGENTS = { issuer: 'https://spire.example.com', spiffeId: 'spiffe://prod.acme.example/agent/tool' } as const;
const TAGGED = trust.spiffeJwt({ ...AGENTS, tags: { department: 'support', country: { like: ['DE'] } }, sourceIdentity: 'agent-tool' });

table('claims', { claims: { department: ['support', 'sales'] } }, TAGGED, [
  ['a session with one of the values', { 'aws:PrincipalTag/department': 'sales' }, 'allow'],
  ['a session with another value', { 'aws:PrincipalTag/department': 'finance' }, 'explicit-deny'],
  ['a session with a value in other case', { 'aws:PrincipalTag/department': 'Support' }, 'explicit-deny'],
  ['a session without the tag', {}, 'explicit-deny'],
  ['a tag of the request, which is not the session\u2019s', { 'aws:RequestTag/department': 'support' }, 'explicit-deny'],
]);

table('callersFrom: by claim', { callersFrom: { countries: ['DE', 'AT'], claim: 'country' } }, TAGGED, [
  ['from one of the countries', { 'aws:PrincipalTag/country': 'AT' }, 'allow'],
  ['from another', { 'aws:PrincipalTag/country': 'FR' }, 'explicit-deny'],
  ['from nobody knows where', {}, 'explicit-deny'],
]);

table('sourceIdentity: set by a token', { sourceIdentity: 'required' }, TAGGED, [
  ['a session with one', { 'aws:SourceIdentity': 'agent-tool' }, 'allow'],
  ['a session without', {}, 'explicit-deny'],
]);

table('networks: outside of AWS', { networks: { addresses: [OFFICE] } }, TAGGED, [
  ['from the addresses', internet('203.0.113.9'), 'allow'],
  ['from elsewhere', internet('198.51.100.9'), 'explicit-deny'],
  ['from a VPC', through(VPC, ENDPOINT), 'explicit-deny'],
]);

const MCP = 'aws-mcp.amazonaws.com';
const byMcp = { 'aws:ViaAWSMCPService': 'true', 'aws:CalledViaAWSMCP': MCP };
table('mcp: never', { mcp: 'never' }, INSTANCES, [
  ['directly, without the key', {}, 'allow'],
  ['directly, with the key', { 'aws:ViaAWSMCPService': 'false' }, 'allow'],
  ['through a server', byMcp, 'explicit-deny'],
]);

table('mcp: only', { mcp: 'only' }, INSTANCES, [
  ['through a server', byMcp, 'allow'],
  ['directly, without the key', {}, 'explicit-deny'],
  ['directly, with the key', { 'aws:ViaAWSMCPService': 'false' }, 'explicit-deny'],
  ['a server\u2019s own action', { 'aws:IsMcpServiceAction': 'true' }, 'allow'],
  ['by a service on behalf of what the server asked for', ON_BEHALF, 'allow'],
]);

table('mcp: only through one server', { mcp: { only: MCP } }, INSTANCES, [
  ['through the server', byMcp, 'allow'],
  ['through another server', { ...byMcp, 'aws:CalledViaAWSMCP': 'eks-mcp.amazonaws.com' }, 'explicit-deny'],
  ['directly', {}, 'explicit-deny'],
]);

table('organization', { organization: 'o-a1b2c3d4e5' }, INSTANCES, [
  ['a resource of the organization', { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' }, 'allow'],
  ['a resource of another organization', { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }, 'explicit-deny'],
  ['a resource of an account in no organization', {}, 'explicit-deny'],
  ['by a service on its behalf', ON_BEHALF, 'allow'],
]);

table('regions', { regions: ['eu-central-1', 'eu-west-1'] }, INSTANCES, [
  ['in one of them', { 'aws:RequestedRegion': 'eu-west-1' }, 'allow'],
  ['elsewhere', { 'aws:RequestedRegion': 'us-east-1' }, 'explicit-deny'],
  ['behind a global inference profile', { 'aws:RequestedRegion': 'unspecified' }, 'explicit-deny'],
]);

describe('attestedKeys', () => {
  const plan = planWith({ attestedKeys: { keys: [KEY], imageSha384: IMAGE, pcrs: { 8: IMAGE } } }, INSTANCES);
  const ask = (action: string, resource: string, context: Context = {}) =>
    decide(plan, 'tool', { action, resource, context: { ...DIRECT, ...context } });
  const image = { 'kms:RecipientAttestation:ImageSha384': IMAGE };
  const signer = { 'kms:RecipientAttestation:PCR8': IMAGE };

  it('let the attested enclave use the key, in whatever case KMS writes the measurement', () => {
    expect(ask('kms:Decrypt', KEY, { ...image, ...signer })).toBe('allow');
    expect(ask('kms:Decrypt', KEY, { ...image, 'kms:RecipientAttestation:PCR8': IMAGE.toUpperCase() })).toBe('allow');
  });

  it('deny it to other code, to code of which half is attested, and to code that shows nothing', () => {
    expect(ask('kms:Decrypt', KEY, { ...signer, 'kms:RecipientAttestation:ImageSha384': '2f'.repeat(48) })).toBe('explicit-deny');
    expect(ask('kms:Decrypt', KEY, image)).toBe('explicit-deny');
    expect(ask('kms:Decrypt', KEY, signer)).toBe('explicit-deny');
    expect(ask('kms:Decrypt', KEY)).toBe('explicit-deny');
    expect(ask('kms:Decrypt', KEY, ON_BEHALF)).toBe('explicit-deny');
  });

  it('deny the ways around, attested or not', () => {
    expect(ask('kms:CreateGrant', KEY, { ...image, ...signer })).toBe('explicit-deny');
  });

  it('leave other keys and everything else as they are', () => {
    expect(ask('kms:Decrypt', OTHER_KEY)).toBe('allow');
    expect(ask('s3:GetObject', OBJECT)).toBe('allow');
  });
});

describe('what is refused can still be told', () => {
  const LOG = 'arn:aws:logs:eu-central-1:111122223333:log-group:/agents/conditional/tool:log-stream:1';
  const LATER = { 'aws:CurrentTime': '2027-06-01T00:00:00Z' };

  it.each<readonly [string, ComponentAccess, Trust, Context]>([
    ['window', { window: { until: '2026-12-31T22:00:00Z' } }, INSTANCES, LATER],
    ['mcp', { mcp: 'only' }, INSTANCES, {}],
    ['organization', { organization: 'o-a1b2c3d4e5' }, INSTANCES, {}],
    ['sourceIdentity', { sourceIdentity: 'required' }, ASSUMED, {}],
  ])('%s lets the component write its own log', (_name, access, trusted, context) => {
    const plan = planWith(access, trusted);
    expect(decide(plan, 'tool', { action: 's3:GetObject', resource: OBJECT, context: { ...DIRECT, ...context } })).toBe('explicit-deny');
    expect(decide(plan, 'tool', { action: 'logs:PutLogEvents', resource: LOG, context: { ...DIRECT, ...context } })).toBe('allow');
  });
});
