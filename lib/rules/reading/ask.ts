/** The question that rules ask of the engine. */
import type { PolicyDocument } from '../../policy/document';
import { Decision } from '../../policy/prove/decide';
import { type Formula, not, or } from '../../policy/prove/formula';
import type { ProveOptions } from '../../policy/prove/options';
import { REFERENCE_VOCABULARY } from '../../policy/prove/reference-vocabulary';
import { StatementCompiler } from '../../policy/prove/statement-formula';
import type { AuthorizationRequest } from '../../policy/request';
import type { Verdict } from '../../policy/verdict';

export interface Question extends ProveOptions {
  /** The requests that the question is about: those that it allows and does not deny. */
  readonly scope: PolicyDocument;
  /** Layers that all have to permit the request; within a layer one document's Allow is enough, and no Deny may apply. */
  readonly permitted: readonly (readonly PolicyDocument[])[];
  /** Where such requests are to stay. Absent: there are to be none. */
  readonly within?: PolicyDocument;
  /** Whether callers are roles and users of accounts only. Default: anybody. */
  readonly held?: boolean;
}

/** Whether the action was made up to fit a wildcard, so that a real one would say more. */
const isMadeUp = ({ action }: AuthorizationRequest, { scope, permitted }: Question): boolean => {
  const wanted = action.toLowerCase();
  return ![scope, ...permitted.flat()].some(({ statements }) =>
    statements.some(
      (statement) => !statement.action.negated && statement.action.patterns.some((pattern) => pattern.toLowerCase() === wanted),
    ),
  );
};

function answer({ scope, permitted, within, held = false, ...options }: Question): Verdict<AuthorizationRequest> {
  const decision = new Decision(options, held);
  const compiler = new StatementCompiler(decision.table);
  const layers = permitted.map((documents) => documents.map((document) => compiler.document(document)));
  const bound = within === undefined ? undefined : compiler.document(within);
  const asked = compiler.document(scope);
  const chosen: readonly Formula[] = [asked.allows, ...layers.map((layer) => or(...layer.map(({ allows }) => allows)))];
  const hindering: readonly Formula[] = [
    not(asked.denies),
    ...layers.flat().map(({ denies }) => not(denies)),
    ...(bound === undefined ? [] : [or(bound.denies, not(bound.allows))]),
  ];
  return decision.noRequest(chosen, hindering);
}

/**
 * Whether every request of the scope that all layers permit stays within bounds.
 *
 * Refuted with a request of the scope that they permit and that does not; where a wildcard leaves the choice, with an action that exists. Whether the
 * reference data know one is asked only then, so that sound templates never load it.
 */
export function ask(question: Question): Verdict<AuthorizationRequest> {
  const verdict = answer(question);
  if (verdict.verdict !== 'refuted' || question.vocabulary !== undefined || !isMadeUp(verdict.witness, question)) return verdict;
  const real = answer({ ...question, vocabulary: REFERENCE_VOCABULARY });
  return real.verdict === 'refuted' ? real : verdict;
}

/** What an answer is left open by, to be told after "depends on". */
export const reasonsOf = ({ reasons }: { readonly reasons: readonly string[] }): string => reasons.join(', ').replace(/^depends on /, '');
