/**
 * Where the oracle departs from AWS's documentation, and how to put the question so that it can answer it all the same.
 *
 * Each entry rewrites a case into one that means the same by the documentation but avoids the departure. A run counts how
 * often the oracle answers the case itself otherwise than its rewriting: an entry that never matters is to be taken out.
 */
import { splitArn } from '../../lib/policy/arn-pattern';
import type { AuthorizationRequest, ContextValue } from '../../lib/policy/request';
import type { AgreementCase } from './generate-case';
import { mapPolicies, mapStatements, type RawPolicies, type RawPolicy, type RawStatement } from './raw-policies';

export interface Settlement {
  readonly id: string;
  readonly oracle: string;
  readonly documented: string;
  /** The page, after `https://docs.aws.amazon.com/`. */
  readonly page: string;
  readonly rewrite: (one: AgreementCase) => AgreementCase;
}

const VARIABLE = /\$\{([^}]*)\}/g;
const NOTHING = 'no-value-at-all';
const NO_ARN = 'arn:aws:none:::none';

const is2012 = (policy: RawPolicy): boolean => policy.Version === '2012-10-17';

type Values = readonly (string | number | boolean)[];
const list = <Item>(value: Item | readonly Item[]): readonly Item[] => (Array.isArray(value) ? value : [value as Item]);

/** Changes every condition line; a line for which `change` gives nothing goes. */
const mapConditions = (
  statement: RawStatement,
  change: (operator: string, key: string, values: Values) => Values | undefined,
): RawStatement => {
  if (statement.Condition === undefined) return statement;
  const block = Object.entries(statement.Condition).flatMap(([operator, keys]) => {
    const lines = Object.entries(keys).flatMap(([key, value]) => {
      const values = change(operator, key, list(value as Values[number]));
      return values === undefined ? [] : [[key, values] as const];
    });
    return lines.length === 0 ? [] : [[operator, Object.fromEntries(lines)] as const];
  });
  const { Condition: _, ...rest } = statement;
  return block.length === 0 ? rest : { ...rest, Condition: Object.fromEntries(block) };
};

const mapResources = (statement: RawStatement, change: (pattern: string) => string): RawStatement => ({
  ...statement,
  ...(statement.Resource === undefined ? {} : { Resource: list(statement.Resource).map(change) }),
  ...(statement.NotResource === undefined ? {} : { NotResource: list(statement.NotResource).map(change) }),
});

const mapText = (values: Values, change: (text: string) => string): Values =>
  values.map((value) => (typeof value === 'string' ? change(value) : value));

const mapContext = (request: AuthorizationRequest, change: (text: string) => string): AuthorizationRequest => ({
  ...request,
  resource: change(request.resource),
  context: Object.fromEntries(
    Object.entries(request.context).map(([key, value]) => [key, typeof value === 'string' ? change(value) : value.map(change)]),
  ),
});

const inPolicies = (one: AgreementCase, change: (statement: RawStatement, policy: RawPolicy) => RawStatement): AgreementCase => ({
  ...one,
  policies: mapPolicies(one.policies, (policy) => mapStatements(policy, change)),
});

const valueIn = ({ context }: AuthorizationRequest, key: string): ContextValue | undefined =>
  Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/** Whether some variable of the text has no value in the request: no default, and no key with a single value. */
function lacksValue(text: string, request: AuthorizationRequest): boolean {
  return [...text.matchAll(VARIABLE)].some(([, inner = '']) => {
    if (inner === '*' || inner === '?' || inner === '$' || inner.includes("'")) return false;
    const value = valueIn(request, inner.trim());
    return value === undefined || (typeof value !== 'string' && value.length !== 1);
  });
}

const fullDate = (text: string): string => {
  if (/^\d{4}$/.test(text)) return `${text}-01-01T00:00:00Z`;
  return /^\d{5,}$/.test(text) ? new Date(Number(text) * 1000).toISOString().replace('.000', '') : text;
};

/** Puts in what variables and defaults stand for, with its wildcards escaped. */
const putIn = (text: string, request: AuthorizationRequest): string =>
  text.replaceAll(VARIABLE, (whole, inner: string) => {
    const [, key, fallback] = /^([^,]+)(?:, '([^']*)')?$/.exec(inner) ?? [];
    const value = key === undefined || key.length === 1 ? undefined : (valueIn(request, key) ?? fallback);
    return typeof value === 'string' ? value.replaceAll(/[*?$]/g, (character) => `\${${character}}`) : whole;
  });

/** Writes an IPv4 address or range as one of IPv6, in a network that no other address of the vocabulary is in. */
function inOneFamily(text: string): string {
  // All IPv6 addresses of the vocabulary are global ones.
  if (text === '::/0') return '2000::/3';
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(text);
  if (match === null) return text;
  const [a = 0, b = 0, c = 0, d = 0] = match.slice(1, 5).map(Number);
  return `fd00:4::${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}/${96 + Number(match[5] ?? 32)}`.replace('/128', '');
}

/** Writes out the parts that a star at the end stands for. */
function padded(pattern: string): string {
  const missing = 6 - pattern.split(':').length;
  return pattern !== '*' && pattern.endsWith('*') && missing > 0 ? pattern + ':*'.repeat(missing) : pattern;
}

/** Says of a statement without ARNs what it says of a request without resource. */
function forNoResource(statement: RawStatement): RawStatement {
  const { Resource, NotResource, ...rest } = statement;
  const patterns = list(NotResource ?? Resource ?? '*');
  const applies = NotResource === undefined ? patterns.includes('*') : !patterns.includes('*');
  const { NotAction: _, ...never } = rest;
  return applies ? { ...rest, Resource: '*' } : { ...never, Action: 'none:Nothing', Resource: '*' };
}

/** Writes a brace that begins no variable as another character, so that nothing is taken for a variable by mistake. */
const hideBraces = (text: string, variables: boolean): string =>
  variables ? text.replaceAll(/(\$\{[^}]*\})|\{/g, (_, variable: string | undefined) => variable ?? '⦃') : text.replaceAll('{', '⦃');

const isRoot = ({ principal }: AuthorizationRequest): boolean => principal.kind === 'aws' && splitArn(principal.arn)[5] === 'root';
const isServiceLinked = ({ principal }: AuthorizationRequest): boolean =>
  principal.kind === 'aws' && (splitArn(principal.arn)[5] ?? '').startsWith('role/aws-service-role/');

const without = (policies: RawPolicies, ...names: readonly (keyof RawPolicies)[]): RawPolicies =>
  Object.fromEntries(Object.entries(policies).filter(([name]) => !names.includes(name as keyof RawPolicies)));

const FULL_ACCESS: RawPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const UG = 'IAM/latest/UserGuide/';

export const SETTLEMENTS: readonly Settlement[] = [
  {
    id: 'variables-of-2008',
    oracle: 'puts values in for `${…}` in documents of version 2008-10-17, and of none',
    documented: 'policy variables exist in version 2012-10-17 only; before it `${…}` is text',
    page: `${UG}reference_policies_elements_version.html`,
    rewrite: (one) => ({
      request: mapContext(one.request, (text) => hideBraces(text, false)),
      policies: mapPolicies(one.policies, (policy) =>
        mapStatements(policy, (statement) =>
          mapResources(
            mapConditions(statement, (_, __, values) => mapText(values, (text) => hideBraces(text, is2012(policy)))),
            (text) => hideBraces(text, is2012(policy)),
          ),
        ),
      ),
    }),
  },
  {
    id: 'variables-without-value',
    oracle: 'lets a statement fail wherever a variable has no value',
    documented: 'a variable without value equals nothing: positive operators fail, negated ones hold, other values of the list still count',
    page: `${UG}reference_policies_variables.html`,
    rewrite: (one) =>
      inPolicies(one, (statement, policy) => {
        if (!is2012(policy)) return statement;
        const blank = (text: string): string => (lacksValue(text, one.request) ? NOTHING : text);
        const kept = mapConditions(statement, (operator, _, values) =>
          mapText(values, (text) => (operator.includes('Arn') && lacksValue(text, one.request) ? NO_ARN : blank(text))),
        );
        return mapResources(kept, (text) => (lacksValue(text, one.request) ? NO_ARN : text));
      }),
  },
  {
    id: 'escapes-without-wildcards',
    oracle: 'leaves `${*}`, `${?}` and `${$}` as they are under operators without wildcards',
    documented: 'the escapes stand for the characters `*`, `?` and `$` wherever variables may stand',
    page: `${UG}reference_policies_variables.html`,
    rewrite: (one) =>
      inPolicies(one, (statement, policy) =>
        !is2012(policy)
          ? statement
          : mapConditions(statement, (operator, _, values) =>
              /String(?:Not)?Equals/.test(operator) ? mapText(values, (text) => text.replaceAll(/\$\{([*?$])\}/g, '$1')) : values,
            ),
      ),
  },
  {
    id: 'variables-in-bare-names',
    oracle: 'takes the colon of a variable in the name of a queue for one of the ARN',
    documented: 'variables may stand anywhere behind the fifth colon',
    page: `${UG}reference_policies_variables.html`,
    rewrite: (one) =>
      inPolicies(one, (statement, policy) =>
        is2012(policy) ? mapResources(statement, (text) => (text.includes(':sqs:') ? putIn(text, one.request) : text)) : statement,
      ),
  },
  {
    id: 'address-families',
    oracle: 'takes a prefix length of 0 for no address, and lets `NotIpAddress` fail where range and address are of different families',
    documented: '`/0` is every address of its family (RFC 4632); an address of the other family lies in no range, so `NotIpAddress` holds',
    page: `${UG}reference_policies_elements_condition_operators.html#Conditions_IPAddress`,
    rewrite: ({ request, policies }) => ({
      request: {
        ...request,
        context: Object.fromEntries(
          Object.entries(request.context).map(([key, value]) => [
            key,
            typeof value === 'string' ? inOneFamily(value) : value.map(inOneFamily),
          ]),
        ),
      },
      policies: mapPolicies(policies, (policy) =>
        mapStatements(policy, (statement) =>
          mapConditions(statement, (operator, _, values) => (operator.includes('IpAddress') ? mapText(values, inOneFamily) : values)),
        ),
      ),
    }),
  },
  {
    id: 'epoch-seconds',
    oracle: 'takes a number under a date operator for milliseconds, a year alone too',
    documented: 'epoch (UNIX) time is in seconds; a year alone is a date of the W3C profile of ISO 8601',
    page: `${UG}reference_policies_elements_condition_operators.html#Conditions_Date`,
    rewrite: (one) =>
      inPolicies(one, (statement) =>
        mapConditions(statement, (operator, _, values) => (operator.includes('Date') ? mapText(values, fullDate) : values)),
      ),
  },
  {
    id: 'any-value-if-exists',
    oracle: 'lets `ForAnyValue:…IfExists` fail on an absent key',
    documented: 'with `IfExists`, a condition on a key that is not present is true',
    page: `${UG}reference_policies_elements_condition_operators.html#Conditions_IfExists`,
    rewrite: (one) =>
      inPolicies(one, (statement) =>
        mapConditions(statement, (operator, key, values) => {
          const found = valueIn(one.request, key);
          const absent = found === undefined || (typeof found !== 'string' && found.length === 0);
          return absent && /^ForAnyValue:.*IfExists$/.test(operator) ? undefined : values;
        }),
      ),
  },
  {
    id: 'requests-without-resource',
    oracle: 'lets any ARN pattern match a request whose resource is `*`',
    documented: 'actions without resource types need `*` in the Resource element',
    page: 'service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    rewrite: (one) => (one.request.resource === '*' ? inPolicies(one, forNoResource) : one),
  },
  {
    id: 'short-patterns',
    oracle: 'lets a pattern with fewer than six parts match nothing in resource control policies',
    documented: 'a star at the end of a resource pattern reaches over all further colons',
    page: `${UG}reference_policies_elements_resource.html`,
    rewrite: (one) => inPolicies(one, (statement) => mapResources(statement, padded)),
  },
  {
    id: 'root-user',
    oracle: 'asks for an identity policy of the root user',
    documented: 'the root user has all permissions in its account, within organisation and resource policies',
    page: `${UG}reference_policies_evaluation-logic_policy-eval-basics-single-account.html`,
    rewrite: (one) => (isRoot(one.request) ? { ...one, policies: { ...without(one.policies, 'boundary'), identity: [FULL_ACCESS] } } : one),
  },
  {
    id: 'service-linked-roles',
    oracle: 'applies organisation policies to service-linked roles',
    documented: 'service control policies and resource control policies do not affect service-linked roles',
    page: 'organizations/latest/userguide/orgs_manage_policies_scps.html',
    rewrite: (one) => (isServiceLinked(one.request) ? { ...one, policies: without(one.policies, 'scps', 'rcps') } : one),
  },
  {
    id: 'not-principal-account',
    oracle: 'spares every caller of an account that `NotPrincipal` lists',
    documented: 'with the account and one user listed, all other users of the account are denied',
    page: `${UG}reference_policies_elements_notprincipal.html`,
    rewrite: (one) =>
      inPolicies(one, (statement) => {
        const listed = (statement.NotPrincipal as { AWS?: string | readonly string[] } | undefined)?.AWS;
        if (listed === undefined || isRoot(one.request) || one.request.principal.kind !== 'aws') return statement;
        const { arn } = one.request.principal;
        return list(listed).includes(arn) ? statement : { ...statement, NotPrincipal: { AWS: 'arn:aws:iam::777788889999:user/nobody' } };
      }),
  },
];

/** The case as the oracle is asked it: rewritten by every settlement. */
export const settle = (one: AgreementCase): AgreementCase => SETTLEMENTS.reduce((current, { rewrite }) => rewrite(current), one);
