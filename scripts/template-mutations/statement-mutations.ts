/** Ways to change one statement of a policy. Whether a change weakens the policy is for the prover to say, not for this list. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type StatementJson = { readonly [key: string]: Json };

export interface StatementMutation {
  readonly what: string;
  /** The statement instead; undefined where it is left out. */
  readonly statement: StatementJson | undefined;
}

export const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listed = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as Json[]) : [value as Json];

interface Line {
  readonly operator: string;
  readonly key: string;
  readonly value: Json;
}

const linesOf = (condition: Json | undefined): readonly Line[] =>
  isRecord(condition)
    ? Object.entries(condition).flatMap(([operator, keys]) =>
        isRecord(keys) ? Object.entries(keys).map(([key, value]) => ({ operator, key, value })) : [],
      )
    : [];

function withLines({ Condition: _, ...rest }: StatementJson, lines: readonly Line[]): StatementJson {
  if (lines.length === 0) return rest;
  const condition: Record<string, Record<string, Json>> = {};
  for (const { operator, key, value } of lines) condition[operator] = { ...condition[operator], [key]: value };
  return { ...rest, Condition: condition };
}

/** The first half of a text and a star: a prefix that others may have too. */
const prefixOf = (value: Json): Json => (typeof value === 'string' ? `${value.slice(0, Math.ceil(value.length / 2))}*` : value);

const OPPOSITES: readonly (readonly [RegExp, string])[] = [
  [/StringNot/, 'String'],
  [/ArnNot/, 'Arn'],
  [/NotIp/, 'Ip'],
  [/String(?!Not)/, 'StringNot'],
  [/Arn(?!Not)/, 'ArnNot'],
  [/^(.*)IpAddress/, '$1NotIpAddress'],
];

function oppositeOf(operator: string): string | undefined {
  const [pattern, replacement] = OPPOSITES.find(([from]) => from.test(operator)) ?? [];
  return pattern === undefined ? undefined : operator.replace(pattern, replacement ?? '');
}

/** The changes of each line of the statement's condition. */
function conditionMutations(statement: StatementJson): readonly StatementMutation[] {
  const lines = linesOf(statement.Condition);
  return lines.flatMap((line) => {
    const changed = (what: string, instead: readonly Line[]): StatementMutation => ({
      what: `${what} ${line.operator} ${line.key}`,
      statement: withLines(
        statement,
        lines.flatMap((one) => (one === line ? instead : [one])),
      ),
    });
    const { operator, value } = line;
    const like = operator.replace(/Equals(?!IgnoreCase)/, 'Like');
    const opposite = oppositeOf(operator);
    return [
      changed('without', []),
      ...(operator.endsWith('IfExists') || operator === 'Null'
        ? []
        : [changed('if exists', [{ ...line, operator: `${operator}IfExists` }])]),
      ...(opposite === undefined ? [] : [changed('the opposite of', [{ ...line, operator: opposite }])]),
      ...(like === operator && !operator.includes('Like')
        ? []
        : [
            changed('anything under', [{ ...line, operator: like, value: '*' }]),
            changed('a prefix under', [{ ...line, operator: like, value: listed(value).map(prefixOf) }]),
          ]),
    ];
  });
}

const PRINCIPALS: readonly (readonly [string, Json])[] = [
  ['everybody', '*'],
  ['another account', { AWS: 'arn:aws:iam::999988887777:root' }],
  ['a role of another account', { AWS: 'arn:aws:iam::999988887777:role/somebody' }],
  ['another service', { Service: 'ec2.amazonaws.com' }],
];

const principalMutations = (statement: StatementJson): readonly StatementMutation[] =>
  statement.Principal === undefined
    ? []
    : PRINCIPALS.flatMap(([who, principal]) => [
        { what: `for ${who} instead`, statement: { ...statement, Principal: principal } },
        {
          what: `for ${who} instead, by sts:AssumeRole, without conditions`,
          statement: { ...withLines(statement, []), Principal: principal, Action: 'sts:AssumeRole' },
        },
      ]);

function actionMutations(statement: StatementJson): readonly StatementMutation[] {
  const actions = listed(statement.Action).filter((action): action is string => typeof action === 'string');
  const [first] = actions;
  if (first === undefined) return [];
  const service = first.slice(0, first.indexOf(':'));
  return [
    ...(service === '' ? [] : [{ what: `with ${service}:*`, statement: { ...statement, Action: `${service}:*` } }]),
    { what: 'with every action', statement: { ...statement, Action: '*' } },
    { what: 'with iam:PassRole besides', statement: { ...statement, Action: [...actions, 'iam:PassRole'] } },
    { what: 'with one action fewer', statement: actions.length < 2 ? undefined : { ...statement, Action: actions.slice(1) } },
    {
      what: 'with all other actions instead',
      statement: { ...Object.fromEntries(Object.entries(statement).filter(([name]) => name !== 'Action')), NotAction: actions },
    },
  ];
}

function resourceMutations(statement: StatementJson): readonly StatementMutation[] {
  const resources = listed(statement.Resource);
  if (resources.length === 0) return [];
  return [
    { what: 'on everything', statement: { ...statement, Resource: '*' } },
    { what: 'on a bucket besides', statement: { ...statement, Resource: [...resources, 'arn:aws:s3:::somebody-elses/*'] } },
    { what: 'on a role besides', statement: { ...statement, Resource: [...resources, 'arn:aws:iam::111122223333:role/somebody'] } },
  ];
}

/** Every change of one statement. */
export const statementMutations = (statement: StatementJson): readonly StatementMutation[] => [
  { what: 'left out', statement: undefined },
  ...conditionMutations(statement),
  ...principalMutations(statement),
  ...actionMutations(statement),
  ...resourceMutations(statement),
];
