/** Parameters of `sts:GetScopedCredentials`. */
import { allow, defineAgent, readTable, type ScopeDownOptions, scopeDown, sessionTag, text, trust } from 'agent-workload-identity';
import { loose, wordingFaults } from './declared';
import { HOME, LITERAL, planOf, REGION } from './planned';

const TABLE = `arn:aws:dynamodb:${REGION}:${HOME}:table/tickets`;
const support = defineAgent({
  name: 'support',
  owner: 'platform',
  inputs: { tickets: 'dynamodb-table-arn', cases: 's3-bucket-arn' },
  components: ({ tickets, cases }) => ({
    crm: {
      kind: 'tool',
      trust: trust.lambda({ functionName: 'crm' }),
      can: [allow('dynamodb:GetItem', 'dynamodb:Query').on(tickets)],
      task: { tags: ['tenant'], can: [allow('s3:GetObject').on(text`${cases}/tenants/${sessionTag('tenant')}/*`)] },
    },
  }),
  access: { regions: [REGION] },
  evidence: { retainDays: 90 },
});
const plan = planOf(support, LITERAL);
const values = { tickets: TABLE, cases: 'arn:aws:s3:::cases' };
const one = allow('dynamodb:GetItem').on(TABLE);
const told = (options: unknown) => {
  const scoped = scopeDown(options as ScopeDownOptions);
  return scoped.ok ? [] : scoped.findings;
};

describe('scopeDown', () => {
  it('gives the parameters, the policy without white space and ids', () => {
    const scoped = scopeDown({ can: [one], seconds: 60, description: 'read one ticket', within: { plan, component: 'crm' }, values });
    expect(scoped).toEqual({
      ok: true,
      parameters: {
        Policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["dynamodb:GetItem"],"Resource":["${TABLE}"]}]}`,
        DurationSeconds: 60,
        ScopedSessionDescription: 'read one ticket',
      },
    });
  });

  it('takes a policy alone, or a shorter life alone, from one second to a day and a half', () => {
    expect(scopeDown({ can: [one] })).toMatchObject({ ok: true, parameters: { Policy: expect.any(String) } });
    expect(scopeDown({ seconds: 1 })).toEqual({ ok: true, parameters: { DurationSeconds: 1 } });
    expect(scopeDown({ seconds: 129_600, stackedOn: 2 })).toEqual({ ok: true, parameters: { DurationSeconds: 129_600 } });
  });

  it('speaks of inputs whose values are given', () => {
    const scoped = scopeDown({
      can: [allow('dynamodb:GetItem').on('⟨tickets:dynamodb-table-arn⟩')],
      values,
      within: { plan, component: 'crm' },
    });
    expect(scoped.ok && scoped.parameters.Policy).toContain(TABLE);
  });

  it('speaks of the tags of a task, which scoped credentials keep', () => {
    const tenant = allow('s3:GetObject').on(`arn:aws:s3:::cases/tenants/${sessionTag('tenant')}/open/*`);
    expect(scopeDown({ can: [tenant], values, within: { plan, component: 'crm-task' } })).toMatchObject({ ok: true });
  });

  it.each<[string, unknown, string, string | undefined, RegExp]>([
    ['nothing to scope', {}, 'WI100', undefined, /nothing is scoped down/],
    ['no second', { seconds: 0 }, 'WI120', 'seconds', /`0` seconds/],
    ['half a second', { seconds: 0.5 }, 'WI120', 'seconds', /`0.5` seconds/],
    ['more than a day and a half', { seconds: 129_601 }, 'WI120', 'seconds', /`129601` seconds/],
    ['a long description', { seconds: 60, description: 'x'.repeat(257) }, 'WI100', 'description', /257 characters/],
    ['a fourth policy', { seconds: 60, stackedOn: 3 }, 'WI100', 'stackedOn', /3 scope-down policies/],
    ['an empty policy', { can: [] }, 'WI100', 'can', /allows nothing/],
    ['a wildcard without a reason', { can: [allow('dynamodb:GetItem').on(loose('*'))] }, 'WI111', 'can.0.resources', /wildcard/],
    ['a value that is not given', { can: [allow('dynamodb:GetItem').on('⟨tickets:dynamodb-table-arn⟩')] }, 'WI108', 'values', /not given/],
    [
      'a policy that is too long',
      { can: Array.from({ length: 40 }, (_, index) => allow('dynamodb:GetItem').on(`${TABLE}-${index}`)) },
      'WI171',
      'can',
      /2,048 are allowed/,
    ],
    ['a component that is not there', { can: [one], within: { plan, component: 'crn' } }, 'WI105', 'within.component', /`crn`/],
    [
      'another action',
      { can: [allow('dynamodb:PutItem').on(TABLE)], values, within: { plan, component: 'crm' } },
      'WI175',
      'can',
      /may not do all/,
    ],
    [
      'another table',
      { can: [allow('dynamodb:GetItem').on(`${TABLE}-2`)], values, within: { plan, component: 'crm' } },
      'WI175',
      'can',
      /may not do all/,
    ],
    [
      'what only the task may',
      { can: [allow('s3:GetObject').on('arn:aws:s3:::cases/tenants/acme/a')], values, within: { plan, component: 'crm' } },
      'WI175',
      'can',
      /may not/,
    ],
    [
      'a tenant in the place of the tag',
      { can: [allow('s3:GetObject').on('arn:aws:s3:::cases/tenants/acme/a')], values, within: { plan, component: 'crm-task' } },
      'WI175',
      'can',
      /may not do all/,
    ],
    [
      'a table that is known late',
      { can: [one], within: { plan, component: 'crm' } },
      'WI175',
      'can',
      /may not do all|could not be decided/,
    ],
    ['a capability with a fault', { can: [readTable({ table: loose('tickets') })] }, 'WI109', 'can.0', /readTable/],
  ])('tells %s', (_what, options, code, pointer, what) => {
    const findings = told(options);
    expect(findings.map((finding) => [finding.code, finding.where.pointer])).toEqual([[code, pointer]]);
    expect(findings[0]?.what).toMatch(what);
    expect(findings.flatMap(wordingFaults)).toEqual([]);
  });

  it('tells everything at once', () => {
    expect(
      told({ can: [allow('dynamodb').on(TABLE)], seconds: 0, description: '', stackedOn: 7 })
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['WI100', 'WI100', 'WI112', 'WI120']);
  });
});
