import { actionInfo, conditionKeySupported, resourceFits } from 'agent-workload-identity/policy';
import type * as capabilities from '../../lib/spec/capability';
import { componentOf, decide, planOf, withoutSids } from '../plan/planned';
import { able } from './agents';
import type { CapabilityCase } from './capability-cases/capability-case';
import { DATA } from './capability-cases/data';
import { OUTBOUND } from './capability-cases/outbound';
import { SERVICES } from './capability-cases/services';

/** One case for each; a capability without one does not compile. */
const CASES: { readonly [Name in keyof typeof capabilities]: CapabilityCase } = { ...DATA, ...OUTBOUND, ...SERVICES };

/** What a tool may do that has nothing but the capability; its own log is no part of the question. */
const given = ({ capability }: CapabilityCase) => {
  const plan = planOf(able([capability]));
  const { Statement } = withoutSids(componentOf(plan, 'tool').permissions);
  return {
    plan,
    statements: Statement.filter(({ Resource = [] }) => !Resource.some((resource) => resource.includes('/agents/support/tool'))),
  };
};

describe.each(Object.entries(CASES))('%s', (name, one) => {
  const { plan, statements } = given(one);

  it('gives exactly these actions on exactly these resources', () => {
    expect(statements).toEqual([
      ...one.gives.map((statement) => ({ Effect: 'Allow', ...statement })),
      ...(one.closes === undefined ? [] : [{ Effect: 'Deny', Action: one.closes, Resource: ['*'] }]),
    ]);
  });

  it.each(one.allowed.map((ask) => [`${ask.action} on ${ask.resource}`, ask] as const))('allows %s', (_ask, ask) => {
    expect(decide(plan, 'tool', ask)).toBe('allow');
  });

  it.each(one.refused.map((ask) => [`${ask.action} on ${ask.resource} ${JSON.stringify(ask.context ?? {})}`, ask] as const))(
    'refuses %s',
    (_ask, ask) => {
      expect(decide(plan, 'tool', ask)).toBe('implicit-deny');
    },
  );

  it('is tried with at least two requests that it must refuse', () => {
    expect(one.refused.length).toBeGreaterThanOrEqual(2);
  });

  it('names actions, resources and keys that the service authorization reference knows, each of use to each other', () => {
    for (const { Action, Resource, Condition = {} } of one.gives) {
      for (const action of Action) {
        expect(actionInfo(action)).toMatchObject({ status: 'known', action });
        expect(Resource.filter((resource) => resourceFits(action, resource) === 'yes')).not.toEqual([]);
        const keys = Object.values(Condition).flatMap((block) => Object.keys(block));
        expect(keys.map((key) => [action, key, conditionKeySupported(action, key)])).toEqual(keys.map((key) => [action, key, 'yes']));
      }
      for (const resource of Resource) expect(Action.filter((action) => resourceFits(action, resource) === 'yes')).not.toEqual([]);
    }
  });

  it('says which AWS page it follows', () => {
    expect(one.capability).toMatchObject({ name, source: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//) });
  });
});

describe('capabilities', () => {
  it('give every action as AWS spells it, so that reviews and logs agree', () => {
    const actions = Object.values(CASES).flatMap(({ gives }) => gives.flatMap(({ Action }) => Action));
    expect(actions.map((action) => actionInfo(action)).filter((info) => info.status !== 'known' || !actions.includes(info.action))).toEqual(
      [],
    );
  });

  it('say the reason for a resource that cannot be narrowed, and only where the reference has none to name', () => {
    const wide = Object.values(CASES).flatMap(({ gives }) =>
      gives.filter(({ Resource }) => Resource.includes('*')).flatMap(({ Action }) => Action),
    );
    expect(wide.sort()).toEqual([
      'ec2:DescribeInstances',
      'ecr:GetAuthorizationToken',
      'sts:GetWebIdentityToken',
      'sts:TagGetWebIdentityToken',
    ]);
    for (const action of wide) expect(actionInfo(action)).toMatchObject({ status: 'known', resourceTypes: [] });
    expect(componentOf(given(CASES.pullImage).plan, 'tool').waivers).toEqual([{ what: '*', because: 'the action has no resource types' }]);
  });

  it('never pass roles, change permissions or delete', () => {
    const actions = Object.values(CASES).flatMap(({ gives }) => gives.flatMap(({ Action }) => Action));
    // The reference counts the call of a gateway among those that manage permissions; it manages none.
    const others = actions.filter((action) => action !== 'bedrock-agentcore:InvokeGateway');
    const level = (action: string): string => {
      const info = actionInfo(action);
      return info.status === 'known' ? info.accessLevel : info.status;
    };
    // It tags a token, which is nobody's resource.
    expect(others.filter((action) => ['Permissions management', 'Tagging', 'unknown'].includes(level(action)))).toEqual([
      'sts:TagGetWebIdentityToken',
    ]);
    expect(actions.filter((action) => /PassRole|Delete(?!Message$)/.test(action))).toEqual([]);
  });
});
