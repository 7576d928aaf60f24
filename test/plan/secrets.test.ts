/** Secrets of components: one reader each. */
import { allow, type Component, defineAgent, readSecret, resourcesLike, trust } from 'agent-workload-identity';
import { componentOf, findingsOf, planOf } from './planned';

const SECRET = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:crm-token-a1b2c3';
type Can = NonNullable<Component['can']>;

const agentOf = (crm: Can, search: Can, task: Can = []) =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    components: () => ({
      crm: {
        kind: 'tool',
        trust: trust.lambda({ functionName: 'crm' }),
        can: crm,
        ...(task[0] === undefined ? {} : { task: { tags: ['tenant'], can: [task[0]] } }),
      },
      search: { kind: 'tool', trust: trust.lambda({ functionName: 'search' }), can: search },
    }),
    evidence: { retainDays: 90 },
  });

const read = readSecret({ secret: SECRET });
const shared = readSecret({ secret: SECRET, sharedBecause: 'the vendor issues one token for each customer' });
const told = (...cans: Parameters<typeof agentOf>) =>
  findingsOf(agentOf(...cans))
    .filter(({ severity }) => severity === 'error')
    .map(({ code, where }) => [code, where.component, where.pointer]);

describe('a secret', () => {
  it('is read by one component', () => {
    expect(told([read], [])).toEqual([]);
    expect(told([read], [readSecret({ secret: `${SECRET}-2` })])).toEqual([]);
  });

  it('is not read by two, and both are told', () => {
    expect(told([read], [read])).toEqual([
      ['WI174', 'crm', 'components.crm.can.0'],
      ['WI174', 'search', 'components.search.can.0'],
    ]);
    expect(findingsOf(agentOf([read], [read]))[0]).toMatchObject({
      what: `the secret \`${SECRET}\` of \`crm\` is read by \`search\` as well`,
      fix: expect.stringContaining('sharedBecause'),
    });
  });

  it.each<[string, Can]>([
    ['a permission', [allow('secretsmanager:GetSecretValue').on(SECRET)]],
    [
      'a permission written in small letters, among others',
      [allow('secretsmanager:getsecretvalue', 'secretsmanager:DescribeSecret').on(SECRET)],
    ],
    ['a permission to read several at once', [allow('secretsmanager:BatchGetSecretValue').on(SECRET)]],
  ])('is not read by a second one by %s either', (_what, can) => {
    expect(told([read], can)).toHaveLength(2);
  });

  it('may be described by others', () => {
    expect(told([read], [allow('secretsmanager:DescribeSecret').on(SECRET)])).toEqual([]);
  });

  it('is shared where every reader says why, and the review shows it', () => {
    expect(told([shared], [shared])).toEqual([]);
    expect(
      told(
        [shared],
        [resourcesLike(SECRET, 'one token for each customer')].map((one) => allow('secretsmanager:GetSecretValue').on(one)),
      ),
    ).toEqual([]);
    expect(told([shared], [read])).toEqual([['WI174', 'search', 'components.search.can.0']]);
    expect(componentOf(planOf(agentOf([shared], [shared])), 'crm').waivers).toEqual([
      { what: `the secret \`${SECRET}\`, which others read as well`, because: 'the vendor issues one token for each customer' },
    ]);
  });

  it('is not shared for an empty reason', () => {
    expect(told([readSecret({ secret: SECRET, sharedBecause: ' ' })], [])).toEqual([['WI109', 'crm', 'components.crm.can.0']]);
  });

  it('is one component\u2019s where the component and its tasks read it', () => {
    expect(told([read], [], [read])).toEqual([]);
    expect(told([], [read], [read])).toEqual([
      ['WI174', 'crm', 'components.crm.task.can.0'],
      ['WI174', 'search', 'components.search.can.0'],
    ]);
  });
});
