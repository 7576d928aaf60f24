/** Certificates over IAM Roles Anywhere: the exact document, the certificates that are the component, and what is made for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineAgent, type Trust, trust } from 'agent-workload-identity';
import { App, Stack } from 'aws-cdk-lib';
import { checkGraph, provePlan } from '../../../lib/assert';
import { AgentIdentity, fromStack } from '../../../lib/cdk';
import { fromCloudFormation } from '../../../lib/graph/from-cloudformation';
import { fromPulumi } from '../../../lib/graph/from-pulumi';
import { assumeRole } from '../../../lib/policy';
import { HOME, planOf, REGION, resourceOf, resourcesOfKind } from '../../plan/planned';
import { trusting } from '../agents';
import { policy, roleOf, trustPolicyOf } from './asking';

const ID = '0a1b2c3d-1111-4222-8333-444455556666';
const ANCHOR = `arn:aws:rolesanywhere:${REGION}:${HOME}:trust-anchor/${ID}` as const;
const OTHER_ANCHOR = `arn:aws:rolesanywhere:${REGION}:${HOME}:trust-anchor/9f8e7d6c-5555-4666-8777-888899990000`;
const AUTHORITY = `arn:aws:acm-pca:${REGION}:${HOME}:certificate-authority/${ID}` as const;
const SPIFFE_ID = 'spiffe://prod.acme.example/agents/orchestrator';
const SERVICE = 'rolesanywhere.amazonaws.com';

/** What Roles Anywhere asks of STS for a certificate with these attributes. */
const present = (given: Trust, attributes: Readonly<Record<string, string>>, anchor: string | undefined = ANCHOR, service = SERVICE) =>
  assumeRole({
    role: roleOf(trusting(given)),
    caller: { kind: 'service', service },
    policies: {},
    session: { name: '00c0ffee', tags: attributes, sourceIdentity: attributes['x509Subject/CN'] ?? 'none' },
    context: anchor === undefined ? {} : { 'aws:SourceArn': anchor },
  }).decision;

const NAMED = trust.rolesAnywhere({ anchor: ANCHOR, commonName: 'orchestrator', issuerCommonName: 'Acme Agents CA', profile: 'imported' });
const SPIFFE = trust.spiffeX509({ anchor: ANCHOR, spiffeId: SPIFFE_ID, profile: 'imported' });

const NAMED_CERTIFICATE = { 'x509Subject/CN': 'orchestrator', 'x509Issuer/CN': 'Acme Agents CA' };
const SVID = { 'x509SAN/URI': SPIFFE_ID, 'x509Subject/CN': 'orchestrator' };

const statement = (attributes: Readonly<Record<string, readonly string[]>>) =>
  policy({
    Principal: { Service: [SERVICE] },
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
    Condition: { ArnEquals: { 'aws:SourceArn': [ANCHOR] }, StringEquals: attributes },
  });

describe('the holder of a certificate with a common name', () => {
  it('has exactly this trust policy', () => {
    expect(trustPolicyOf(NAMED)).toEqual(
      statement({ 'aws:PrincipalTag/x509Issuer/CN': ['Acme Agents CA'], 'aws:PrincipalTag/x509Subject/CN': ['orchestrator'] }),
    );
  });

  it.each([
    ['itself', {}],
    ['of some organization', { 'x509Subject/O': 'Acme' }],
    ['with a name of a server beside it', { 'x509SAN/DNS': 'orchestrator.acme.example' }],
  ])('admits the certificate %s', (_what, more) => {
    expect(present(NAMED, { ...NAMED_CERTIFICATE, ...more })).toBe('allow');
  });

  it.each([
    ['of another name', { ...NAMED_CERTIFICATE, 'x509Subject/CN': 'crm' }],
    ['of a longer name', { ...NAMED_CERTIFICATE, 'x509Subject/CN': 'orchestrator-2' }],
    ['of that name in other letters', { ...NAMED_CERTIFICATE, 'x509Subject/CN': 'Orchestrator' }],
    ['of another authority below the anchor', { ...NAMED_CERTIFICATE, 'x509Issuer/CN': 'Acme Laptops CA' }],
    ['whose profile maps nothing', {}],
    ['whose name is that of its organization', { 'x509Subject/O': 'orchestrator', 'x509Issuer/CN': 'Acme Agents CA' }],
  ])('refuses a certificate %s', (_what, attributes) => {
    expect(present(NAMED, attributes)).toBe('implicit-deny');
  });

  it('refuses its certificate by another anchor, by none, or from another service', () => {
    expect(present(NAMED, NAMED_CERTIFICATE, OTHER_ANCHOR)).toBe('implicit-deny');
    expect(present(NAMED, NAMED_CERTIFICATE, '')).toBe('implicit-deny');
    expect(present(NAMED, NAMED_CERTIFICATE, ANCHOR, 'ec2.amazonaws.com')).toBe('implicit-deny');
  });
});

describe('the workload with a SPIFFE id', () => {
  it('has exactly this trust policy', () => {
    expect(trustPolicyOf(SPIFFE)).toEqual(statement({ 'aws:PrincipalTag/x509SAN/URI': [SPIFFE_ID] }));
  });

  it.each([
    ['itself', {}],
    ['of another subject', { 'x509Subject/CN': 'orchestrator-1' }],
    ['of the server\u2019s usual subject', { 'x509Subject/O': 'SPIRE', 'x509Subject/C': 'US' }],
  ])('admits the SVID %s', (_what, more) => {
    expect(present(SPIFFE, { ...SVID, ...more })).toBe('allow');
  });

  it.each([
    ['of another workload', { ...SVID, 'x509SAN/URI': 'spiffe://prod.acme.example/agents/crm' }],
    ['of a workload below it', { ...SVID, 'x509SAN/URI': `${SPIFFE_ID}/sidecar` }],
    ['of that path in another trust domain', { ...SVID, 'x509SAN/URI': 'spiffe://staging.acme.example/agents/orchestrator' }],
    ['whose common name is the id', { 'x509Subject/CN': 'orchestrator' }],
    ['whose id is the name of a server', { 'x509SAN/DNS': 'orchestrator.acme.example', 'x509Subject/CN': 'orchestrator' }],
  ])('refuses a certificate %s', (_what, attributes) => {
    expect(present(SPIFFE, attributes)).toBe('implicit-deny');
  });

  it('refuses its SVID by another anchor', () => {
    expect(present(SPIFFE, SVID, OTHER_ANCHOR)).toBe('implicit-deny');
  });
});

describe.each([
  ['roles-anywhere', NAMED],
  ['spiffe-x509', SPIFFE],
])('%s', (file, given) => {
  it('stands up to every rule', () => {
    const { verdict, findings } = provePlan(planOf(trusting(given)));
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });

  it('says in its file and in docs/trust.md what its statement costs', () => {
    const { trust: document } = resourceOf(planOf(trusting(given)), 'role', 'tool');
    const size = JSON.stringify(document.Statement).length - 2;
    const root = join(__dirname, '../../..');
    expect(readFileSync(join(root, `lib/spec/trust/${file}.ts`), 'utf8')).toContain(`Cost: ${size} characters`);
    expect(readFileSync(join(root, 'docs/trust.md'), 'utf8')).toMatch(new RegExp(`^\\| \`${file}\` .*\\| ${size} \\|$`, 'm'));
  });
});

const certified = defineAgent({
  name: 'support',
  owner: 'platform',
  inputs: { authority: 'private-ca-arn' },
  components: ({ authority }) => ({
    planner: {
      kind: 'orchestrator',
      trust: trust.spiffeX509({ anchor: { privateCa: authority }, spiffeId: SPIFFE_ID, profile: 'created', sessionSeconds: 900 }),
      calls: ['crm'],
    },
    crm: {
      kind: 'tool',
      trust: [trust.component(), trust.rolesAnywhere({ anchor: { privateCa: authority }, commonName: 'crm', profile: 'created' })],
    },
  }),
  evidence: { retainDays: 90 },
});

describe('a trust anchor, a profile and a role as one', () => {
  const stackOf = () => {
    const stack = new Stack(new App(), 'Agents', { env: { account: HOME, region: REGION } });
    const identity = new AgentIdentity(stack, 'Identity', certified, { authority: AUTHORITY });
    return { stack, identity };
  };

  it('are one anchor for all who take the same authority for the truth, and a profile for each role', () => {
    const plan = planOf(certified, undefined, { authority: AUTHORITY });
    expect(resourcesOfKind(plan, 'trust-anchor').map(({ source }) => source)).toEqual([{ privateCa: AUTHORITY }]);
    expect(resourcesOfKind(plan, 'roles-anywhere-profile').map(({ component, durationSeconds }) => [component, durationSeconds])).toEqual([
      ['crm', 3600],
      ['planner', 900],
    ]);
  });

  it('stand up to every rule as a template, where the anchor\u2019s ARN is known to CloudFormation alone', () => {
    const { stack, identity } = stackOf();
    const { verdict, findings } = checkGraph(fromStack(stack).graph, { plan: identity.plan });
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });

  it('are made in this order: the anchor, whose ARN the role asks for, the role, the profile', () => {
    const { stack } = stackOf();
    const template = (stack.node.root as App).synth().getStackByName(stack.stackName).template as {
      readonly Resources: Readonly<Record<string, { Type: string; DependsOn?: string | string[]; Properties: Record<string, unknown> }>>;
    };
    const of = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
    const [[anchor = ''] = []] = of('AWS::RolesAnywhere::TrustAnchor');
    const roles = of('AWS::IAM::Role');
    expect(roles.length).toBe(2);
    for (const [, { Properties }] of roles)
      expect(JSON.stringify(Properties.AssumeRolePolicyDocument)).toContain(`{"Fn::GetAtt":["${anchor}","TrustAnchorArn"]}`);
    for (const [, { DependsOn }] of of('AWS::RolesAnywhere::Profile')) expect(roles.map(([id]) => id)).toContain([DependsOn].flat()[0]);
  });

  it('bind the sessions of certificates, whose source identity is their common name, in the calls that they make', () => {
    const [assumed] = resourceOf(planOf(certified, undefined, { authority: AUTHORITY }), 'role', 'crm').trust.Statement;
    expect(assumed?.Condition?.StringLike).toMatchObject({ 'aws:SourceIdentity': ['?*'] });
  });
});

describe('what is read of Roles Anywhere', () => {
  it('is what a template says of anchors and profiles', () => {
    const { model } = fromCloudFormation({
      Resources: {
        Anchor: {
          Type: 'AWS::RolesAnywhere::TrustAnchor',
          Properties: { Name: 'a', Source: { SourceType: 'CERTIFICATE_BUNDLE', SourceData: { X509CertificateData: 'PEM' } } },
        },
      },
    });
    expect(model).toEqual([{ kind: 'trust-anchor', name: 'a', source: { certificates: 'PEM' }, enabled: false, tags: {} }]);
  });

  it('is what a Pulumi program says of a profile, which has no mappings', () => {
    const { model } = fromPulumi([
      {
        type: 'aws:rolesanywhere/profile:Profile',
        name: 'p',
        urn: 'urn:pulumi:prod::agents::aws:rolesanywhere/profile:Profile::p',
        inputs: { name: 'p', roleArns: [`arn:aws:iam::${HOME}:role/crm`], durationSeconds: 900, enabled: true, tags: { team: 'a' } },
      },
    ]);
    expect(model).toEqual([
      {
        kind: 'roles-anywhere-profile',
        name: 'p',
        roleArns: [`arn:aws:iam::${HOME}:role/crm`],
        durationSeconds: 900,
        mappings: [],
        enabled: true,
        tags: { team: 'a' },
      },
    ]);
  });
});
