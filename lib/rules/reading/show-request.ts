/** Requests in words. */
import { parseClaimKey } from '../../policy/claims/issuer';
import { fillWithExamples } from '../../policy/prove/example-value';
import type { AuthorizationRequest, ContextValue } from '../../policy/request';

const shortKey = (key: string): string => parseClaimKey(key)?.claim ?? key;

const shownValue = (value: ContextValue): string =>
  (typeof value === 'string' ? [value] : value).map((one) => `\`${fillWithExamples(one)}\``).join(' and ');

/** The keys of a request, claims first and without their issuer. */
export function showContext(context: AuthorizationRequest['context']): string {
  const rank = (key: string): string => {
    const claim = parseClaimKey(key)?.claim;
    return claim === undefined ? `2${key}` : claim === 'sub' ? '0' : `1${claim}`;
  };
  return Object.entries(context)
    .sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))
    .map(([key, value]) => `${shortKey(key)} ${shownValue(value)}`)
    .join(', ');
}

/** Who asks, in words. */
export function showPrincipal({ principal }: AuthorizationRequest): string {
  switch (principal.kind) {
    case 'aws':
      return `\`${fillWithExamples(principal.arn)}\``;
    case 'service':
      return `\`${fillWithExamples(principal.service)}\``;
    case 'federated':
      return `\`${fillWithExamples(principal.provider)}\``;
    case 'anonymous':
      return 'anybody, without credentials,';
  }
}

/** An action on a resource, under the conditions of the request. */
export function showAction({ action, resource, context }: AuthorizationRequest): string {
  const conditions = showContext(context);
  return `\`${action}\` on \`${fillWithExamples(resource)}\`${conditions === '' ? '' : `, with ${conditions},`}`;
}
