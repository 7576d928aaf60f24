/** What the random cases reach: how often each feature occurs, and how often it decides. */
import type { Condition, PolicyDocument } from '../../lib/policy/document';
import type { PolicySet } from '../../lib/policy/policy-set';
import type { AuthorizationRequest } from '../../lib/policy/request';
import { documentsOf, type Engine, replaceDocument } from './engine';

/** What a tally counted, by name. */
export type Counts = readonly (readonly [name: string, count: number])[];

/** Counts by name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  addAll(counts: Counts): void {
    for (const [name, count] of counts) this.#counts.set(name, this.of(name) + count);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  entries(): Counts {
    return [...this.#counts].sort(([a], [b]) => a.localeCompare(b));
  }
}

const featuresOfCondition = ({ operator, qualifier, ifExists }: Condition): readonly string[] => [
  `operator ${operator}`,
  ...(qualifier === undefined ? [] : [`qualifier ${qualifier}`]),
  ...(ifExists ? ['suffix IfExists'] : []),
];

function featuresOfDocument({ type, version, statements }: PolicyDocument): readonly string[] {
  const features = [`document ${type}`, `version ${version}`];
  for (const { effect, principal, action, resource, conditions } of statements) {
    features.push(`effect ${effect}`);
    if (action.negated) features.push('element NotAction');
    if (resource?.negated) features.push('element NotResource');
    if (principal?.negated) features.push('element NotPrincipal');
    for (const { kind } of principal?.principals ?? []) features.push(`principal ${kind}`);
    const texts = [...(resource?.patterns ?? []), ...conditions.flatMap(({ values }) => values)];
    if (version === '2012-10-17') {
      if (texts.some((text) => /\$\{[^}*?$]+:/.test(text))) features.push('variable');
      if (texts.some((text) => /\$\{[^}]*,/.test(text))) features.push('variable with default');
      if (texts.some((text) => /\$\{[*?$]\}/.test(text))) features.push('variable escape');
    }
    for (const condition of conditions) features.push(...featuresOfCondition(condition));
  }
  return features;
}

/** Counts what a case holds. */
export function countFeatures(tally: Tally, { principal, resource, resourceAccount }: AuthorizationRequest, policies: PolicySet): void {
  const documents = documentsOf(policies);
  const layers = Object.keys(policies).sort().join(' + ');
  for (const feature of new Set([...documents.flatMap(featuresOfDocument), `caller ${principal.kind}`, `composition ${layers}`]))
    tally.add(feature);
  if (principal.kind === 'aws') {
    const owner = resourceAccount ?? (resource.split(':')[4] || principal.account);
    tally.add(owner === principal.account ? 'accounts same' : 'accounts two');
  }
}

const COMPLEMENTS: ReadonlyMap<string, string> = new Map(
  [
    ['StringEquals', 'StringNotEquals'],
    ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
    ['StringLike', 'StringNotLike'],
    ['ArnEquals', 'ArnNotEquals'],
    ['ArnLike', 'ArnNotLike'],
    ['IpAddress', 'NotIpAddress'],
    ...['Numeric', 'Date'].flatMap((family) => [
      [`${family}Equals`, `${family}NotEquals`],
      [`${family}LessThan`, `${family}GreaterThanEquals`],
      [`${family}GreaterThan`, `${family}LessThanEquals`],
    ]),
  ].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
);

const inverted = (value: string): string => (value.toLowerCase() === 'true' ? 'false' : 'true');

/** Bytes that no case holds, so that a comparison with them fails. */
const OTHER_BYTES = 'b3RoZXIgYnl0ZXM=';

/** The condition with its operator turned into its opposite. `BinaryEquals` has none: it is made to hold, or to fail, on the values at hand. */
function operatorFlips(condition: Condition, given: readonly string[]): readonly Condition[] {
  const complement = COMPLEMENTS.get(condition.operator);
  if (complement !== undefined) return [{ ...condition, operator: complement }];
  if (condition.operator === 'BinaryEquals')
    return given.length === 0 ? [] : [given, [OTHER_BYTES]].map((values) => ({ ...condition, values }));
  return [{ ...condition, values: condition.values.map(inverted) }];
}

/** Each way to flip one part of a condition, with the part's name. */
function flipsOf(condition: Condition, given: readonly string[]): readonly (readonly [part: string, flipped: Condition])[] {
  const { operator, qualifier, ifExists } = condition;
  const operators = operatorFlips(condition, given).map((flipped) => [`operator ${operator}`, flipped] as const);
  const counterpart = qualifier === 'ForAllValues' ? 'ForAnyValue' : 'ForAllValues';
  return [
    ...operators,
    ...(qualifier === undefined ? [] : [[`qualifier ${qualifier}`, { ...condition, qualifier: counterpart }] as const]),
    ...(ifExists ? [['suffix IfExists', { ...condition, ifExists: false }] as const] : []),
  ];
}

/**
 * Counts what decides: an operator whose opposite, a set qualifier whose counterpart, or an `IfExists` whose absence in one condition
 * changes the decision. A case counts once for each.
 */
export function countDeciding(tally: Tally, engine: Engine, request: AuthorizationRequest, policies: PolicySet, decision: string): void {
  const deciding = new Set<string>();
  const given = (key: string): readonly string[] => {
    const found = Object.entries(request.context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1] ?? [];
    return typeof found === 'string' ? [found] : found;
  };
  for (const document of documentsOf(policies)) {
    for (const [index, statement] of document.statements.entries()) {
      for (const condition of statement.conditions) {
        for (const [part, flipped] of flipsOf(condition, given(condition.key))) {
          if (deciding.has(part)) continue;
          const conditions = statement.conditions.map((other) => (other === condition ? flipped : other));
          const statements = document.statements.with(index, { ...statement, conditions });
          const changed = engine.authorize(request, replaceDocument(policies, document, { ...document, statements })).decision;
          if (changed !== decision) deciding.add(part);
        }
      }
    }
  }
  tally.add('cases looked at');
  for (const part of deciding) tally.add(part);
}
