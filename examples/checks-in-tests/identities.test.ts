/** Claims about the support agent, as a team would keep them beside its stacks: `npx jest examples/checks-in-tests`. */
import { component, identityMatchers, isolated, only, prove } from 'agent-workload-identity/assert';
import { AgentIdentity, fromStack } from 'agent-workload-identity/cdk';
import { App, Stack } from 'aws-cdk-lib';
import { support } from '../support-agent/agent';

expect.extend(identityMatchers);

const HOME = { account: '111122223333', region: 'eu-central-1' };
const here = (service: string, resource: string): string => `arn:aws:${service}:${HOME.region}:${HOME.account}:${resource}`;
const TICKETS = here('dynamodb', 'table/tickets');

const stack = new Stack(new App(), 'Support', { env: HOME });
new AgentIdentity(stack, 'Identities', support, {
  tickets: TICKETS,
  handbook: 'arn:aws:s3:::handbook',
  cluster: here('eks', 'cluster/prod'),
  memory: here('bedrock-agentcore', 'memory/support-a1B2c3D4e5'),
  images: here('ecr', 'repository/agents'),
  crmToken: here('secretsmanager', 'secret:crm-a1B2c3'),
});
const identities = fromStack(stack);

describe('the identities of the support agent', () => {
  it('pass every rule', () => {
    expect(identities).toPassIdentityChecks({ preset: 'recommended' });
  });

  it('can be taken by their own workloads only', () => {
    expect(identities).toProve(
      only('system:serviceaccount:agents:orchestrator').canBecome('orchestrator'),
      only('lambda.amazonaws.com').canBecome('crm'),
    );
  });

  it('can do what their tasks need, and nothing worse', () => {
    expect(identities).toProve(
      component('crm').can('dynamodb:GetItem', 'dynamodb:PutItem').on(TICKETS),
      component('crm').cannot('dynamodb:DeleteTable', 'dynamodb:Scan'),
      component('crm').cannot('dynamodb:*').on(TICKETS).when({ 'aws:RequestedRegion': 'us-east-1' }),
      component('search').cannot('dynamodb:*', 'secretsmanager:GetSecretValue'),
    );
  });

  it('are isolated from each other where no call is declared', () => {
    prove(identities, isolated('crm', 'search'), isolated('reasoner', 'crm'));
  });

  it('show the request that breaks a claim', () => {
    expect(() => prove(identities, component('crm').cannot('dynamodb:PutItem'))).toThrow(
      /refuted: `crm` cannot `dynamodb:PutItem`\n {2}shown {2}`dynamodb:PutItem` on/,
    );
  });
});
