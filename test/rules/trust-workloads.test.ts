/** Pods, certificates and services: what tells one workload from another. */
import { fromPulumi } from '../../lib/graph/from-pulumi';
import { podAssociation, policy, role, serviceTrust } from '../../lib/rules/examples/parts';
import { certificateTrust, MAPPINGS, profile, SPIFFE_ID } from '../../lib/rules/examples/roles-anywhere';
import certificate from '../../lib/rules/trust/certificate-is-pinned';
import complete from '../../lib/rules/trust/certificate-session-is-complete';
import pods from '../../lib/rules/trust/pods-keep-their-tags';
import source from '../../lib/rules/trust/source-is-pinned';
import { judged, judgedTrust } from './judged';

const told = (outcomes: ReturnType<typeof judgedTrust>) => outcomes.map(({ message, verdict }) => message ?? verdict);
const POD_ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];
const TAGS = {
  'aws:RequestTag/eks-cluster-arn': 'arn:aws:eks:eu-central-1:111122223333:cluster/prod',
  'aws:RequestTag/kubernetes-namespace': 'agents',
  'aws:RequestTag/kubernetes-service-account': 'orchestrator',
};
const tagged = serviceTrust('pods.eks.amazonaws.com', { StringEquals: TAGS }, POD_ACTIONS);
const ofAccount = serviceTrust('pods.eks.amazonaws.com', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
const READ_ONE = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' });

const withAssociation = (trust: unknown, parts: Parameters<typeof podAssociation>[1], more: Record<string, unknown> = {}) => ({
  Resources: { Role: role({ trust, name: 'orchestrator' }), Association: podAssociation('Role', parts), ...more },
});

describe('trust/pods-keep-their-tags', () => {
  it.each<[string, object, readonly string[]]>([
    ['tags kept and asked for', withAssociation(tagged, {}), ['proved']],
    ['a session policy with tags', withAssociation(tagged, { policy: READ_ONE }), ['restrictedWithTags']],
    ['tags gone and asked for', withAssociation(tagged, { untagged: true }), ['tagsAreGone']],
    ['tags gone and not asked for', withAssociation(ofAccount, { untagged: true, policy: READ_ONE }), ['proved']],
    [
      'tags gone and asked for where they are there',
      withAssociation(serviceTrust('pods.eks.amazonaws.com', { StringEqualsIfExists: TAGS }), { untagged: true }),
      ['proved'],
    ],
    ['no association', { Resources: { Role: role({ trust: tagged }) } }, []],
  ])('%s', (_what, template, expected) => {
    expect(told(judged(pods, template))).toEqual(expected);
  });

  it('is content where it is not known whether tags are switched off, or whose role it is', () => {
    const template = withAssociation(tagged, { untagged: true });
    const late = (properties: Record<string, unknown>) => ({
      Parameters: { Off: { Type: 'String' }, Arn: { Type: 'String' } },
      Resources: {
        ...template.Resources,
        Association: {
          ...template.Resources.Association,
          Properties: { ...Object(template.Resources.Association.Properties), ...properties },
        },
      },
    });
    expect(told(judged(pods, late({ DisableSessionTags: { Ref: 'Off' } })))).toEqual(['proved']);
    expect(told(judged(pods, late({ RoleArn: { Ref: 'Arn' } })))).toEqual(['proved']);
  });

  it('reads associations of Pulumi programs alike', () => {
    const urn = (type: string, name: string) => `urn:pulumi:dev::agents::${type}::${name}`;
    const resource = (type: string, name: string, inputs: Record<string, unknown>) => ({
      urn: urn(type, name),
      type,
      name,
      inputs,
      outputs: {},
    });
    const graph = fromPulumi(
      [
        resource('aws:iam/role:Role', 'role', { name: 'orchestrator', assumeRolePolicy: JSON.stringify(tagged) }),
        resource('aws:eks/podIdentityAssociation:PodIdentityAssociation', 'pods', {
          clusterName: 'prod',
          namespace: 'agents',
          serviceAccount: 'orchestrator',
          roleArn: 'arn:aws:iam::111122223333:role/orchestrator',
          disableSessionTags: true,
        }),
      ],
      { account: '111122223333', partition: 'aws' },
    );
    expect(pods.judge({ graph, plans: [] })).toEqual([expect.objectContaining({ message: 'tagsAreGone' })]);
  });
});

describe('trust/source-is-pinned', () => {
  it('asks pods without tags for their account, and pods with tags for all three', () => {
    const bare = serviceTrust('pods.eks.amazonaws.com');
    expect(told(judged(source, withAssociation(ofAccount, { untagged: true })))).toEqual(['proved']);
    expect(told(judged(source, withAssociation(bare, { untagged: true })))).toEqual(['anyAccount']);
    expect(told(judged(source, withAssociation(ofAccount, {})))).toEqual(['untaggedPods']);
    expect(told(judged(source, withAssociation(ofAccount, { untagged: true }, { Second: podAssociation('Role') })))).toEqual([
      'untaggedPods',
    ]);
  });

  const arn = (rest: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${rest.replace('ACCOUNT', '${AWS::AccountId}')}` });
  it.each<[string, string, unknown, string]>([
    ['one project', 'codebuild.amazonaws.com', arn('codebuild:eu-central-1:ACCOUNT:project/agents'), 'proved'],
    ['every project', 'codebuild.amazonaws.com', arn('codebuild:eu-central-1:ACCOUNT:project/*'), 'otherSources'],
    ['one state machine', 'states.amazonaws.com', arn('states:eu-central-1:ACCOUNT:stateMachine:agents'), 'proved'],
    ['every state machine', 'states.amazonaws.com', arn('states:eu-central-1:ACCOUNT:stateMachine:*'), 'otherSources'],
    [
      'a service by its name in a region',
      'states.eu-central-1.amazonaws.com',
      arn('states:eu-central-1:ACCOUNT:stateMachine:*'),
      'otherSources',
    ],
    ['a service of another partition', 'codebuild.amazonaws.com.cn', arn('codebuild:cn-north-1:ACCOUNT:project/*'), 'otherSources'],
    ['schedules of one group', 'scheduler.amazonaws.com', arn('scheduler:eu-central-1:ACCOUNT:schedule/agents/*'), 'proved'],
    ['every schedule', 'scheduler.amazonaws.com', arn('scheduler:eu-central-1:ACCOUNT:schedule/*'), 'otherSources'],
    ['rules of one bus', 'events.amazonaws.com', arn('events:eu-central-1:ACCOUNT:rule/agents/*'), 'proved'],
    ['one trust anchor', 'rolesanywhere.amazonaws.com', arn('rolesanywhere:eu-central-1:ACCOUNT:trust-anchor/0a1b'), 'proved'],
    ['every trust anchor', 'rolesanywhere.amazonaws.com', arn('rolesanywhere:eu-central-1:ACCOUNT:trust-anchor/*'), 'otherSources'],
    ['agents, whose ids come later', 'bedrock.amazonaws.com', arn('bedrock:eu-central-1:ACCOUNT:agent/*'), 'proved'],
  ])('%s', (_what, service, value, expected) => {
    const trust = serviceTrust(service, {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnLike: { 'aws:SourceArn': value },
    });
    const [outcome] = judgedTrust(source, trust);
    expect(outcome?.message ?? outcome?.verdict).toBe(expected);
  });
});

describe('trust/certificate-is-pinned', () => {
  const pinned = (operator: string, attributes: Record<string, unknown>) =>
    serviceTrust(
      'rolesanywhere.amazonaws.com',
      { [operator]: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`aws:PrincipalTag/${name}`, value])) },
      ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    );
  it.each<[string, unknown, readonly string[]]>([
    ['a name in the subject', pinned('StringEquals', { 'x509Subject/CN': 'orchestrator' }), ['proved']],
    ['a SPIFFE id', pinned('StringEquals', SPIFFE_ID), ['proved']],
    ['a SPIFFE id by pattern', pinned('StringLike', { 'x509SAN/URI': 'spiffe://prod.acme.example/agent/*' }), ['otherCertificates']],
    ['an issuer', pinned('StringEquals', { 'x509Issuer/CN': 'Acme CA' }), ['otherCertificates']],
    ['a SPIFFE id, where the certificate has one', pinned('StringEqualsIfExists', SPIFFE_ID), ['otherCertificates']],
    ['a SPIFFE id known at deployment', pinned('StringEquals', { 'x509SAN/URI': { Ref: 'Id' } }), ['proved']],
    ['a SPIFFE id by a pattern known at deployment', pinned('StringLike', { 'x509SAN/URI': { Ref: 'Id' } }), ['openCertificate']],
    ['nothing', serviceTrust('rolesanywhere.amazonaws.com'), ['anyCertificate']],
    ['another service', serviceTrust('lambda.amazonaws.com'), []],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(certificate, trust))).toEqual(expected);
  });
});

describe('trust/certificate-session-is-complete', () => {
  const template = (trust: unknown, parts: Record<string, unknown> | undefined, maxSessionSeconds = 3600) => ({
    Resources: {
      Role: role({ trust, name: 'orchestrator', maxSessionSeconds }),
      ...(parts === undefined ? {} : { Profile: profile('Role', parts) }),
    },
  });
  const mapping = (field: string, specifier: string) => ({
    AttributeMappings: [{ CertificateField: field, MappingRules: [{ Specifier: specifier }] }],
  });
  it.each<[string, object, readonly string[]]>([
    ['all three calls', template(certificateTrust(SPIFFE_ID), undefined), ['proved']],
    ['the one call', template(certificateTrust(SPIFFE_ID, ['sts:AssumeRole']), undefined), ['missingActions']],
    ['calls by a pattern', template(certificateTrust(SPIFFE_ID, ['sts:*']), undefined), ['proved']],
    ['the attribute, mapped', template(certificateTrust(SPIFFE_ID), mapping('x509SAN', 'URI')), ['proved']],
    ['every attribute of the field, mapped', template(certificateTrust(SPIFFE_ID), mapping('x509SAN', '*')), ['proved']],
    ['another attribute, mapped', template(certificateTrust(SPIFFE_ID), mapping('x509SAN', 'DNS')), ['unmapped']],
    ['another field, mapped', template(certificateTrust(SPIFFE_ID), mapping('x509Subject', '*')), ['unmapped']],
    ['nothing mapped, and asked for', template(certificateTrust(SPIFFE_ID), {}), ['unmapped']],
    ['a long session', template(certificateTrust(SPIFFE_ID), { ...MAPPINGS, DurationSeconds: 43_200 }, 43_200), ['longSession']],
    [
      'a long session that the role cuts short',
      template(certificateTrust(SPIFFE_ID), { ...MAPPINGS, DurationSeconds: 43_200 }),
      ['proved'],
    ],
    [
      'a profile for another role',
      { Resources: { Role: role({ trust: certificateTrust(SPIFFE_ID), name: 'a' }), Profile: profile('Other', {}) } },
      ['proved'],
    ],
  ])('%s', (_what, one, expected) => {
    expect(told(judged(complete, one))).toEqual(expected);
  });
});
