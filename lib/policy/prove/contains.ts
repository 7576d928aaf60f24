import type { AuthorizationRequest } from '../request';
import type { Verdict } from '../verdict';
import { noRequest } from './decide';
import { not } from './formula';
import type { ProveOptions } from './options';
import { documentsOf, isHeld, permissionOf, permits, type Subject } from './permission';

/**
 * Whether everything that `inner` permits, `outer` permits too.
 *
 * A document by itself permits a request that one of its Allow statements and none of its Deny statements applies to; what a
 * set of policies permits is decided as `authorize` does. Refuted with a request that `inner` permits and `outer` does not.
 */
export function contains(inner: Subject, outer: Subject, options: ProveOptions = {}): Verdict<AuthorizationRequest> {
  return noRequest(
    {
      documents: [...documentsOf(inner), ...documentsOf(outer)],
      held: isHeld(inner) || isHeld(outer),
      question: (compiler) => {
        const { allowing, hindering } = permissionOf(inner, compiler);
        return { chosen: allowing, hindering: [...hindering, not(permits(permissionOf(outer, compiler)))] };
      },
    },
    options,
  );
}
