import * as aws from '@pulumi/aws/provider';
import * as pulumi from '@pulumi/pulumi';
import { AgentIdentity } from '../../lib/pulumi';
import { allow, defineAgent, trust } from '../../lib/spec';
import type { OfflineRun } from '../../scripts/pulumi-offline';
import { findingsOf } from './runs';
import { INPUTS, support } from './support-agent';

describe('two identities in one program', () => {
  it('must not make one role name in one account', async () => {
    const told = await findingsOf(() => {
      new AgentIdentity('first', support, INPUTS);
      new AgentIdentity('second', support, INPUTS);
    });
    expect(told.codes).toEqual(['WI117', 'WI117', 'WI117']);
    expect(told.findings[0]?.what).toContain('`first`');
  });

  it('are two deployments where their stages differ', async () => {
    const told = await findingsOf(() => {
      new AgentIdentity('dev', support, INPUTS, { deployment: { stage: 'dev' } });
      new AgentIdentity('prod', support, INPUTS, { deployment: { stage: 'prod' } });
    });
    expect(told.codes).toEqual([]);
  });

  it('may have one name where they are deployed by two providers', async () => {
    const told = await findingsOf(() => {
      new AgentIdentity('first', support, INPUTS, { provider: new aws.Provider('first', {}) });
      new AgentIdentity('second', support, INPUTS, { provider: new aws.Provider('second', {}) });
    });
    expect(told.codes).toEqual([]);
  });

  it('do not meet in two programs of one process', async () => {
    expect((await findingsOf(() => new AgentIdentity('support', support, INPUTS))).codes).toEqual([]);
    expect((await findingsOf(() => new AgentIdentity('support', support, INPUTS))).codes).toEqual([]);
  });
});

describe('an OIDC provider that two identities of one program create', () => {
  const agentOf = (name: string, audience = 'sts.amazonaws.com') =>
    defineAgent({
      name,
      owner: 'platform',
      inputs: { issuer: 'oidc-issuer-url', tickets: 'dynamodb-table-arn' },
      components: ({ issuer, tickets }) => ({
        worker: {
          kind: 'tool',
          trust: trust.eksIrsa({ issuer, namespace: 'agents', serviceAccount: name, audience, provider: 'created' }),
          can: [allow('dynamodb:GetItem').on(tickets)],
        },
      }),
      evidence: { retainDays: 400 },
    });
  const ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
  const providersOf = (run: { resources: OfflineRun<unknown>['resources'] }) =>
    run.resources.filter(({ type }) => type.includes('OpenIdConnectProvider'));

  it.each([
    ['literal', () => ISSUER],
    ['late', () => pulumi.output(ISSUER)],
  ])('is made once, by the first, where the URL is %s', async (_what, issuerOf) => {
    const told = await findingsOf(() => {
      const issuer = issuerOf();
      new AgentIdentity('first', agentOf('one'), { issuer, tickets: INPUTS.tickets });
      new AgentIdentity('second', agentOf('two'), { issuer, tickets: INPUTS.tickets });
    });
    expect(told.codes).toEqual([]);
    expect(providersOf(told)).toMatchObject([{ inputs: { url: ISSUER, clientIdLists: ['sts.amazonaws.com'] } }]);
  });

  it('must accept the audiences of both', async () => {
    const told = await findingsOf(() => {
      new AgentIdentity('first', agentOf('one'), { issuer: ISSUER, tickets: INPUTS.tickets });
      new AgentIdentity('second', agentOf('two', 'agents.example.com'), { issuer: ISSUER, tickets: INPUTS.tickets });
    });
    expect(told.findings).toMatchObject([{ code: 'WI853', what: expect.stringContaining('`agents.example.com`') }]);
  });
});
