/** Trust anchors and profiles of IAM Roles Anywhere: made and existing, by certificates and by an authority, literal and late. */
import { type Agent, defineAgent, trust } from '../../../lib/spec';
import { LITERAL, type Scenario } from '../scenario';

const PRIVATE_CA = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d-1111-4222-8333-444455556666';
const CERTIFICATES = '-----BEGIN CERTIFICATE-----\nMIIBdTCCARugAwIBAgIUTg==\n-----END CERTIFICATE-----\n';

const REVOCATIONS = '-----BEGIN X509 CRL-----\nMIIBYDCBygIBATANBgkqhkiG\n-----END X509 CRL-----\n';

const agentOf = (late: boolean, profile: 'created' | 'imported'): Agent =>
  defineAgent({
    name: 'certified',
    owner: 'platform',
    inputs: { authority: 'private-ca-arn' },
    components: ({ authority }) => {
      const revocations = profile === 'created' ? { revocations: REVOCATIONS } : {};
      const anchor = { ...(late ? { privateCa: authority } : { certificates: CERTIFICATES }), ...revocations };
      return {
        planner: {
          kind: 'orchestrator',
          trust: trust.spiffeX509({ anchor, spiffeId: 'spiffe://example.com/planner', profile }),
          calls: ['tool'],
        },
        // The same anchor is made once.
        other: { kind: 'tool', trust: trust.rolesAnywhere({ anchor, commonName: 'other', issuerCommonName: 'Acme CA', profile }) },
        tool: { kind: 'tool', trust: trust.component() },
      };
    },
    evidence: { retainDays: 400 },
  });

const scenario = (late: boolean, profile: 'created' | 'imported'): Scenario => ({
  name: `certificates by a trust anchor that is made and a profile that is ${profile}, ${late ? 'late' : 'literal'}`,
  agent: agentOf(late, profile),
  inputs: { authority: PRIVATE_CA },
  late,
  ...(late ? {} : { deployment: LITERAL }),
  ...(profile === 'created' ? { pulumiCannot: 'makes profiles without attribute mappings' } : {}),
});

/** The ARN of the anchor that is made stands in the definition of the machine too, which puts the trust policy back. */
const quarantined: Scenario = {
  ...scenario(false, 'imported'),
  name: 'a quarantine of whoever holds a certificate of a trust anchor that is made',
  agent: { ...agentOf(false, 'imported'), access: { onThreat: 'quarantine' } },
};

export const certificates: readonly Scenario[] = [
  ...[false, true].flatMap((late) => [scenario(late, 'created'), scenario(late, 'imported')]),
  quarantined,
];
