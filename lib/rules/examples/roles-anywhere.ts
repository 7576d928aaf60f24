/** Roles for workloads outside AWS that prove who they are with a certificate. */
import type { TemplateResource } from './example';
import { serviceTrust } from './parts';

const SERVICE = 'rolesanywhere.amazonaws.com';

export const CERTIFICATE_ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

const TRUST_ANCHOR = {
  'Fn::Sub': 'arn:${AWS::Partition}:rolesanywhere:${AWS::Region}:${AWS::AccountId}:trust-anchor/0a1b2c3d-1111-4222-8333-444455556666',
};

/** A trust policy for certificates of one trust anchor with these attributes. */
export const certificateTrust = (attributes: Readonly<Record<string, string>>, actions: readonly string[] = CERTIFICATE_ACTIONS) =>
  serviceTrust(
    SERVICE,
    {
      ArnEquals: { 'aws:SourceArn': TRUST_ANCHOR },
      ...(Object.keys(attributes).length === 0
        ? {}
        : { StringEquals: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`aws:PrincipalTag/${name}`, value])) }),
    },
    actions,
  );

export const SPIFFE_ID = { 'x509SAN/URI': 'spiffe://prod.acme.example/agent/orchestrator' };

/** A profile for one role of the template. */
export const profile = (roleId: string, parts: Readonly<Record<string, unknown>> = {}): TemplateResource => ({
  Type: 'AWS::RolesAnywhere::Profile',
  Properties: { Name: 'agents', Enabled: true, RoleArns: [{ 'Fn::GetAtt': [roleId, 'Arn'] }], ...parts },
});

export const MAPPINGS = {
  AttributeMappings: [
    { CertificateField: 'x509Subject', MappingRules: [{ Specifier: '*' }] },
    { CertificateField: 'x509SAN', MappingRules: [{ Specifier: 'URI' }] },
  ],
};
