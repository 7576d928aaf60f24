/** What a rule says of one thing that it looked at. */
import type { Place, Severity } from '../finding/finding';
import type { AuthorizationRequest } from '../policy/request';

interface Told {
  /** Id of the rule's message. */
  readonly message: string;
  /** The message's sentences with their values put in. */
  readonly what: string;
  readonly fix: string;
  readonly severity: Severity;
  readonly where: Place;
  readonly shown?: string;
  /** What leads there, one thing a line. */
  readonly steps?: readonly string[];
  /** The request that `shown` tells of: the plain evaluator answers it as told. */
  readonly witness?: AuthorizationRequest;
  readonly involved: readonly string[];
  /** What an acceptance is pinned to. */
  readonly pins?: unknown;
}

export type Outcome =
  /** Holds. `assuming` names what was taken for granted. */
  | { readonly verdict: 'proved'; readonly assuming?: readonly string[] }
  /** Does not hold; `shown` is what shows it. */
  | ({ readonly verdict: 'refuted' } & Told)
  /** Could not be decided; `shown` is what it depends on. */
  | ({ readonly verdict: 'undecided' } & Told)
  /** Could not be decided for a reason that the rule `because` reports, once for all rules. */
  | { readonly verdict: 'undecided'; readonly because: string };
