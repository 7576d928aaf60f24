/** What the random cases reach: how often each feature occurs, and how often it decides. */
import type { Condition, PolicyDocument } from '../../lib/policy/document';
import type { PolicySet } from '../../lib/policy/policy-set';
import type { AuthorizationRequest } from '../../lib/policy/request';
import { documentsOf, type Engine, replaceDocument } from './engine';

/** Counts by name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  addAll(other: Tally): void {
    for (const [name, count] of other.#counts) this.#counts.set(name, this.of(name) + count);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  entries(): readonly (readonly [name: string, count: number])[] {
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

/** A condition that every request meets, or none. */
const constant = (holds: boolean, like: Condition): Condition => ({
  operator: 'Null',
  ifExists: false,
  key: 'agreement:NeverPresent',
  values: [String(holds)],
  pointer: like.pointer,
});

/**
 * Counts the conditions that decide: with the opposite answer in its place the decision is another one.
 *
 * Whether a condition holds is not asked of the engine by itself: of the two constants one changes nothing, so at most one changes
 * the decision.
 */
export function countDeciding(tally: Tally, engine: Engine, request: AuthorizationRequest, policies: PolicySet, decision: string): void {
  for (const document of documentsOf(policies)) {
    for (const [index, statement] of document.statements.entries()) {
      for (const condition of statement.conditions) {
        const flips = [true, false].some((holds) => {
          const conditions = statement.conditions.map((other) => (other === condition ? constant(holds, condition) : other));
          const statements = document.statements.with(index, { ...statement, conditions });
          return engine.authorize(request, replaceDocument(policies, document, { ...document, statements })).decision !== decision;
        });
        if (flips) for (const feature of featuresOfCondition(condition)) tally.add(feature);
      }
    }
  }
}
