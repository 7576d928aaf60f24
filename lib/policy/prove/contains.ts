import type { PolicyDocument } from '../document';
import type { AuthorizationRequest } from '../request';
import type { Verdict } from '../verdict';
import { Decision } from './decide';
import { not, or } from './formula';
import type { ProveOptions } from './options';
import { StatementCompiler } from './statement-formula';

/**
 * Whether everything that `inner` permits, `outer` permits too.
 *
 * A document permits a request that one of its Allow statements and none of its Deny statements applies to. Refuted with a
 * request that `inner` permits and `outer` does not.
 */
export function contains(inner: PolicyDocument, outer: PolicyDocument, options: ProveOptions = {}): Verdict<AuthorizationRequest> {
  const decision = new Decision(options);
  const compiler = new StatementCompiler(decision.table);
  const a = compiler.document(inner);
  const b = compiler.document(outer);
  return decision.noRequest([a.allows], [not(a.denies), or(b.denies, not(b.allows))]);
}
