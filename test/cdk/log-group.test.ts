import { App, CfnResource, aws_lambda as lambda, aws_logs as logs, Stack, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AgentIdentity } from '../../lib/cdk';
import { deployed } from './deployed';
import { desk, deskWith, HOME, INPUTS, ofType, templateOf } from './desk';
import { findingsOf, told } from './findings-of';
import { synthesize } from './synthesis';

/** The recommended flag, with which a function makes a log group of its own unless it is given one. */
const MANAGED = { context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true } };

const clerkIn = (scope: Construct, props: Partial<lambda.FunctionProps>) =>
  new lambda.Function(scope, 'Clerk', {
    functionName: 'desk-clerk',
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({});'),
    ...props,
  });

describe('the log group of a component', () => {
  it('is what its function writes to, and the function makes none of its own', () => {
    const app = new App(MANAGED);
    const stack = new Stack(app, 'Desk', { env: HOME });
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    clerkIn(stack, { role: identity.roles.clerk, logGroup: identity.logGroup('clerk') });
    const template = templateOf(app, stack);
    const groups = ofType(template, 'AWS::Logs::LogGroup');
    const [[id] = ['']] = groups.filter(([, { Properties }]) => Properties.LogGroupName === '/aws/lambda/desk-clerk');
    const [[, clerk] = []] = ofType(template, 'AWS::Lambda::Function');
    expect(deployed(clerk?.Properties.LoggingConfig, { [id]: '/aws/lambda/desk-clerk' })).toEqual({ LogGroup: '/aws/lambda/desk-clerk' });
    expect(groups).toHaveLength(3);
  });

  it('is handed out in another stack, too', () => {
    const app = new App(MANAGED);
    const identity = new AgentIdentity(new Stack(app, 'Desk', { env: HOME }), 'Identity', desk, INPUTS);
    const workloads = new Stack(app, 'Workloads', { env: HOME });
    clerkIn(workloads, { role: identity.roles.clerk, logGroup: identity.logGroup('clerk') });
    expect(ofType(templateOf(app, workloads), 'AWS::Logs::LogGroup')).toEqual([]);
  });

  it('is the same however often it is asked for', () => {
    const identity = new AgentIdentity(new Stack(new App(), 'Desk', { env: HOME }), 'Identity', desk, INPUTS);
    expect(identity.logGroup('clerk')).toBe(identity.logGroup('clerk'));
    expect(identity.logGroup('clerk').logGroupName).not.toBe(identity.logGroup('courier').logGroupName);
  });

  it('is there for a runtime once it is bound', () => {
    const stack = new Stack(new App(), 'Desk', { env: HOME });
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    expect(told(findingsOf(() => identity.logGroup('thinker')))).toEqual([expect.stringMatching(/`thinker` is not bound.*`bind\(/)]);
    identity.bind(stack, 'thinker', { runtimeId: 'desk_thinker-a1B2c3D4e5' });
    const group = identity
      .logGroup('thinker')
      .node.scope?.node.findAll()
      .find((one) => one instanceof logs.CfnLogGroup);
    expect(group).toMatchObject({ logGroupName: '/aws/bedrock-agentcore/runtimes/desk_thinker-a1B2c3D4e5-DEFAULT' });
  });

  it('is a finding for a component that does not exist', () => {
    const identity = new AgentIdentity(new Stack(new App(), 'Desk', { env: HOME }), 'Identity', desk, INPUTS);
    expect(told(findingsOf(() => identity.logGroup('clark' as 'clerk')))).toEqual([expect.stringMatching(/`clark`.*did you mean `clerk`/)]);
  });
});

describe('another log group of the same name', () => {
  it('is an error where a function makes its own', () => {
    const app = new App(MANAGED);
    const stack = new Stack(app, 'Desk', { env: HOME });
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    clerkIn(stack, { role: identity.roles.clerk });
    const { error } = synthesize(app);
    expect(error).toMatch(/WI810 .*`Desk\/Clerk\/LogGroup` makes the log group `\/aws\/lambda\/desk-clerk`.*that of `clerk`/);
    expect(error).toMatch(/fix +.*`logGroup: identity\.logGroup\('clerk'\)`/);
  });

  it.each([
    ['in another stack', (app: App) => new Stack(app, 'Other', { env: HOME })],
    ['as a plain resource', (app: App) => new Stack(app, 'Plain', { env: HOME })],
  ])('is an error %s', (what, stackOf) => {
    const app = new App();
    new AgentIdentity(new Stack(app, 'Desk', { env: HOME }), 'Identity', desk, INPUTS);
    const other = stackOf(app);
    if (what === 'in another stack') new logs.LogGroup(other, 'Group', { logGroupName: '/agents/desk/courier' });
    else new CfnResource(other, 'Group', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: '/agents/desk/courier' } });
    expect(synthesize(app).error).toMatch(/WI810 .*makes the log group `\/agents\/desk\/courier`/);
  });

  it.each([
    ['in another region', { ...HOME, region: 'eu-west-1' }, '/agents/desk/courier'],
    ['in another account', { ...HOME, account: '444455556666' }, '/agents/desk/courier'],
    ['of another name', HOME, '/agents/desk/couriers'],
  ])('is none %s', (_what, env, logGroupName) => {
    const app = new App();
    new AgentIdentity(new Stack(app, 'Desk', { env: HOME }), 'Identity', desk, INPUTS);
    new logs.LogGroup(new Stack(app, 'Other', { env }), 'Group', { logGroupName });
    expect(synthesize(app).error).toBe('');
  });

  it('is a finding where another deployment makes it, with the remedy', () => {
    const app = new App();
    const identityIn = (stage: string, functionName: string) =>
      new AgentIdentity(new Stack(new Stage(app, stage, { env: HOME }), 'Desk'), 'Identity', deskWith(functionName), INPUTS, {
        deployment: { stage },
      });
    identityIn('dev', 'clerk');
    expect(told(findingsOf(() => identityIn('prod', 'clerk')))).toEqual([
      expect.stringMatching(/^WI810 the identity `dev\/Desk\/Identity` .*`\/aws\/lambda\/clerk` .*functionName/),
    ]);
    expect(findingsOf(() => identityIn('test', 'clerk-test'))).toEqual([]);
  });
});
