import { App, aws_bedrockagentcore as agentcore, CfnParameter, aws_dynamodb as dynamodb, Stack } from 'aws-cdk-lib';
import { AgentIdentity } from '../../lib/cdk';
import { deployed } from './deployed';
import { desk, deskWith, HOME, INPUTS, ofType, type Template, templateOf } from './desk';
import { findingsOf, told } from './findings-of';

const runtimeIn = (stack: Stack, roleArn: string) =>
  new agentcore.CfnRuntime(stack, 'Thinker', {
    agentRuntimeName: 'desk_thinker',
    agentRuntimeArtifact: { containerConfiguration: { containerUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/thinker:1' } },
    networkConfiguration: { networkMode: 'PUBLIC' },
    roleArn,
  });

const GROUP = '/aws/bedrock-agentcore/runtimes/desk_thinker-a1B2c3D4e5-DEFAULT';

/** What `bind` made, with the runtime's id as it turns out. */
function boundIn(template: Template, references: Readonly<Record<string, string>>) {
  const groups = ofType(template, 'AWS::Logs::LogGroup').map(([, { Properties }]) => deployed(Properties.LogGroupName, references));
  const policies = ofType(template, 'AWS::IAM::RolePolicy').map(([, { Properties }]) => deployed(Properties, references));
  return { groups, policies };
}

const OWN_LOG = {
  RoleName: 'desk-thinker',
  PolicyName: 'own-log',
  PolicyDocument: { Statement: [{ Resource: [`arn:aws:logs:eu-central-1:111122223333:log-group:${GROUP}:*`] }] },
};

describe('bind', () => {
  it('adds, in the stack of the workload, the log group of a generated name and the permission to write it', () => {
    const app = new App();
    const identities = new Stack(app, 'Identities', { env: HOME });
    const workloads = new Stack(app, 'Workloads', { env: HOME });
    const identity = new AgentIdentity(identities, 'Identity', desk, INPUTS);
    const runtime = runtimeIn(workloads, identity.roles.thinker.roleArn);
    identity.bind(workloads, 'thinker', { runtimeId: runtime.attrAgentRuntimeId });
    const bound = boundIn(templateOf(app, workloads), { 'Thinker.AgentRuntimeId': 'desk_thinker-a1B2c3D4e5' });
    expect(bound.groups).toEqual([GROUP]);
    expect(bound.policies).toEqual([expect.objectContaining({ ...OWN_LOG, PolicyDocument: expect.objectContaining({}) })]);
    expect(bound.policies).toMatchObject([OWN_LOG]);
    // Only the workload waits for its identity.
    expect(workloads.dependencies).toEqual([identities]);
    expect(identities.dependencies).toEqual([]);
  });

  it('does so beside the identity where that waits for what the workload stack makes', () => {
    const app = new App();
    const workloads = new Stack(app, 'Workloads', { env: HOME });
    const identities = new Stack(app, 'Identities', { env: HOME });
    const tickets = new dynamodb.CfnTable(workloads, 'Tickets', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }] });
    const runtime = runtimeIn(workloads, 'arn:aws:iam::111122223333:role/desk-thinker');
    const identity = new AgentIdentity(identities, 'Identity', desk, { ...INPUTS, tickets: tickets.attrArn });
    identity.bind(identities, 'thinker', { runtimeId: runtime.attrAgentRuntimeId });
    expect(ofType(templateOf(app, identities), 'AWS::IAM::RolePolicy')).toHaveLength(1);
    expect(identities.dependencies).toEqual([workloads]);
    expect(workloads.dependencies).toEqual([]);
  });

  it('adds the permission after the role, in one stack without another order between the two', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    identity.bind(stack, 'thinker', { runtimeId: new CfnParameter(stack, 'RuntimeId').valueAsString });
    const template = templateOf(app, stack);
    const [[role] = []] = ofType(template, 'AWS::IAM::Role').filter(([, { Properties }]) => Properties.RoleName === 'desk-thinker');
    const [[, policy] = []] = ofType(template, 'AWS::IAM::RolePolicy');
    expect(policy?.DependsOn).toContain(role);
  });

  it('binds two deployments of one agent in one stack', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    for (const stage of ['blue', 'green']) {
      // The name of a function's log group follows from the function, so each deployment has functions of its own.
      const identity = new AgentIdentity(new Stack(app, stage, { env: HOME }), 'Identity', deskWith(`clerk-${stage}`), INPUTS, {
        deployment: { stage },
      });
      identity.bind(stack, 'thinker', { runtimeId: `desk_thinker-${stage}12345` });
    }
    expect(boundIn(templateOf(app, stack), {}).groups.sort()).toEqual([
      '/aws/bedrock-agentcore/runtimes/desk_thinker-blue12345-DEFAULT',
      '/aws/bedrock-agentcore/runtimes/desk_thinker-green12345-DEFAULT',
    ]);
  });

  it.each([
    ['a component that does not exist', 'thinkr', { runtimeId: 'a-b' }, /`thinkr`.*did you mean `thinker`/],
    ['a component about which everything is known', 'clerk', {}, /`clerk`.*leave/],
    ['a component without the value that it needs', 'thinker', {}, /WI108 the value `runtimeId` has no value/],
    ['a value of another shape', 'thinker', { runtimeId: 'a/b' }, /WI109 the (?:value|input) `runtimeId` is `a\/b`/],
    ['a value that nothing asks for', 'thinker', { runtimeId: 'a-b', runtimeid: 'a-b' }, /did you mean `runtimeId`/],
    ['values that are none', 'thinker', undefined, /WI108/],
  ])('refuses %s', (_what, component, values, message) => {
    const stack = new Stack(new App(), 'Desk', { env: HOME });
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    const findings = findingsOf(() => identity.bind(stack, component as 'thinker', values as Readonly<Record<string, string>>));
    expect(told(findings)).toEqual([expect.stringMatching(message)]);
  });

  it('refuses to bind a component twice', () => {
    const stack = new Stack(new App(), 'Desk', { env: HOME });
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    identity.bind(stack, 'thinker', { runtimeId: 'a-b' });
    expect(told(findingsOf(() => identity.bind(stack, 'thinker', { runtimeId: 'a-b' })))).toEqual([
      expect.stringMatching(/`thinker` is bound already/),
    ]);
  });

  it('refuses a stack of another account or region than the identity', () => {
    const app = new App();
    const identity = new AgentIdentity(new Stack(app, 'Desk', { env: HOME }), 'Identity', desk, INPUTS);
    const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '444455556666', region: 'eu-west-1' } });
    const findings = findingsOf(() => identity.bind(elsewhere, 'thinker', { runtimeId: 'a-b' }));
    expect(findings.map(({ code }) => code)).toContain('WI802');
  });
});
