/** Evaluation of one line of a condition block (IAM User Guide, reference_policies_elements_condition and its set operators). */
import { failingAt, type StatementAnswer } from './authorize-answer';
import { type ContextKey, contextKey, type Lookup, type RequestContext } from './authorize-context';
import { foldText, matchArnText, matchText } from './authorize-holes';
import { fillVariables, type PreparedPattern, PreparedPatterns } from './authorize-prepared';
import { allOf, anyOf, not, type Truth, truthOf } from './authorize-truth';
import type { Condition, LanguageVersion, SetQualifier } from './document';
import { OPERATORS, type Operator, type ValueTest } from './operators';
import { type Pattern, parsePattern } from './pattern';
import { hasHole } from './text';

/** A condition with all that its evaluation looks at in one place. */
export interface CompiledCondition extends ContextKey {
  readonly operator: Operator;
  readonly qualifier: SetQualifier | undefined;
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly isNull: boolean;
  /** What a statement answers that fails at this condition. */
  readonly failure: StatementAnswer;
  readonly values: PreparedPatterns<ValueTest>;
}

/** @throws {TypeError} where the document was not made by `parsePolicy` and names an operator that does not exist */
export function compileCondition(condition: Condition, version: LanguageVersion): CompiledCondition {
  const operator = OPERATORS.get(condition.operator);
  if (operator === undefined) throw new TypeError(`\`${condition.operator}\` is no condition operator`);
  const syntax = { wildcards: operator.wildcards, variables: operator.variables && version === '2012-10-17' };
  const values = new PreparedPatterns(condition.values, (value) => parsePattern(value, syntax), operator.prepare);
  const { qualifier, ifExists } = condition;
  const { negated, family } = operator;
  const failure = failingAt(condition);
  return { ...contextKey(condition.key), operator, qualifier, ifExists, negated, isNull: family === 'null', failure, values };
}

function compareOpen(operator: Operator, pattern: Pattern, value: string): Truth {
  if (operator.family === 'arn') return matchArnText(pattern, value, false);
  if (operator.positive === 'StringEqualsIgnoreCase') {
    const folded = pattern.map((part) => (part.kind === 'text' ? { ...part, text: part.text.toLowerCase() } : part));
    return matchText(folded, foldText(value));
  }
  return operator.family === 'string' ? matchText(pattern, value) : 'unknown';
}

function compare({ operator }: CompiledCondition, prepared: PreparedPattern<ValueTest>, value: string, context: RequestContext): Truth {
  const test = prepared.ready(context);
  const holed = hasHole(value);
  if (test !== undefined && !holed) return truthOf(test(value));
  const filled = fillVariables(prepared.pattern, context);
  if (filled === 'none') return 'no';
  return filled === 'unknown' ? 'unknown' : compareOpen(operator, filled, value);
}

/** A set of values that is empty, or holds nothing but the empty string, is no value to the set operators. */
const isNullSet = (values: readonly string[]): boolean => values.every((value) => value === '');

/**
 * `Null` asks about presence. With a set operator, which AWS does not document, the answer stands only where both readings agree:
 * the set operator has no meaning, or it quantifies over no values at all.
 */
function evaluateNull(compiled: CompiledCondition, found: Lookup, context: RequestContext): Truth {
  if (found === 'unknown') return 'unknown';
  const { qualifier } = compiled;
  const absent = found === 'absent';
  const plain = anyOf(compiled.values.each, (value): Truth => {
    const test = value.ready(context);
    return test === undefined ? 'unknown' : truthOf(test(String(absent)));
  });
  if (!absent || qualifier === undefined) return plain;
  return plain === truthOf(qualifier === 'ForAllValues') ? plain : 'unknown';
}

/** Whether the condition holds for the request. `unknown` too where AWS does not say: several values without a set operator. */
export function evaluateCondition(compiled: CompiledCondition, context: RequestContext): Truth {
  const found = context.lookUp(compiled);
  if (compiled.isNull) return evaluateNull(compiled, found, context);
  if (found === 'unknown') return 'unknown';
  const { qualifier } = compiled;
  if (found === 'absent') {
    if (compiled.ifExists) return 'yes';
    return truthOf(qualifier === undefined ? compiled.negated : qualifier === 'ForAllValues');
  }
  if (qualifier === undefined) {
    const [only] = found;
    return found.length === 1 && only !== undefined ? holdsFor(compiled, only, context) : 'unknown';
  }
  if (isNullSet(found)) return truthOf(qualifier === 'ForAllValues');
  const holds = (value: string): Truth => holdsFor(compiled, value, context);
  return qualifier === 'ForAllValues' ? allOf(found, holds) : anyOf(found, holds);
}

/** Whether the condition holds for one value of the request. */
function holdsFor(compiled: CompiledCondition, value: string, context: RequestContext): Truth {
  const { values, negated } = compiled;
  if (values.closed !== undefined && !hasHole(value)) {
    for (const test of values.closed) if (test(value)) return truthOf(!negated);
    return truthOf(negated);
  }
  const matched = anyOf(values.each, (candidate) => compare(compiled, candidate, value, context));
  return negated ? not(matched) : matched;
}

/** What leaves the answer to a condition open: texts with holes in them, or a sentence. */
export function openCause(
  condition: Condition,
  context: RequestContext,
): { readonly texts: readonly string[]; readonly sentence?: string } {
  const found = context.lookUp(contextKey(condition.key));
  const values = typeof found === 'string' ? [] : found;
  const texts = [condition.key, ...condition.values, ...values];
  const { key, operator, qualifier } = condition;
  if (operator === 'Null' && qualifier !== undefined) {
    return { texts: [], sentence: `AWS does not define \`${qualifier}:Null\` on the absent key \`${key}\`` };
  }
  if (values.length < 2 || qualifier !== undefined) return { texts };
  return { texts: [], sentence: `\`${key}\` has several values, and AWS does not define \`${operator}\` on them without a set operator` };
}
