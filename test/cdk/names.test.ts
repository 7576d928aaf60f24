import { App, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AgentIdentity } from '../../lib/cdk';
import { defineAgent, trust } from '../../lib/spec';
import { desk, deskWith, HOME, INPUTS, lateInputs, ofType, type Template, templateOf } from './desk';
import { findingsOf, told } from './findings-of';

const ids = ({ Resources }: Template) =>
  Object.entries(Resources)
    .filter(([, { Type }]) => Type !== 'AWS::CDK::Metadata')
    .map(([id]) => id)
    .sort();

const synthesized = (build: (stack: Stack) => void): Template => {
  const app = new App();
  const stack = new Stack(app, 'Desk', { env: HOME });
  build(stack);
  return templateOf(app, stack);
};

describe('role names', () => {
  const names = (template: Template) => ofType(template, 'AWS::IAM::Role').map(([, { Properties }]) => Properties.RoleName);

  it('survive moving the construct, because its path is no part of them', () => {
    const here = synthesized((stack) => new AgentIdentity(stack, 'Identity', desk, INPUTS));
    const there = synthesized(
      (stack) => new AgentIdentity(new Construct(new Construct(stack, 'Moved'), 'Deeper'), 'Renamed', desk, INPUTS),
    );
    expect(names(there)).toEqual(names(here));
    expect(ids(there)).not.toEqual(ids(here));
  });

  it('belong to one identity of the app: the same deployment twice is one finding', () => {
    const stack = new Stack(new App(), 'Desk', { env: HOME });
    new AgentIdentity(stack, 'First', desk, INPUTS);
    expect(told(findingsOf(() => new AgentIdentity(stack, 'Second', desk, INPUTS)))).toEqual([
      expect.stringMatching(
        /^WI117 the identity `Desk\/First` .* the roles `desk-clerk`, `desk-courier`, `desk-planner`, `desk-thinker` .*; .*`deployment: \{ stage/,
      ),
    ]);
  });

  it('fold case, as IAM compares them', () => {
    const stack = new Stack(new App(), 'Desk', { env: HOME });
    const agentOf = (component: 'clerk' | 'CLERK', functionName: string) =>
      defineAgent({
        name: 'desk',
        owner: 'front-office',
        inputs: {},
        components: () => ({ [component]: { kind: 'tool' as const, trust: trust.lambda({ functionName }) } }),
        evidence: { retainDays: 30 },
      });
    new AgentIdentity(stack, 'First', agentOf('clerk', 'first'), {});
    expect(findingsOf(() => new AgentIdentity(stack, 'Second', agentOf('CLERK', 'second'), {})).map(({ code }) => code)).toEqual(['WI117']);
  });

  it('may be the same in two accounts', () => {
    const app = new App();
    const identities = ['111122223333', '444455556666'].map(
      (account) => () => new AgentIdentity(new Stack(app, `In${account}`, { env: { ...HOME, account } }), 'Identity', desk, INPUTS),
    );
    expect(identities.map(findingsOf)).toEqual([[], []]);
  });

  it('may be the same in one account for two deployments', () => {
    const template = synthesized((stack) => {
      for (const stage of ['blue', 'green']) new AgentIdentity(stack, stage, deskWith(`clerk-${stage}`), INPUTS, { deployment: { stage } });
    });
    expect(new Set(names(template)).size).toBe(8);
  });

  it('are free again where an identity could not be made', () => {
    const stack = new Stack(new App(), 'Desk', { env: HOME });
    expect(findingsOf(() => new AgentIdentity(stack, 'Broken', desk, { ...INPUTS, tickets: 'tickets' }))).toHaveLength(1);
    expect(findingsOf(() => new AgentIdentity(stack, 'Mended', desk, INPUTS))).toEqual([]);
  });
});

describe('logical ids', () => {
  it('are the same whatever the inputs are: text, parameters or other tokens', () => {
    const literal = synthesized((stack) => new AgentIdentity(stack, 'Identity', desk, INPUTS));
    const parameters = synthesized((stack) => new AgentIdentity(stack, 'Identity', desk, lateInputs(stack)));
    const tokens = synthesized((stack) => {
      const arn = Token.asString({ 'Fn::ImportValue': 'Tickets' });
      new AgentIdentity(stack, 'Identity', desk, { ...INPUTS, tickets: arn });
    });
    expect(ids(parameters)).toEqual(ids(literal));
    expect(ids(tokens)).toEqual(ids(literal));
  });

  it('are the same for a late issuer, which is part of what it makes', () => {
    const agent = defineAgent({
      name: 'pods',
      owner: 'front-office',
      inputs: { issuer: 'oidc-issuer-url' },
      components: ({ issuer }) => ({
        worker: { kind: 'tool', trust: trust.eksIrsa({ issuer, namespace: 'desk', serviceAccount: 'worker', provider: 'created' }) },
      }),
      evidence: { retainDays: 30 },
    });
    const literal = synthesized((stack) => new AgentIdentity(stack, 'Identity', agent, { issuer: 'https://oidc.example.com/id/A' }));
    const late = synthesized(
      (stack) => new AgentIdentity(stack, 'Identity', agent, { issuer: new CfnParameter(stack, 'Issuer').valueAsString }),
    );
    expect(ids(late)).toEqual(ids(literal));
  });

  it('differ for components whose names differ in a hyphen only', () => {
    const agent = defineAgent({
      name: 'near',
      owner: 'front-office',
      inputs: {},
      components: () => ({
        'look-up': { kind: 'tool', trust: trust.lambda({ functionName: 'first' }) },
        lookUp: { kind: 'tool', trust: trust.lambda({ functionName: 'second' }) },
      }),
      evidence: { retainDays: 30 },
    });
    const template = synthesized((stack) => new AgentIdentity(stack, 'Identity', agent, {}));
    expect(ofType(template, 'AWS::IAM::Role')).toHaveLength(2);
  });

  it('differ for components whose names differ in case only, which two accounts allow', () => {
    const agent = defineAgent({
      name: 'near',
      owner: 'front-office',
      inputs: { elsewhere: 'account-id' },
      components: ({ elsewhere }) => ({
        tool: { kind: 'tool', trust: trust.lambda({ functionName: 'first' }) },
        Tool: { kind: 'tool', account: elsewhere, trust: trust.lambda({ functionName: 'second' }) },
      }),
      evidence: { retainDays: 30 },
    });
    const template = synthesized(
      (stack) => new AgentIdentity(stack, 'Identity', agent, { elsewhere: '444455556666' }, { deployment: { account: HOME.account } }),
    );
    expect(ofType(template, 'AWS::IAM::Role')).toHaveLength(1);
  });

  it('differ for providers whose issuers differ in punctuation only', () => {
    const issuers = ['https://login.example.com/a-b', 'https://login.example.com/a/b', 'https://login.example.com/a_b'] as const;
    const agent = defineAgent({
      name: 'near',
      owner: 'front-office',
      inputs: {},
      components: () =>
        Object.fromEntries(
          issuers.map((issuer, index) => [
            `tool${index}`,
            { kind: 'tool', trust: trust.oidc({ issuer, audience: 'desk', subject: 'tool', provider: 'created' }) },
          ]),
        ),
      evidence: { retainDays: 30 },
    });
    const template = synthesized((stack) => new AgentIdentity(stack, 'Identity', agent, {}));
    expect(ofType(template, 'AWS::IAM::OIDCProvider').map(([, { Properties }]) => Properties.Url)).toEqual([...issuers].sort());
  });
});
