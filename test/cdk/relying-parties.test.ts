import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { defineAgent, getWebIdentityToken, trust } from '../../lib';
import { AgentIdentity } from '../../lib/cdk';

const ISSUER = 'https://0a1b2c3d-4e5f-6789-abcd-ef0123456789.tokens.sts.global.api.aws';

const agent = defineAgent({
  name: 'support',
  owner: 'platform',
  components: () => ({
    crm: {
      kind: 'tool',
      trust: trust.lambda({ functionName: 'support-crm' }),
      can: [getWebIdentityToken({ audiences: ['api://AzureADTokenExchange'], maxSeconds: 300, algorithm: 'RS256' })],
    },
  }),
  evidence: { retainDays: 90 },
});

const identityIn = (env: object) => {
  const app = new App();
  const identity = new AgentIdentity(new Stack(app, 'Agents', env), 'Support', agent, {}, { deployment: { partition: 'aws' } });
  return { app, identity };
};

describe('the other side of an identity', () => {
  it('is written beside the plan, and adds nothing to the template', () => {
    const { app, identity } = identityIn({ env: { account: '111122223333', region: 'eu-central-1' } });
    const parties = identity.relyingParties(ISSUER);
    const { directory } = app.synth();
    const [file = ''] = readdirSync(directory).filter((name) => name.endsWith('.relying-parties.json'));
    expect(JSON.parse(readFileSync(join(directory, file), 'utf8'))).toEqual(parties);
    expect(parties).toEqual([
      expect.objectContaining({ kind: 'entra', issuer: ISSUER, subject: 'arn:aws:iam::111122223333:role/support-crm' }),
    ]);
    expect(readFileSync(join(directory, 'Agents.template.json'), 'utf8')).not.toContain('tokens.sts.global');
  });

  it('is refused where the account is known only at deployment', () => {
    expect(() => identityIn({}).identity.relyingParties(ISSUER)).toThrow(/WI1031[\s\S]*support-crm/);
  });

  it('is refused for an issuer that is none of AWS', () => {
    const { identity } = identityIn({ env: { account: '111122223333', region: 'eu-central-1' } });
    expect(() => identity.relyingParties('https://evil.example')).toThrow(/WI1030/);
  });
});
