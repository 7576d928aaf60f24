import { App, CfnParameter, aws_iam as iam, Stack } from 'aws-cdk-lib';
import { coding } from '../../examples/coding-agent/agent';
import { AgentIdentity } from '../../lib/cdk';
import { allow, defineAgent, trust } from '../../lib/spec';
import { deployed } from './deployed';
import { HOME, ofType, roleOf, templateOf } from './desk';
import { findingsOf, told } from './findings-of';

const TARGET = { account: '444455556666', region: 'eu-central-1' } as const;
const DEPLOYMENT = { deployment: { stage: 'prod', ...HOME } };
const SERVICE = `arn:aws:lambda:${TARGET.region}:${TARGET.account}:function:checkout`;
const INPUTS = {
  artifacts: 'arn:aws:s3:::artifacts',
  artifactsKey: `arn:aws:kms:${HOME.region}:${HOME.account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  reviews: `arn:aws:events:${HOME.region}:${HOME.account}:event-bus/reviews`,
  targetAccount: TARGET.account,
  service: SERVICE,
};

describe('an agent in two accounts', () => {
  const app = new App();
  const home = new Stack(app, 'Home', { env: HOME });
  const target = new Stack(app, 'Target', { env: TARGET });
  new AgentIdentity(home, 'Identity', coding, INPUTS, DEPLOYMENT);
  new AgentIdentity(
    target,
    'Identity',
    coding,
    { targetAccount: TARGET.account, service: SERVICE },
    { ...DEPLOYMENT, account: 'targetAccount' },
  );
  const [atHome, atTarget] = [templateOf(app, home), templateOf(app, target)];

  it('has each component in its own account', () => {
    expect(ofType(atHome, 'AWS::IAM::Role').map(([, { Properties }]) => Properties.RoleName)).toEqual([
      'coding-builder-prod-eu-central-1',
      'coding-orchestrator-prod-eu-central-1',
      'coding-reviewer-prod-eu-central-1',
    ]);
    expect(ofType(atTarget, 'AWS::IAM::Role').map(([, { Properties }]) => Properties.RoleName)).toEqual([
      'coding-deployer-prod-eu-central-1',
    ]);
  });

  it('names the other account on both sides, without a reference between the stacks', () => {
    const { Properties: caller } = roleOf(atHome, 'coding-orchestrator-prod-eu-central-1');
    expect(JSON.stringify(deployed(caller.Policies))).toContain('arn:aws:iam::444455556666:role/coding-deployer-prod-eu-central-1');
    const { Properties: callee } = roleOf(atTarget, 'coding-deployer-prod-eu-central-1');
    const statements = deployed(callee.AssumeRolePolicyDocument, {}) as { readonly Statement: readonly unknown[] };
    expect(statements.Statement).toContainEqual(
      expect.objectContaining({
        Principal: { AWS: ['arn:aws:iam::111122223333:root'] },
        Condition: expect.objectContaining({
          ArnEquals: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/coding-orchestrator-prod-eu-central-1'] },
        }),
      }),
    );
    expect(JSON.stringify([atHome, atTarget])).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput|Exports/);
    expect([home.dependencies, target.dependencies]).toEqual([[], []]);
  });
});

describe("another account's part", () => {
  it('wants only the values that it uses', () => {
    const stack = new Stack(new App(), 'Target', { env: TARGET });
    const findings = findingsOf(() => new AgentIdentity(stack, 'Identity', coding, {}, { ...DEPLOYMENT, account: 'targetAccount' }));
    expect(told(findings)).toEqual([
      expect.stringMatching(/WI108 the input `service` has no value/),
      expect.stringMatching(/WI108 the input `targetAccount` has no value/),
    ]);
  });

  it('hands out the roles of the other parts as far as their accounts are known', () => {
    const stack = new Stack(new App(), 'Target', { env: TARGET });
    const identity = new AgentIdentity(
      stack,
      'Identity',
      coding,
      { targetAccount: TARGET.account, service: SERVICE },
      {
        ...DEPLOYMENT,
        account: 'targetAccount',
      },
    );
    expect(deployed(stack.resolve(identity.roles.orchestrator.roleArn))).toBe(
      'arn:aws:iam::111122223333:role/coding-orchestrator-prod-eu-central-1',
    );
    expect(identity.roles.orchestrator.principalAccount).toBe(HOME.account);
    expect(identity.roles.deployer.principalAccount).toBe(TARGET.account);
  });

  it('must be a part of the agent', () => {
    const stack = new Stack(new App(), 'Target', { env: TARGET });
    const findings = findingsOf(() => new AgentIdentity(stack, 'Identity', coding, INPUTS, { ...DEPLOYMENT, account: 'targetAcount' }));
    expect(told(findings)).toEqual([expect.stringMatching(/nothing of the agent lives in the account `targetAcount`.*`targetAccount`/)]);
  });

  it.each([
    ['the home part in the other account', TARGET, {}],
    ['the other part at home', HOME, { account: 'targetAccount' }],
  ])('must stand in a stack of its account: %s', (_what, env, part) => {
    const stack = new Stack(new App(), 'Wrong', { env });
    const findings = findingsOf(() => new AgentIdentity(stack, 'Identity', coding, INPUTS, { ...DEPLOYMENT, ...(part as object) }));
    expect(findings.map(({ code }) => code)).toEqual(['WI802']);
  });

  it('must stand in a stack of the region that its names and ARNs speak of', () => {
    const stack = new Stack(new App(), 'Wrong', { env: { ...HOME, region: 'eu-west-1' } });
    const findings = findingsOf(() => new AgentIdentity(stack, 'Identity', coding, INPUTS, DEPLOYMENT));
    expect(findings.map(({ code, what }) => [code, /`eu-central-1`/.test(what) && /`eu-west-1`/.test(what)])).toEqual([['WI802', true]]);
  });
});

describe('an adopted role', () => {
  const adopting = defineAgent({
    name: 'lodger',
    owner: 'front-office',
    inputs: { existing: 'iam-role-arn', tickets: 'dynamodb-table-arn' },
    components: ({ existing, tickets }) => ({
      clerk: { kind: 'tool', role: existing, trust: trust.lambda({ functionName: 'clerk' }), can: [allow('dynamodb:GetItem').on(tickets)] },
    }),
    evidence: { retainDays: 30 },
  });
  const tickets = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';
  const policiesWith = (existing: (stack: Stack) => string) => {
    const app = new App();
    const stack = new Stack(app, 'Lodger', { env: HOME });
    new AgentIdentity(stack, 'Identity', adopting, { existing: existing(stack), tickets });
    return ofType(templateOf(app, stack), 'AWS::IAM::RolePolicy').map(([, { Properties }]) => Properties.RoleName);
  };

  it('gets its policies by its name, whatever its path', () => {
    const names = policiesWith(() => 'arn:aws:iam::111122223333:role/services/desk/clerk');
    expect(new Set(names)).toEqual(new Set(['clerk']));
  });

  it('gets them by the name in an ARN that is late in part, whatever its path', () => {
    const names = policiesWith((stack) =>
      stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'services/desk/clerk' }),
    );
    expect(new Set(names)).toEqual(new Set(['clerk']));
  });

  it('gets them after it is made, where the app makes it, whatever its path', () => {
    const names = policiesWith(
      (stack) => new iam.Role(stack, 'Role', { path: '/services/desk/', assumedBy: new iam.AccountRootPrincipal() }).roleArn,
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toEqual({ Ref: expect.stringMatching(/^Role[0-9A-F]{8}$/) });
  });

  it('must stand in the account that its policies are deployed to', () => {
    const stack = new Stack(new App(), 'Lodger', { env: HOME });
    const existing = 'arn:aws:iam::444455556666:role/clerk';
    const findings = findingsOf(() => new AgentIdentity(stack, 'Identity', adopting, { existing, tickets }));
    expect(findings.map(({ code, what }) => [code, what])).toEqual([
      ['WI802', expect.stringMatching(/adopted for `clerk`.*`444455556666`/)],
    ]);
  });

  it('gets them by the name in a late ARN', () => {
    const names = policiesWith((stack) => new CfnParameter(stack, 'Existing').valueAsString);
    expect(new Set(names.map((name) => deployed(name, { Existing: 'arn:aws:iam::111122223333:role/clerk' })))).toEqual(new Set(['clerk']));
  });
});
