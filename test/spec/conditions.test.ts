import { after, allow, atLeast, atMost, before, type Conditions, deny, like } from 'agent-workload-identity';
import { type ContextValue, conditionKeyInfo } from 'agent-workload-identity/policy';
import { FIXED_KEYS, KEY_PREFIXES, keyType } from '../../lib/spec/condition/key-types';
import { decide, planOf, resourceOf } from '../plan/planned';
import { able } from './agents';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';
const ROLE = 'arn:aws:iam::111122223333:role/agents/planner';

interface Case {
  readonly name: string;
  readonly conditions: Conditions;
  readonly key: string;
  readonly matching: readonly ContextValue[];
  readonly failing: readonly ContextValue[];
}

/** One test for each type of key and way to match it, with values of the request on both sides of it. */
const CASES: readonly Case[] = [
  {
    name: 'text',
    conditions: { 'aws:PrincipalTag/team': 'support' },
    key: 'aws:PrincipalTag/team',
    matching: ['support'],
    failing: ['Support', 'sales', ''],
  },
  {
    name: 'one of several texts',
    conditions: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] },
    key: 'aws:SourceVpc',
    matching: ['vpc-1', 'vpc-2'],
    failing: ['vpc-3', 'vpc-12'],
  },
  {
    name: 'a pattern of text',
    conditions: { 's3:prefix': like('public/*') },
    key: 's3:prefix',
    matching: ['public/', 'public/a'],
    failing: ['public', 'private/a'],
  },
  {
    name: 'an ARN',
    conditions: { 'aws:SourceArn': ROLE },
    key: 'aws:SourceArn',
    matching: [ROLE],
    failing: [`${ROLE}s`, 'arn:aws:iam::444455556666:role/agents/planner', 'planner'],
  },
  {
    name: 'a pattern of ARNs',
    conditions: { 'aws:SourceArn': like('arn:aws:iam::*:role/agents/*') },
    key: 'aws:SourceArn',
    matching: [ROLE, 'arn:aws:iam::444455556666:role/agents/x'],
    failing: ['arn:aws:iam::111122223333:role/others/x', 'agents/x'],
  },
  { name: 'true', conditions: { 'aws:SecureTransport': true }, key: 'aws:SecureTransport', matching: ['true'], failing: ['false'] },
  { name: 'false', conditions: { 'aws:ViaAWSService': false }, key: 'aws:ViaAWSService', matching: ['false'], failing: ['true'] },
  { name: 'a number', conditions: { 's3:max-keys': 10 }, key: 's3:max-keys', matching: ['10', '10.0'], failing: ['9', '11'] },
  {
    name: 'a number at most',
    conditions: { 's3:max-keys': atMost(10) },
    key: 's3:max-keys',
    matching: ['1', '10'],
    failing: ['11', '10.5'],
  },
  {
    name: 'a number at least',
    conditions: { 'ec2:RoleDelivery': atLeast(2) },
    key: 'ec2:RoleDelivery',
    matching: ['2.0', '3'],
    failing: ['1.0', '1.9'],
  },
  {
    name: 'a moment before',
    conditions: { 'aws:CurrentTime': before('2027-01-01T00:00:00Z') },
    key: 'aws:CurrentTime',
    matching: ['2026-12-31T23:59:59Z'],
    failing: ['2027-01-01T00:00:00Z', '2027-01-01T01:00:00Z'],
  },
  {
    name: 'a moment after',
    conditions: { 'aws:TokenIssueTime': after('2026-11-01T12:00:00+01:00') },
    key: 'aws:TokenIssueTime',
    matching: ['2026-11-01T11:00:01Z'],
    failing: ['2026-11-01T11:00:00Z', '2026-10-31T00:00:00Z'],
  },
  {
    name: 'an address block',
    conditions: { 'aws:SourceIp': '203.0.113.0/24' },
    key: 'aws:SourceIp',
    matching: ['203.0.113.0', '203.0.113.255'],
    failing: ['203.0.114.0', '2001:db8::1'],
  },
  {
    name: 'one of several address blocks',
    conditions: { 'aws:VpcSourceIp': ['10.0.0.0/8', '2001:db8::/32'] },
    key: 'aws:VpcSourceIp',
    matching: ['10.1.2.3', '2001:db8::1'],
    failing: ['11.0.0.1', '2001:db9::1'],
  },
];

const decisions = (agent: ReturnType<typeof able>, key: string, values: readonly (ContextValue | undefined)[]) => {
  const plan = planOf(agent);
  return values.map((value) =>
    decide(plan, 'tool', { action: 'dynamodb:GetItem', resource: TABLE, context: value === undefined ? {} : { [key]: value } }),
  );
};

const missing = [undefined];
const all = <T>(values: readonly unknown[], decision: T): readonly T[] => values.map(() => decision);

describe.each(CASES.map((one) => [one.name, one] as const))('a condition on %s', (_name, { conditions, key, matching, failing }) => {
  it('allows when it holds, and not when the request has no such key', () => {
    const agent = able([allow('dynamodb:GetItem').on(TABLE).when(conditions)]);
    expect(decisions(agent, key, matching)).toEqual(all(matching, 'allow'));
    expect(decisions(agent, key, failing)).toEqual(all(failing, 'implicit-deny'));
    expect(decisions(agent, key, missing)).toEqual(['implicit-deny']);
  });

  it('denies when it holds, and not when the request has no such key', () => {
    const agent = able([allow('dynamodb:GetItem').on(TABLE)], [deny('dynamodb:GetItem').on(TABLE).when(conditions)]);
    expect(decisions(agent, key, matching)).toEqual(all(matching, 'explicit-deny'));
    expect(decisions(agent, key, failing)).toEqual(all(failing, 'allow'));
    expect(decisions(agent, key, missing)).toEqual(['allow']);
  });

  it('denies unless it holds, also when the request has no such key', () => {
    const agent = able([allow('dynamodb:GetItem').on(TABLE)], [deny('dynamodb:GetItem').on(TABLE).unless(conditions)]);
    expect(decisions(agent, key, matching)).toEqual(all(matching, 'allow'));
    expect(decisions(agent, key, failing)).toEqual(all(failing, 'explicit-deny'));
    expect(decisions(agent, key, missing)).toEqual(['explicit-deny']);
  });
});

describe('a condition on a key of several values', () => {
  const conditions: Conditions = { 'dynamodb:LeadingKeys': ['support', 'sales'] };
  const patterns: Conditions = { 'dynamodb:LeadingKeys': like('support-*') };
  const key = 'dynamodb:LeadingKeys';
  const inside = [['support'], ['support', 'sales'], 'sales'];
  const partly = [['support', 'finance']];
  const outside = [['finance'], ['finance', 'legal']];

  it('allows when every value of the request is one of those named', () => {
    const agent = able([allow('dynamodb:GetItem').on(TABLE).when(conditions)]);
    expect(decisions(agent, key, inside)).toEqual(all(inside, 'allow'));
    expect(decisions(agent, key, [...partly, ...outside])).toEqual(all([...partly, ...outside], 'implicit-deny'));
  });

  it('does not allow a request without any value, although each of none is one of those named', () => {
    const agent = able([allow('dynamodb:GetItem').on(TABLE).when(conditions)]);
    expect(decisions(agent, key, missing)).toEqual(['implicit-deny']);
  });

  it('denies when one value of the request is one of those named', () => {
    const agent = able([allow('dynamodb:GetItem').on(TABLE)], [deny('dynamodb:GetItem').when(conditions)]);
    expect(decisions(agent, key, [...inside, ...partly])).toEqual(all([...inside, ...partly], 'explicit-deny'));
    expect(decisions(agent, key, [...outside, undefined])).toEqual(all([...outside, undefined], 'allow'));
  });

  it('denies unless every value of the request is one of those named', () => {
    const agent = able([allow('dynamodb:GetItem').on(TABLE)], [deny('dynamodb:GetItem').unless(conditions)]);
    expect(decisions(agent, key, inside)).toEqual(all(inside, 'allow'));
    expect(decisions(agent, key, [...partly, ...outside, undefined])).toEqual(all([...partly, ...outside, undefined], 'explicit-deny'));
  });

  it('matches patterns in the same way', () => {
    const agent = able([allow('dynamodb:GetItem').on(TABLE)], [deny('dynamodb:GetItem').unless(patterns)]);
    expect(decisions(agent, key, [['support-1', 'support-2'], ['support-1', 'x'], undefined])).toEqual([
      'allow',
      'explicit-deny',
      'explicit-deny',
    ]);
  });
});

describe('several conditions', () => {
  const conditions: Conditions = { 'aws:SourceVpc': 'vpc-1', 'aws:SecureTransport': true, 'aws:PrincipalTag/team': 'support' };
  const sound = { 'aws:SourceVpc': 'vpc-1', 'aws:SecureTransport': 'true', 'aws:PrincipalTag/team': 'support' };
  const ask = (context: Readonly<Record<string, string>>) => ({ action: 'dynamodb:GetItem', resource: TABLE, context });

  it('must all hold for a permission', () => {
    const plan = planOf(able([allow('dynamodb:GetItem').on(TABLE).when(conditions)]));
    expect(decide(plan, 'tool', ask(sound))).toBe('allow');
    for (const key of Object.keys(sound))
      expect(decide(plan, 'tool', ask({ ...sound, [key]: key === 'aws:SecureTransport' ? 'false' : 'other' }))).toBe('implicit-deny');
  });

  it('must all hold for a denial to apply', () => {
    const plan = planOf(able([allow('dynamodb:GetItem').on(TABLE)], [deny('dynamodb:*').when(conditions)]));
    expect(decide(plan, 'tool', ask(sound))).toBe('explicit-deny');
    for (const key of Object.keys(sound))
      expect(decide(plan, 'tool', ask({ ...sound, [key]: key === 'aws:SecureTransport' ? 'false' : 'other' }))).toBe('allow');
  });

  it('deny as soon as one of them fails or is missing', () => {
    const plan = planOf(able([allow('dynamodb:GetItem').on(TABLE)], [deny('dynamodb:*').unless(conditions)]));
    expect(decide(plan, 'tool', ask(sound))).toBe('allow');
    for (const key of Object.keys(sound)) {
      const { [key as keyof typeof sound]: _left, ...rest } = sound;
      expect(decide(plan, 'tool', ask({ ...sound, [key]: key === 'aws:SecureTransport' ? 'false' : 'other' }))).toBe('explicit-deny');
      expect(decide(plan, 'tool', ask(rest))).toBe('explicit-deny');
    }
  });

  it('have operators that follow from the types of their keys', () => {
    const plan = planOf(
      able([
        allow('dynamodb:GetItem')
          .on(TABLE)
          .when({ ...conditions, 'aws:PrincipalArn': like('arn:aws:iam::*:role/a/*') }),
      ]),
    );
    const [policy] = resourceOf(plan, 'role', 'tool').policies;
    expect(policy?.document.Statement[0]?.Condition).toEqual({
      ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/a/*'] },
      Bool: { 'aws:SecureTransport': ['true'] },
      StringEquals: { 'aws:PrincipalTag/team': ['support'], 'aws:SourceVpc': ['vpc-1'] },
    });
  });
});

describe('the keys that conditions know', () => {
  const ours = {
    String: 'String',
    Strings: 'String',
    Arn: 'ARN',
    Bool: 'Bool',
    Numeric: 'Numeric',
    Date: 'Date',
    IpAddress: 'IPAddress',
  } as const;
  /** AWS's own examples compare it as text, because its value may end in a version. */
  const asText = ['bedrock:GuardrailIdentifier'];

  it.each(Object.entries(FIXED_KEYS).filter(([key]) => !asText.includes(key)))(
    '%s has the type that the reference gives it',
    (key, type) => {
      expect(conditionKeyInfo(key)).toMatchObject({
        status: 'known',
        key,
        type: expect.stringMatching(new RegExp(`^${ours[type]}$`, 'i')),
        multivalued: type === 'Strings',
      });
    },
  );

  it.each(KEY_PREFIXES)('%s… is a family of the reference, of single texts', (prefix) => {
    const member = prefix === 'kms:RecipientAttestation:' ? `${prefix}PCR0` : `${prefix}team`;
    expect(conditionKeyInfo(member)).toMatchObject({ status: 'known', type: expect.stringMatching(/^String$/i), multivalued: false });
  });

  it('fold case, as IAM does', () => {
    expect(keyType('AWS:sourcevpc')).toBe('String');
    expect(keyType('aws:principaltag/Team')).toBe('String');
  });

  it('do not take a family for one of its members', () => {
    expect(keyType('aws:PrincipalTag/')).toBeUndefined();
    expect(keyType('aws:PrincipalTags/team')).toBeUndefined();
  });
});
