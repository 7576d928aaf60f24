import type { Condition, PolicyDocument, Principal } from '../document';
import type { AuthorizationRequest } from '../request';
import type { Verdict } from '../verdict';
import { contains } from './contains';
import type { ProveOptions } from './options';

/** Bounds that every request a trust or resource policy admits is to keep. */
export interface Admission {
  /** Who may ask. Absent: anyone. */
  readonly principals?: readonly Principal[];
  /** What has to hold of the request, such as a condition on `token.actions.githubusercontent.com:sub`. Absent: nothing. */
  readonly conditions?: readonly Omit<Condition, 'pointer'>[];
}

/**
 * Whether a trust or resource policy admits only requests that keep the bounds. Refuted with one that it admits and that
 * does not. A key that is absent from the request keeps no bound of a positive operator: give the claims that the issuer
 * always sends as `alwaysPresent`.
 */
export function admitsOnly(
  policy: PolicyDocument,
  { principals, conditions = [] }: Admission,
  options: ProveOptions = {},
): Verdict<AuthorizationRequest> {
  const bounds: PolicyDocument = {
    type: policy.type,
    version: '2012-10-17',
    statements: [
      {
        effect: 'Allow',
        principal: { negated: false, principals: principals ?? [{ kind: 'everyone' }] },
        action: { negated: false, patterns: ['*'] },
        conditions: conditions.map((condition) => ({ ...condition, pointer: '' })),
        pointer: '/Statement/0',
      },
    ],
  };
  return contains(policy, bounds, options);
}
