import { allow, defineAgent, deny, invokeModel, readTable, trust } from 'agent-workload-identity';
import { contains, equal } from 'agent-workload-identity/policy';
import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import type { IdentityPlan, PlanDocument } from '../../lib/plan/plan';
import { compact } from '../../lib/plan/plan-boundary';
import { SCENARIOS } from '../conformance/scenarios';
import { TABLE, withCrm } from './declared';
import { componentOf, decide, parsed, planOf, resourceOf, resourcesOfKind } from './planned';

/** Everything that a component may be granted: its inline policies, those apart from the role, and what `bind` adds within the bounds of the plan. */
const granted = (plan: IdentityPlan, name: string): PlanDocument => {
  const { policies: own } = resourceOf(plan, 'role', name);
  const policies = [...own, ...resourcesOfKind(plan, 'role-policy').filter(({ component, rewritten }) => component === name && !rewritten)];
  return {
    Version: '2012-10-17',
    Statement: policies.flatMap(({ document }) => document.Statement.map(({ Sid: _sid, ...statement }) => statement)),
  };
};

/** What everybody may do, whatever their policies say. */
const IDENTITY: PlanDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sts:GetCallerIdentity'], Resource: ['*'] }],
};

const agents = [support, coding, ...SCENARIOS.map(({ agent }) => agent)];
const roles = agents.flatMap((agent, index) => {
  const plan = planOf(agent, { account: '111122223333' });
  // The roles of the plan's own machines have tests of their own.
  return resourcesOfKind(plan, 'role').flatMap(({ component, boundary }) =>
    component !== undefined && 'planned' in boundary ? [[`${index} ${agent.name} ${component}`, plan, component] as const] : [],
  );
});

describe('the permissions boundary', () => {
  it('is made for every role that is made, and the role takes it', () => {
    expect(roles.length).toBeGreaterThan(100);
    for (const [, plan, component] of roles)
      expect(resourceOf(plan, 'role', component).boundary).toEqual({ planned: resourceOf(plan, 'boundary', component).id });
  });

  const bound = roles.filter(([, plan, component]) => componentOf(plan, component).binding === undefined);
  const open = roles.filter(([, plan, component]) => componentOf(plan, component).binding !== undefined);

  it('allows everything that the component may do, and nothing else', () => {
    for (const [name, plan, component] of bound) {
      const limit = parsed(resourceOf(plan, 'boundary', component).document, 'identity');
      const { Statement } = granted(plan, component);
      if (Statement.length === 0) expect([name, contains(limit, parsed(IDENTITY, 'identity')).verdict]).toEqual([name, 'proved']);
      else expect([name, equal(limit, parsed(granted(plan, component), 'identity')).verdict]).toEqual([name, 'proved']);
    }
  });

  it('allows what `bind` adds once the workload is there, and nothing else beside it', () => {
    expect(open.length).toBeGreaterThan(1);
    for (const [name, plan, component] of open) {
      const limit = parsed(resourceOf(plan, 'boundary', component).document, 'identity');
      const later =
        componentOf(plan, component).binding?.resources.flatMap((resource) =>
          resource.kind === 'role-policy' ? resource.document.Statement : [],
        ) ?? [];
      const now = granted(plan, component);
      const all: PlanDocument = { Version: now.Version, Statement: [...now.Statement, ...later] };
      expect([name, contains(parsed(all, 'identity'), limit).verdict]).toEqual([name, 'proved']);
      expect([name, contains(limit, parsed(all, 'identity')).verdict]).toEqual([name, 'refuted']);
      expect(later).toHaveLength(1);
    }
  });

  it('keeps a role to its own log even where the name of the log is not yet known', () => {
    const plan = planOf(
      defineAgent({
        name: 'support',
        owner: 'platform',
        components: () => ({ thinker: { kind: 'reasoning-engine', trust: trust.agentCoreRuntime({ name: 'thinker' }) } }),
        evidence: { retainDays: 90 },
      }),
    );
    const document = parsed(resourceOf(plan, 'boundary', 'thinker').document, 'identity');
    const log = (name: string) => ({
      Version: '2012-10-17' as const,
      Statement: [
        {
          Effect: 'Allow' as const,
          Action: ['logs:PutLogEvents'],
          Resource: [`arn:aws:logs:eu-central-1:111122223333:log-group:${name}:*`],
        },
      ],
    });
    expect(contains(parsed(log('/aws/bedrock-agentcore/runtimes/thinker-a1B2c3D4e5-DEFAULT'), 'identity'), document).verdict).toBe(
      'proved',
    );
    expect(contains(parsed(log('/aws/bedrock-agentcore/runtimes/thinker2-a1B2c3D4e5-DEFAULT'), 'identity'), document).verdict).toBe(
      'refuted',
    );
  });

  it('holds denials too, so that a policy added to the role cannot undo them', () => {
    const plan = planOf(
      withCrm({
        can: [allow('s3:GetObject').on('arn:aws:s3:::handbook/*')],
        cannot: [deny('s3:GetObject').on('arn:aws:s3:::handbook/secret/*')],
      }),
    );
    expect(decide(plan, 'crm', { action: 's3:GetObject', resource: 'arn:aws:s3:::handbook/secret/x' })).toBe('explicit-deny');
    expect(JSON.stringify(resourceOf(plan, 'boundary', 'crm').document)).toContain('"Deny"');
  });

  it('of a component that may do nothing allows what nobody can be denied, in a document that IAM takes', () => {
    const plan = planOf(
      defineAgent({
        name: 'support',
        owner: 'platform',
        components: () => ({ host: { kind: 'environment', trust: trust.ecsTaskExecution() } }),
        evidence: { retainDays: 90 },
      }),
    );
    const { document } = resourceOf(plan, 'boundary', 'host');
    expect(document.Statement).toEqual([{ Effect: 'Allow', Action: ['sts:GetCallerIdentity'], Resource: ['*'] }]);
    expect(parsed(document, 'boundary').statements).toHaveLength(1);
    expect(resourceOf(plan, 'role', 'host').policies).toEqual([]);
  });

  it('of another making is taken as it is', () => {
    const plan = planOf(withCrm({ boundary: 'arn:aws:iam::111122223333:policy/workloads' }));
    expect(resourceOf(plan, 'role', 'crm').boundary).toEqual({ existing: 'arn:aws:iam::111122223333:policy/workloads' });
    expect(resourcesOfKind(plan, 'boundary').map(({ component }) => component)).not.toContain('crm');
  });
});

describe('a boundary that would not fit', () => {
  const tables = Array.from({ length: 45 }, (_, index) => readTable({ table: `${TABLE}-${index}` as const }));

  it('is compacted, to the same meaning', () => {
    const plan = planOf(withCrm({ can: tables }));
    const { document } = resourceOf(plan, 'boundary', 'crm');
    expect(document.Statement.length).toBeLessThan(granted(plan, 'crm').Statement.length);
    expect(JSON.stringify(document).length).toBeLessThanOrEqual(6_144);
    expect(equal(parsed(document, 'identity'), parsed(granted(plan, 'crm'), 'identity'))).toEqual({ verdict: 'proved' });
  });

  const statement = (Action: readonly string[], Resource: readonly string[], more: object = {}) => ({
    Effect: 'Allow' as const,
    Action,
    Resource,
    ...more,
  });
  const document = (...Statement: readonly ReturnType<typeof statement>[]): PlanDocument => ({ Version: '2012-10-17', Statement });

  it.each([
    [
      'resources of the same actions',
      document(statement(['s3:GetObject'], ['arn:aws:s3:::a/*']), statement(['s3:GetObject'], ['arn:aws:s3:::b/*'])),
      1,
    ],
    [
      'actions on the same resources',
      document(statement(['s3:GetObject'], ['arn:aws:s3:::a/*']), statement(['s3:PutObject'], ['arn:aws:s3:::a/*'])),
      1,
    ],
    [
      'statements that differ in both',
      document(statement(['s3:GetObject'], ['arn:aws:s3:::a/*']), statement(['s3:PutObject'], ['arn:aws:s3:::b/*'])),
      2,
    ],
    [
      'statements under other conditions',
      document(
        statement(['s3:GetObject'], ['arn:aws:s3:::a/*']),
        statement(['s3:GetObject'], ['arn:aws:s3:::b/*'], { Condition: { Bool: { 'aws:SecureTransport': ['true'] } } }),
      ),
      2,
    ],
    [
      'an allow and a deny',
      document(statement(['s3:GetObject'], ['arn:aws:s3:::a/*']), statement(['s3:GetObject'], ['arn:aws:s3:::a/*'], { Effect: 'Deny' })),
      2,
    ],
    [
      'statements that leave actions out',
      document(
        statement([], ['*'], { Action: undefined, NotAction: ['iam:*'], Effect: 'Deny' }),
        statement([], ['*'], { Action: undefined, NotAction: ['sts:*'], Effect: 'Deny' }),
      ),
      2,
    ],
  ])('joins nothing but what means the same: %s', (_name, before, count) => {
    const plain = JSON.parse(JSON.stringify(before)) as PlanDocument;
    const after = compact(plain);
    expect(after.Statement).toHaveLength(count);
    expect(equal(parsed(after, 'identity'), parsed(plain, 'identity')).verdict).toBe('proved');
  });

  it('whose late values may be long is told as a warning, with its greatest size', () => {
    const late = defineAgent({
      name: 'support',
      owner: 'platform',
      inputs: Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`secret${index}`, 'secret-arn' as const])),
      components: (inputs) => ({
        crm: {
          kind: 'tool',
          trust: trust.eksNode(),
          can: Object.values(inputs).map((secret) => allow('secretsmanager:GetSecretValue').on(secret)),
        },
      }),
      evidence: { retainDays: 90 },
    });
    const plan = planOf(late);
    expect(plan.warnings).toEqual([
      expect.objectContaining({
        code: 'WI154',
        severity: 'warning',
        where: { component: 'crm', pointer: 'components.crm' },
        what: expect.stringContaining('and 6,144 are allowed'),
      }),
    ]);
    const long = Object.fromEntries(
      Object.keys(plan.inputs).map((name) => [name, `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${'x'.repeat(512)}`]),
    );
    expect(JSON.stringify(resourceOf(planOf(late, undefined, long), 'boundary', 'crm').document).length).toBeGreaterThan(6_144);
  });
});

describe('the model that a component may invoke', () => {
  it('stays within its boundary in each destination region', () => {
    const plan = planOf(
      withCrm({
        can: [invokeModel({ inferenceProfile: 'eu.anthropic.claude-sonnet-4-20250514-v1:0', regions: ['eu-central-1', 'eu-west-1'] })],
      }),
    );
    const profile = 'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0';
    const ask = (region: string) =>
      decide(plan, 'crm', {
        action: 'bedrock:InvokeModel',
        resource: `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0`,
        context: { 'bedrock:InferenceProfileArn': profile },
      });
    expect(['eu-central-1', 'eu-west-1', 'us-east-1'].map(ask)).toEqual(['allow', 'allow', 'implicit-deny']);
  });
});
