/** Questions about all requests that one or two subjects permit. */
import type { AuthorizationRequest } from '../request';
import type { Verdict } from '../verdict';
import { noRequest } from './decide';
import { type Existence, existence } from './existence';
import { not } from './formula';
import type { ProveOptions } from './options';
import { documentsOf, isHeld, permissionOf, permits, type Subject } from './permission';

/**
 * Whether everything that `inner` permits, `outer` permits too.
 *
 * A document by itself permits a request that one of its Allow statements and none of its Deny statements applies to; what a
 * set of policies permits is decided as `authorize` does. Refuted with a request that `inner` permits and `outer` does not.
 *
 * @throws {RangeError} for documents that were not made by `parsePolicy` and name operators that do not exist
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

/** Whether no request is permitted by all of the subjects. Refuted with one that is. */
export function disjoint(subjects: readonly Subject[], options: ProveOptions = {}): Verdict<AuthorizationRequest> {
  return noRequest(
    {
      documents: subjects.flatMap(documentsOf),
      held: subjects.some(isHeld),
      question: (compiler) => {
        const permissions = subjects.map((subject) => permissionOf(subject, compiler));
        return { chosen: permissions.flatMap(({ allowing }) => allowing), hindering: permissions.flatMap(({ hindering }) => hindering) };
      },
    },
    options,
  );
}

/** Whether the subject permits nothing at all. Refuted with a request that it permits. */
export const empty = (subject: Subject, options: ProveOptions = {}): Verdict<AuthorizationRequest> => disjoint([subject], options);

/** Whether some request is permitted by both. Proved with one that is. */
export const intersects = (a: Subject, b: Subject, options: ProveOptions = {}): Existence<AuthorizationRequest> =>
  existence(disjoint([a, b], options));

/** Whether both permit the same requests. Refuted with a request that only one of them permits. */
export function equal(a: Subject, b: Subject, options: ProveOptions = {}): Verdict<AuthorizationRequest> {
  const forth = contains(a, b, options);
  if (forth.verdict === 'refuted') return forth;
  const back = contains(b, a, options);
  if (back.verdict === 'refuted') return back;
  if (forth.verdict === 'undecided') return forth;
  if (back.verdict === 'undecided') return back;
  const assuming = [...new Set([...(forth.assuming ?? []), ...(back.assuming ?? [])])];
  return assuming.length === 0 ? { verdict: 'proved' } : { verdict: 'proved', assuming };
}
