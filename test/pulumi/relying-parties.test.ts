import { defineAgent, getWebIdentityToken, type RelyingPartyConfiguration, trust } from '../../lib';
import { AgentIdentity } from '../../lib/pulumi';
import { runOffline } from '../../scripts/pulumi-offline';

const ISSUER = 'https://0a1b2c3d-4e5f-6789-abcd-ef0123456789.tokens.sts.global.api.aws';

const agent = defineAgent({
  name: 'support',
  owner: 'platform',
  components: () => ({
    crm: {
      kind: 'tool',
      trust: trust.lambda({ functionName: 'support-crm' }),
      can: [getWebIdentityToken({ audiences: ['https://billing.acme.example'], maxSeconds: 300, algorithm: 'ES384' })],
    },
  }),
  evidence: { retainDays: 90 },
});

it('the other side of an identity is known once account and issuer are', async () => {
  const seen: (readonly RelyingPartyConfiguration[])[] = [];
  await runOffline(() => {
    new AgentIdentity('support', agent, {}).relyingParties(ISSUER).apply((parties) => seen.push(parties));
  });
  expect(seen).toEqual([
    [
      expect.objectContaining({
        kind: 'any',
        subject: expect.stringMatching(/^arn:aws:iam::\d{12}:role\/support-crm$/),
        audience: 'https://billing.acme.example',
        algorithms: ['ES384'],
      }),
    ],
  ]);
});
