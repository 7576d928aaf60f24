import { App, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { AgentIdentity } from '../../lib/cdk';
import { defineAgent, trust } from '../../lib/spec';
import { HOME, ofType, roleOf, templateOf } from './desk';
import { findingsOf } from './findings-of';

const ISSUER = 'https://login.example.com/agents';

const agentOf = (name: string, provider: 'created' | 'imported', audience = 'desk') =>
  defineAgent({
    name,
    owner: 'front-office',
    inputs: {},
    components: () => ({ worker: { kind: 'tool', trust: trust.oidc({ issuer: ISSUER, audience, subject: name, provider }) } }),
    evidence: { retainDays: 30 },
  });

const providersOf = (app: App, ...stacks: readonly Stack[]) =>
  stacks.flatMap((stack) => ofType(templateOf(app, stack), 'AWS::IAM::OIDCProvider'));

describe('the OIDC provider of an issuer', () => {
  it('is not made by default: it stands in the account', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    new AgentIdentity(stack, 'Identity', agentOf('first', 'imported'), {});
    expect(providersOf(app, stack)).toEqual([]);
  });

  it('is made once for all identities of an account, in whatever stack they stand', () => {
    const app = new App();
    const stacks = ['first', 'second'].map((name) => {
      const stack = new Stack(app, name, { env: HOME });
      new AgentIdentity(stack, 'Identity', agentOf(name, 'created'), {});
      return stack;
    });
    expect(providersOf(app, ...stacks).map(([, { Properties }]) => [Properties.Url, Properties.ClientIdList])).toEqual([
      [ISSUER, ['desk']],
    ]);
    const second = roleOf(templateOf(app, stacks[1] as Stack), 'second-worker');
    expect(JSON.stringify(second.Properties.AssumeRolePolicyDocument)).toContain('oidc-provider/login.example.com/agents');
  });

  it('is made once across stages of one account', () => {
    const app = new App();
    const stacks = ['dev', 'prod'].map((stage) => {
      const stack = new Stack(new Stage(app, stage, { env: HOME }), 'Desk');
      new AgentIdentity(stack, 'Identity', agentOf('desk', 'created'), {}, { deployment: { stage } });
      return stack;
    });
    expect(stacks.map((stack) => stack.node.findAll().filter((one) => one.constructor.name === 'CfnOIDCProvider').length)).toEqual([1, 0]);
  });

  it('is made in each account', () => {
    const app = new App();
    const stacks = ['111122223333', '444455556666'].map((account) => {
      const stack = new Stack(app, `In${account}`, { env: { ...HOME, account } });
      new AgentIdentity(stack, 'Identity', agentOf('desk', 'created'), {});
      return stack;
    });
    expect(providersOf(app, ...stacks)).toHaveLength(2);
  });

  it('must know the audience of all who use it', () => {
    const stack = new Stack(new App(), 'Desk', { env: HOME });
    new AgentIdentity(stack, 'First', agentOf('first', 'created'), {});
    const findings = findingsOf(() => new AgentIdentity(stack, 'Second', agentOf('second', 'created', 'counter'), {}));
    expect(findings.map(({ verdict, what }) => [verdict, what])).toEqual([
      ['refuted', expect.stringMatching(/without the audiences? `counter`/)],
    ]);
  });

  it('is undecided where two stacks do not say whether they share an account', () => {
    const app = new App();
    new AgentIdentity(new Stack(app, 'First'), 'Identity', agentOf('first', 'created'), {});
    const findings = findingsOf(() => new AgentIdentity(new Stack(app, 'Second'), 'Identity', agentOf('second', 'created'), {}));
    expect(findings.map(({ verdict, severity }) => [verdict, severity])).toEqual([['undecided', 'error']]);
  });

  it('is one for two identities that are given the same late issuer', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const issuer = new CfnParameter(stack, 'Issuer').valueAsString;
    for (const name of ['first', 'second']) {
      const agent = defineAgent({
        name,
        owner: 'front-office',
        inputs: { issuer: 'oidc-issuer-url' },
        components: (inputs) => ({
          worker: { kind: 'tool', trust: trust.eksIrsa({ ...inputs, namespace: 'desk', serviceAccount: name, provider: 'created' }) },
        }),
        evidence: { retainDays: 30 },
      });
      new AgentIdentity(stack, name, agent, { issuer });
    }
    expect(providersOf(app, stack).map(([, { Properties }]) => Properties.Url)).toEqual([{ Ref: 'Issuer' }]);
  });
});
