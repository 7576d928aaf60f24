/** Which account every part belongs to, and what the place of the deployment settles. */
import { allow, defineAgent, readTable, trust } from 'agent-workload-identity';
import { bind } from '../../lib/plan/bind';
import { resourcesOf } from '../../lib/plan/emit';
import { TABLE } from './declared';
import { componentOf, HOME, LITERAL, planOf, REGION, resourceOf, resourcesOfKind } from './planned';

const AWAY = '444455556666';

const agent = defineAgent({
  name: 'support',
  owner: 'platform',
  inputs: { away: 'account-id' },
  components: ({ away }) => ({
    planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: ['far'] },
    near: { kind: 'tool', trust: trust.agentCoreRuntime({ name: 'near' }) },
    far: { kind: 'tool', trust: [trust.component(), trust.agentCoreRuntime({ name: 'far' })], account: away },
    runner: { kind: 'environment', trust: trust.ecsTaskExecution(), account: away },
  }),
  evidence: { retainDays: 90 },
});

describe('a component in another account', () => {
  const plan = planOf(agent, { account: HOME });

  it('has all of its resources there, and the home account has the others', () => {
    expect(new Set(resourcesOf(plan, 'away').map(({ component }) => component))).toEqual(new Set(['far', 'runner']));
    expect(new Set(resourcesOf(plan, undefined).map(({ component }) => component))).toEqual(new Set(['planner', 'near']));
    expect(resourcesOf(plan, 'away').length + resourcesOf(plan, undefined).length).toBe(plan.resources.length);
  });

  it('speaks of its own account where the others speak of theirs', () => {
    expect(componentOf(plan, 'far').roleArn).toBe('arn:⟨partition⟩:iam::⟨away:account-id⟩:role/support-far');
    const source = (name: string) =>
      JSON.stringify(resourceOf(plan, 'role', name).trust.Statement.map(({ Condition }) => Condition?.StringEquals?.['aws:SourceAccount']));
    expect(source('near')).toContain(HOME);
    expect(source('far')).toContain('⟨away:account-id⟩');
    expect(source('far')).not.toContain(HOME);
    expect(JSON.stringify(resourceOf(plan, 'role', 'runner').policies)).not.toContain(HOME);
  });

  it('trusts its callers in the home account by that account’s literal number, in both parts the same', () => {
    const [statement] = resourceOf(plan, 'role', 'far').trust.Statement;
    expect(statement?.Principal).toEqual({ AWS: [`arn:⟨partition⟩:iam::${HOME}:root`] });
    expect(statement?.Condition?.ArnEquals?.['aws:PrincipalArn']).toEqual([componentOf(plan, 'planner').roleArn]);
    const calls = resourceOf(plan, 'role', 'planner').policies.find(({ name }) => name === 'calls');
    expect(calls?.document.Statement[0]?.Resource).toEqual([componentOf(plan, 'far').roleArn]);
  });

  it('is bound by the part of its own account alone', () => {
    const names = (account?: string) =>
      bind(plan, { account: HOME, away: AWAY, region: REGION, partition: 'aws' }, account).flatMap((model) =>
        model.kind === 'role' ? [model.name] : [],
      );
    expect(names()).toEqual(['support-near', 'support-planner']);
    expect(names('away')).toEqual(['support-far', 'support-runner']);
  });
});

describe('the place of a deployment', () => {
  it('stays open where it is not given: the engine fills it', () => {
    const here = JSON.stringify(planOf({ ...agent, components: { near: agent.components.near } } as unknown as typeof agent, {}).resources);
    expect(here).toContain('⟨account⟩');
    expect(here).toContain('⟨region⟩');
    expect(here).toContain('⟨partition⟩');
  });

  it('is filled in everywhere where it is given', () => {
    const text = JSON.stringify(planOf(agent, { ...LITERAL, partition: 'aws-us-gov', region: 'us-gov-west-1' }, { away: AWAY }).resources);
    expect(text).not.toMatch(/⟨(?:account|region|partition)⟩/);
    expect(text).not.toContain('arn:aws:');
    expect(text).toContain('arn:aws-us-gov:bedrock-agentcore:us-gov-west-1:');
  });

  it('leaves the ARNs of the declaration as they are written', () => {
    const plan = planOf(
      defineAgent({
        name: 'support',
        owner: 'platform',
        components: () => ({ crm: { kind: 'tool', trust: trust.eksNode(), can: [readTable({ table: TABLE })] } }),
        evidence: { retainDays: 90 },
      }),
      { ...LITERAL, region: 'us-east-1' },
    );
    expect(JSON.stringify(resourceOf(plan, 'role', 'crm').policies)).toContain(TABLE);
  });
});

describe('an adopted role', () => {
  const adopting = (role: 'arn:aws:iam::111122223333:role/team/legacy') =>
    defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        planner: { kind: 'orchestrator', trust: trust.eksNode(), role, calls: ['crm'], can: [allow('dynamodb:GetItem').on(TABLE)] },
        crm: { kind: 'tool', trust: trust.component() },
      }),
      evidence: { retainDays: 90 },
    });
  const plan = planOf(adopting('arn:aws:iam::111122223333:role/team/legacy'));

  it('gets its permissions beside those that it has, and neither trust nor boundary', () => {
    const own = plan.resources.filter(({ component }) => component === 'planner');
    expect(own.map(({ kind, id }) => [kind, id])).toEqual([
      ['role-policy', 'planner/calls'],
      ['role-policy', 'planner/declared'],
      ['log-group', 'planner/log-group'],
      ['role-policy', 'planner/own-log'],
    ]);
    for (const policy of resourcesOfKind(plan, 'role-policy'))
      expect(policy).toMatchObject({ role: 'legacy', name: expect.stringMatching(/^support-/) });
  });

  it('is named to the roles that it calls by its whole ARN, path included, as IAM compares it', () => {
    expect(resourceOf(plan, 'role', 'crm').trust.Statement[0]?.Condition?.ArnEquals).toEqual({
      'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/team/legacy'],
    });
  });

  it('is told as a warning, because its trust is not ours to read', () => {
    expect(plan.warnings.map(({ code, where }) => [code, where.component])).toEqual([['WI123', 'planner']]);
  });
});
