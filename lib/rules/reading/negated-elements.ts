/** Allow statements that say what they leave out, not what they permit. */
import type { GraphDocument, GraphHolder, GraphResourcePolicy, IdentityGraph } from '../../graph/identity-graph';
import { actionInfo } from '../../policy/data/action-info';
import { resourceFits } from '../../policy/data/resource-fits';
import type { PolicyDocument, Statement } from '../../policy/document';
import { fillWithExamples } from '../../policy/prove/example-value';
import { REFERENCE_VOCABULARY } from '../../policy/prove/reference-vocabulary';
import type { AuthorizationRequest } from '../../policy/request';
import type { Verdict } from '../../policy/verdict';
import { GRAVE_ACTIONS } from './administration';
import { allowsAsWritten } from './as-written';
import { ask } from './ask';
import { allowing, documentOf } from './build';
import { givenBy } from './effect';
import { firstGiven } from './first-given';
import { type HeldStatement, heldBy, isOfGroup } from './held-statements';
import type { KnownAction } from './known-actions';
import type { Permissions } from './permissions';
import { holderName, within } from './places';
import { readPolicy } from './read-policy';
import { showAction } from './show-request';

export type NegatedElement = 'NotAction' | 'NotResource';

/** An Allow statement with such an element, and what there is to say of it. */
export interface Negation {
  readonly document: GraphDocument;
  readonly pointer: string;
  /** Who carries it; undefined for the policy of a resource. */
  readonly holder?: GraphHolder;
  readonly resourceArn?: string;
  /** `nothing`: it permits nothing, whatever else is there. `written`: IAM would not accept the document, so that nothing can be proved of it. */
  readonly effect: 'permits' | 'nothing' | 'written' | 'open';
  readonly statement?: Statement;
  readonly witness?: AuthorizationRequest;
}

const hasElement = ({ effect, action, resource }: Statement, element: NegatedElement): boolean =>
  effect === 'Allow' && (element === 'NotAction' ? action.negated : resource?.negated === true);

const graveOn = ({ resource }: Statement): readonly KnownAction[] =>
  GRAVE_ACTIONS.flatMap((action) => {
    const info = actionInfo(action);
    if (info.status !== 'known') return [];
    const fits = resource === undefined || resource.negated || resource.patterns.some((pattern) => resourceFits(action, pattern) !== 'no');
    return fits ? [info] : [];
  });

const ANYTHING = { actions: ['*'] };

/** Nothing where the statement permits something by itself that a Deny or boundary takes back whole. */
function effectOf(one: HeldStatement, permissions: Permissions): Pick<Negation, 'effect' | 'witness'> | undefined {
  const witness = firstGiven(one, permissions, graveOn(one.statement));
  if (witness !== undefined) return { effect: 'permits', witness };
  const verdict = givenBy(one, permissions, ANYTHING, { vocabulary: REFERENCE_VOCABULARY });
  if (verdict.verdict === 'refuted') return { effect: 'permits', witness: verdict.witness };
  if (verdict.verdict === 'undecided') return { effect: 'open' };
  const alone = givenBy(one, { identity: [] }, ANYTHING);
  return alone.verdict === 'proved' ? { effect: 'nothing' } : undefined;
}

const asWritten = (document: GraphDocument, element: NegatedElement): readonly Pick<Negation, 'document' | 'pointer' | 'effect'>[] =>
  allowsAsWritten(document).flatMap(({ written, pointer }) =>
    Object.hasOwn(written, element) ? [{ document, pointer, effect: 'written' as const }] : [],
  );

function ofHolder(holder: GraphHolder, element: NegatedElement, graph: IdentityGraph): readonly Negation[] {
  const held = heldBy(holder);
  if (held === undefined) {
    return holder.policies.flatMap(({ document }) =>
      readPolicy(document, 'identity').ok ? [] : asWritten(document, element).map((one) => ({ ...one, holder })),
    );
  }
  return held.statements.flatMap((one) => {
    if (!hasElement(one.statement, element) || isOfGroup(one, holder, graph)) return [];
    const effect = effectOf(one, held.permissions);
    const { statement, document } = one;
    return effect === undefined ? [] : [{ document, pointer: statement.pointer, holder, statement, ...effect }];
  });
}

const allowedBy = (policy: PolicyDocument, statement: Statement): Verdict<AuthorizationRequest> =>
  ask({
    scope: documentOf(allowing({})),
    permitted: [[{ ...policy, statements: [statement, ...policy.statements.filter(({ effect }) => effect === 'Deny')] }]],
    vocabulary: REFERENCE_VOCABULARY,
  });

function ofResource({ document, resourceArn }: GraphResourcePolicy, element: NegatedElement): readonly Negation[] {
  const parsed = readPolicy(document, 'resource');
  if (!parsed.ok) return asWritten(document, element).map((one) => ({ ...one, resourceArn }));
  return parsed.document.statements.flatMap((statement): readonly Negation[] => {
    if (!hasElement(statement, element)) return [];
    const verdict = allowedBy(parsed.document, statement);
    if (verdict.verdict === 'proved') return [];
    const effect =
      verdict.verdict === 'refuted' ? ({ effect: 'permits', witness: verdict.witness } as const) : ({ effect: 'open' } as const);
    return [{ document, pointer: statement.pointer, resourceArn, statement, ...effect }];
  });
}

/** Every such statement of a graph that is in force or void; not those that a Deny or a boundary takes back whole. */
export const negationsIn = (graph: IdentityGraph, element: NegatedElement): readonly Negation[] => [
  ...graph.holders.flatMap((holder) => ofHolder(holder, element, graph)),
  ...graph.resourcePolicies.flatMap((policy) => ofResource(policy, element)),
];

/** What shows a negation, for a finding. */
export function shownOf({ effect, witness }: Negation): { readonly shown: string; readonly witness?: AuthorizationRequest } {
  if (witness !== undefined) return { shown: `${showAction(witness)} is allowed`, witness };
  if (effect === 'nothing') return { shown: 'no request is allowed by it' };
  return {
    shown: effect === 'open' ? 'depends on values that are settled at deployment' : 'it is written so, whether or not IAM accepts the rest',
  };
}

/** Whose statement it is, and where. */
export const whereOf = ({ document, pointer, holder, resourceArn }: Negation) => ({
  names: { holder: holder === undefined ? fillWithExamples(resourceArn ?? '') : holderName(holder) },
  places: { at: within(document, pointer), with: holder === undefined ? [] : [holder.place] },
});
