/** The smallest changes of a request, or of its policies, that turn the decision round; each is replayed before it is told. */
import { authorize, type Decision } from './authorize';
import { allDocuments, policyEdits } from './explain-policy-edits';
import { requestEdits } from './explain-request-edits';
import type { PolicySet } from './policy-set';
import type { AuthorizationRequest } from './request';

/** A change that turns an allowed request into one that is not, or the other way round. */
export interface NearMiss {
  /** What is changed: the request, or the policies. */
  readonly side: 'request' | 'policies';
  /** The changes in words, each short; together they turn the decision round, fewer do not. */
  readonly changes: readonly string[];
  readonly decision: Decision;
  /** Request and policies after the change; one of them is as it was. */
  readonly request: AuthorizationRequest;
  readonly policies: PolicySet;
}

export interface NearMissOptions {
  /** How many to tell for each side. Default: 3. */
  readonly most?: number;
  /** How many decisions to try for each side before giving up. Default: 2000. */
  readonly tries?: number;
}

interface Edit<Subject> {
  readonly what: string;
  readonly apply: (subject: Subject) => Subject;
}

/** Single edits first; pairs only where no single one does it. */
function search<Subject>(
  subject: Subject,
  edits: readonly Edit<Subject>[],
  flips: (changed: Subject) => boolean,
  most: number,
  tries: number,
): readonly { readonly changes: readonly string[]; readonly changed: Subject }[] {
  const found: { changes: readonly string[]; changed: Subject }[] = [];
  let left = tries;
  for (const edit of edits) {
    if (found.length === most || left === 0) return found;
    left -= 1;
    const changed = edit.apply(subject);
    if (flips(changed)) found.push({ changes: [edit.what], changed });
  }
  if (found.length > 0) return found;
  for (const [index, first] of edits.entries()) {
    const half = first.apply(subject);
    for (const second of edits.slice(index + 1)) {
      if (found.length === most || left === 0) return found;
      left -= 1;
      const changed = second.apply(half);
      if (flips(changed)) found.push({ changes: [first.what, second.what], changed });
    }
  }
  return found;
}

/**
 * The nearest changes that turn the decision round, first of the request, then of the policies; for each side those of one change, or
 * where there is none, of two. Empty where nothing that small does it. Every one of them has been decided anew.
 */
export function nearMisses(request: AuthorizationRequest, policies: PolicySet, options: NearMissOptions = {}): readonly NearMiss[] {
  const { most = 3, tries = 2000 } = options;
  const before = authorize(request, policies);
  const wasAllowed = before.decision === 'allow';
  const turned = (decision: Decision): boolean => decision !== 'undecided' && (decision === 'allow') !== wasAllowed;
  const byRequest = search(
    request,
    requestEdits(request, allDocuments(policies)),
    (changed) => turned(authorize(changed, policies).decision),
    most,
    tries,
  ).map(
    ({ changes, changed }): NearMiss => ({
      side: 'request',
      changes,
      decision: authorize(changed, policies).decision,
      request: changed,
      policies,
    }),
  );
  const byPolicy = search(
    policies,
    policyEdits(request, policies, before.missing),
    (changed) => turned(authorize(request, changed).decision),
    most,
    tries,
  ).map(
    ({ changes, changed }): NearMiss => ({
      side: 'policies',
      changes,
      decision: authorize(request, changed).decision,
      request,
      policies: changed,
    }),
  );
  return [...byRequest, ...byPolicy];
}
