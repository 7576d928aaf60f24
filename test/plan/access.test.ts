/** What holds for every component: the regions it may act in; and the reasons that a declaration gives for being wider than it need. */
import { allow, everyAction, everyResource, resourcesLike, trust } from 'agent-workload-identity';
import { agentWith, sound, TABLE, withCrm } from './declared';
import { componentOf, decide, planOf, resourceOf, warningsOf } from './planned';

const inRegions = (...regions: readonly string[]) => {
  const wide = withCrm({
    can: [
      allow('dynamodb:GetItem').on(resourcesLike('arn:aws:dynamodb:*:111122223333:table/tickets', 'the table is global')),
      allow('iam:GetRole').on('arn:aws:iam::111122223333:role/support-crm-eu-central-1'),
      allow('sts:GetCallerIdentity').on(everyResource('the action has no resource types')),
    ],
  });
  return agentWith({ components: wide.components, access: { regions } });
};

describe('the regions of an agent', () => {
  const plan = planOf(inRegions('eu-west-1', 'eu-central-1'));
  const get = (region: string) =>
    decide(plan, 'crm', {
      action: 'dynamodb:GetItem',
      resource: TABLE.replace('eu-central-1', region),
      context: { 'aws:RequestedRegion': region },
    });

  it('deny requests elsewhere, whatever allows them', () => {
    expect(get('eu-central-1')).toBe('allow');
    expect(get('eu-west-1')).toBe('allow');
    expect(get('us-east-1')).toBe('explicit-deny');
  });

  it('do not deny global services, whose one endpoint stands in us-east-1', () => {
    const ask = (action: string, resource: string) =>
      decide(plan, 'crm', { action, resource, context: { 'aws:RequestedRegion': 'us-east-1' } });
    expect(ask('iam:GetRole', 'arn:aws:iam::111122223333:role/support-crm-eu-central-1')).toBe('allow');
    expect(ask('sts:GetCallerIdentity', '*')).toBe('allow');
  });

  it('are denied by one statement in the policies of every component, and in its boundary', () => {
    const expected = {
      Effect: 'Deny',
      NotAction: ['cloudfront:*', 'iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*'],
      Resource: ['*'],
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
    };
    for (const name of Object.keys(sound.components)) {
      const limits = resourceOf(plan, 'role', name).policies.find((policy) => policy.name === 'limits');
      expect(limits?.document.Statement).toContainEqual({ Sid: 'OnlyInRegions', ...expected });
      expect(resourceOf(plan, 'boundary', name).document.Statement).toContainEqual(expected);
    }
  });

  it('are not limited where none are named', () => {
    expect(JSON.stringify(planOf(sound).resources)).not.toContain('aws:RequestedRegion');
  });
});

describe('a response to threats', () => {
  it('that is declared is deployed, and nothing is left to tell', () => {
    const planned = agentWith({ access: { onThreat: 'quarantine' } });
    expect(warningsOf(planned)).toEqual([]);
    expect(planOf(planned).resources.filter(({ kind }) => kind === 'state-machine')).toHaveLength(1);
  });

  it('always finds room: inline policies end 300 characters before the quota', () => {
    const { policies } = resourceOf(planOf(sound), 'role', 'crm');
    expect(JSON.stringify(policies).length).toBeLessThan(9_940);
  });
});

describe('reasons', () => {
  it('for wildcards are recorded in their own words, and nothing else is', () => {
    const plan = planOf(
      withCrm({
        can: [
          allow(everyAction('s3:GetObject*', 'versions and tags belong to the object')).on('arn:aws:s3:::handbook/a'),
          allow('dynamodb:GetItem').on(resourcesLike(`${TABLE}-*`, 'one table for each tenant')),
          allow('ec2:DescribeRegions').on(everyResource('the action has no resource types')),
          allow('dynamodb:GetItem').on(TABLE),
        ],
      }),
    );
    expect(componentOf(plan, 'crm').waivers).toEqual([
      { what: 's3:GetObject*', because: 'versions and tags belong to the object' },
      { what: `${TABLE}-*`, because: 'one table for each tenant' },
      { what: '*', because: 'the action has no resource types' },
    ]);
    expect(componentOf(plan, 'planner').waivers).toEqual([]);
  });

  it('for jobs of any pull request are recorded', () => {
    const plan = planOf(
      withCrm({
        trust: [
          trust.component(),
          trust.githubActions({ repo: 'acme/agents', subjects: 'classic', dangerouslyAnyPullRequest: 'reads public data only' }),
        ],
      }),
    );
    expect(componentOf(plan, 'crm').waivers).toEqual([{ what: 'any pull request of acme/agents', because: 'reads public data only' }]);
  });
});

describe('a classic subject alone', () => {
  it('is told as a warning: new repositories do not have it, and it can be taken over', () => {
    const agent = withCrm({ trust: [trust.component(), trust.githubActions({ repo: 'acme/agents', branch: 'main' })] });
    expect(warningsOf(agent).map(({ code, where }) => [code, where.pointer])).toEqual([['WI134', 'components.crm.trust.1.ids']]);
  });

  it('is not told where somebody has said that it is meant', () => {
    const agent = withCrm({
      trust: [trust.component(), trust.githubActions({ repo: 'acme/agents', branch: 'main', subjects: 'classic' })],
    });
    expect(warningsOf(agent)).toEqual([]);
  });
});
