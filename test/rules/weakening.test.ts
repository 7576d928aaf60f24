/** Whatever weakens a sound trust policy is found: each change below is one that a reviewer must not miss. */
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { RULES, runRules } from '../../lib/rules';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Statement = { readonly [key: string]: Json };

const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Weaker forms of a statement of a trust policy, each with what was done. */
function weakenings(statement: Statement): readonly (readonly [string, Statement])[] {
  const { Condition, ...rest } = statement;
  const lines = isRecord(Condition)
    ? Object.entries(Condition).flatMap(([operator, keys]) =>
        isRecord(keys) ? Object.entries(keys).map(([key, value]) => ({ operator, key, value })) : [],
      )
    : [];
  const rebuilt = (changed: readonly { readonly operator: string; readonly key: string; readonly value: Json }[]): Statement => {
    const conditions: Record<string, Record<string, Json>> = {};
    for (const { operator, key, value } of changed) conditions[operator] = { ...conditions[operator], [key]: value };
    return changed.length === 0 ? rest : { ...rest, Condition: conditions };
  };
  const each = (what: string, change: (line: (typeof lines)[number]) => (typeof lines)[number] | undefined) =>
    lines.map(
      (line) =>
        [`${what} ${line.operator} ${line.key}`, rebuilt(lines.flatMap((one) => (one === line ? (change(line) ?? []) : [one])))] as const,
    );
  return [
    ...each('without', () => undefined),
    ...each('any value under', (line) => ({ ...line, operator: line.operator.replace(/Equals$/, 'Like'), value: '*' })),
    ...each('optional', (line) => ({ ...line, operator: `${line.operator}IfExists` })),
    ...each('the opposite of', (line) => ({ ...line, operator: line.operator.replace(/(String|Arn)/, '$1Not') })),
    ['open to everybody', { ...rest, Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    ['open to another account', { ...rest, Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'sts:AssumeRole' }],
    [
      'open to the whole account',
      { ...rest, Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, Action: 'sts:AssumeRole' },
    ],
    ['open to every call', { ...statement, Action: 'sts:*' }],
    [
      'open to every call but one',
      { ...Object.fromEntries(Object.entries(statement).filter(([name]) => name !== 'Action')), NotAction: 'sts:GetFederationToken' },
    ],
    [
      'open to all but one',
      {
        ...Object.fromEntries(Object.entries(statement).filter(([name]) => name !== 'Principal')),
        NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' },
      },
    ],
  ];
}

/** Every rule on trust has sound trust policies among its examples. */
const GUARDED = /^trust\//;

/** Changes after which the policy is as strong as before, with the reason. */
const HARMLESS: readonly (readonly [RegExp, string])[] = [
  [/^(?!a session policy without tags).*aws:SourceAccount$/, 'the ARN of the source names the account already'],
  [/optional Arn(?:Equals|Like) aws:PrincipalArn$/, 'every AWS principal has the key'],
  [
    /^(?!a pattern beside|a repository by its id).*(?<!optional StringEquals \S*):repository_id$/,
    'the subject names the repository, with its ids too',
  ],
  [/(?:without|any value under) StringEquals \S*:environment$/, 'the subject names the job'],
  [/(?:without|any value under) StringNotEquals \S*:actor$/, 'the subject names the job'],
  [
    /^(?:an environment and|claims that|a pattern beside|one workflow from).*the opposite of String(?:Equals|Like) \S*:sub$/,
    'the id pins the repository, and the ref the branch',
  ],
  [/(?:without|any value under) \S+ \S*:job_workflow_ref$/, 'the subject names the ref of the job, whose code chooses the workflow'],
  [/^claims that.*(?:without|any value under|the opposite of) \S+ \S*:ref$/, 'the subject names the ref'],
  [/optional StringLike sts:SourceIdentity$/, 'who sets a source identity has one'],
  [/optional ForAllValues:StringEquals aws:TagKeys$/, 'the qualifier holds without tags already'],
  [/the opposite of ForAnyValue:StringLike \S*:amr$/, 'a role for guests alone says so'],
];

const cases = RULES.filter(({ name }) => GUARDED.test(name)).flatMap(({ examples }) =>
  examples.good.flatMap(({ title, cloudformation }) =>
    Object.entries(cloudformation).flatMap(([id, resource]) => {
      const properties = resource.Properties;
      if (resource.Type !== 'AWS::IAM::Role' || !isRecord(properties) || !isRecord(properties.AssumeRolePolicyDocument)) return [];
      const trust = properties.AssumeRolePolicyDocument;
      const [statement] = Array.isArray(trust.Statement) ? (trust.Statement as readonly Statement[]) : [];
      if (statement === undefined) return [];
      return weakenings(statement).map(([what, weaker]) => {
        const changed = { ...resource, Properties: { ...properties, AssumeRolePolicyDocument: { ...trust, Statement: [weaker] } } };
        return { title: `${title}: ${what}`, template: { Resources: { ...cloudformation, [id]: changed } } };
      });
    }),
  ),
);

const isHarmless = (title: string): boolean => HARMLESS.some(([pattern]) => pattern.test(title));

const trustFindings = (template: object) =>
  runRules({ rules: RULES }, { graph: fromCloudFormation(template), plans: [] }).findings.filter(({ rule }) => rule.startsWith('trust/'));

describe('a sound trust policy', () => {
  it('is weakened here in many ways', () => {
    expect(cases.length).toBeGreaterThan(30);
  });

  it.each(cases.filter(({ title }) => !isHarmless(title)).map(({ title, template }) => [title, template] as const))(
    '%s: is refuted',
    (_title, template) => {
      expect(trustFindings(template).filter(({ verdict }) => verdict === 'refuted')).not.toEqual([]);
    },
  );

  it.each(cases.filter(({ title }) => isHarmless(title)).map(({ title, template }) => [title, template] as const))(
    '%s: changes nothing',
    (_title, template) => {
      expect(trustFindings(template)).toEqual([]);
    },
  );
});
