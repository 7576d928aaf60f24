/** A deployment in the middle of a window leaves it open, on both engines. */

import { allow, defineAgent, type RecurringWindow, trust } from 'agent-workload-identity';
import { App, Stack } from 'aws-cdk-lib';
import { AgentIdentity as CdkIdentity } from '../../../lib/cdk';
import { gateDocument } from '../../../lib/plan/window/gate-documents';
import { AgentIdentity as PulumiIdentity } from '../../../lib/pulumi';
import { type RegisteredResource, runOffline } from '../../../scripts/pulumi-offline';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';
const office: RecurringWindow = { every: ['monday'], from: '09:00', until: '17:00', timeZone: 'Europe/Berlin' };

const timed = (actions: readonly ['dynamodb:GetItem', ...`dynamodb:${string}`[]], window: RecurringWindow = office, owner = 'platform') =>
  defineAgent({
    name: 'timed',
    owner,
    components: () => ({
      crm: { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }), can: [allow(...actions).on(TABLE)] },
    }),
    access: { recurringWindow: window },
    evidence: { retainDays: 400 },
  });

/** What somebody may change in a declaration while a window is open. */
const CHANGES = [
  ['nothing', timed(['dynamodb:GetItem'])],
  ['what the component may do', timed(['dynamodb:GetItem', 'dynamodb:PutItem'])],
  ['when the window closes', timed(['dynamodb:GetItem'], { ...office, until: '18:00' })],
  ['who answers for the agent', timed(['dynamodb:GetItem'], office, 'another-team')],
] as const;

const now = timed(['dynamodb:GetItem']);

describe('with CDK', () => {
  const templateOf = (agent: typeof now): Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }> => {
    const app = new App();
    const stack = new Stack(app, 'Timed', { env: { account: '111122223333', region: 'eu-central-1' } });
    new CdkIdentity(stack, 'Identity', agent, {});
    return app.synth().getStackByName('Timed').template.Resources;
  };
  const gatesOf = (resources: ReturnType<typeof templateOf>) =>
    Object.entries(resources).filter(([, { Properties }]) => Properties.PolicyName === 'agent-window');

  // CloudFormation updates a resource only where the template says something else of it than the one before did.
  it.each(CHANGES)('the template says of the gate what it said before, when somebody changes %s', (_what, changed) => {
    const before = gatesOf(templateOf(now));
    expect(before).toHaveLength(1);
    expect(gatesOf(templateOf(changed))).toEqual(before);
  });

  it('the gate stands in no other resource, whose update would write it again', () => {
    const resources = templateOf(now);
    const holding = Object.entries(resources).filter(
      ([, resource]) => JSON.stringify(resource).includes('agent-window') && resource.Type !== 'AWS::StepFunctions::StateMachine',
    );
    expect(holding.map(([id]) => id)).toEqual(gatesOf(resources).map(([id]) => id));
  });

  it('what allows anything waits for the gate', () => {
    const resources = templateOf(now);
    const [gate] = gatesOf(resources).map(([id]) => id);
    const allowing = Object.values(resources).filter(
      ({ Type, Properties }) => Type === 'AWS::IAM::RolePolicy' && JSON.stringify(Properties.PolicyDocument).includes('"Allow"'),
    );
    expect(allowing.length).toBeGreaterThan(0);
    for (const policy of allowing) expect((policy as { readonly DependsOn?: unknown }).DependsOn).toContain(gate);
  });
});

describe('with Pulumi', () => {
  const programOf = async (agent: typeof now) => (await runOffline(() => new PulumiIdentity('timed', agent, {}))).resources;
  const policyOf = (resources: readonly RegisteredResource[], name: string) =>
    resources.find(({ type, inputs }) => type === 'aws:iam/rolePolicy:RolePolicy' && inputs.name === name);

  /** The properties that an update writes: those that differ from the state, which a refresh has read from AWS, and are not ignored. */
  const updated = (state: RegisteredResource['inputs'], { inputs, ignoreChanges }: RegisteredResource): readonly string[] =>
    Object.keys({ ...state, ...inputs }).filter(
      (property) => !ignoreChanges.includes(property) && JSON.stringify(state[property]) !== JSON.stringify(inputs[property]),
    );

  it.each(CHANGES)('an update after a refresh writes nothing into the open gate, when somebody changes %s', async (_what, changed) => {
    const before = policyOf(await programOf(now), 'agent-window');
    const after = policyOf(await programOf(changed), 'agent-window');
    if (before === undefined || after === undefined) throw new Error('there is no gate');
    const open = JSON.stringify(gateDocument('2026-12-07T08:00:00Z', '2026-12-07T16:00:00Z'));
    expect(before.inputs.policy).not.toBe(open);
    expect(updated({ ...before.inputs, policy: open }, after)).toEqual([]);
  });

  it('an update writes what else has drifted', async () => {
    const declared = policyOf(await programOf(now), 'declared');
    if (declared === undefined) throw new Error('there is no policy');
    expect(updated({ ...declared.inputs, policy: '{}' }, declared)).toEqual(['policy']);
  });

  it('what allows anything waits for the gate', async () => {
    const resources = await programOf(now);
    const gate = policyOf(resources, 'agent-window');
    const allowing = resources.filter(
      ({ type, inputs }) =>
        type === 'aws:iam/rolePolicy:RolePolicy' && String(inputs.role).includes('timed-crm') && String(inputs.policy).includes('"Allow"'),
    );
    expect(allowing.length).toBeGreaterThan(0);
    for (const policy of allowing) expect(policy.dependencies).toContain(gate?.urn);
  });

  it('lets a quarantine be: no resource claims all policies of a role', async () => {
    const types = (await programOf(now)).map(({ type }) => type);
    expect(types.filter((type) => /Exclusive/.test(type))).toEqual([]);
  });
});
