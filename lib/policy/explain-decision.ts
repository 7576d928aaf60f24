/** A decision in words: who asked for what, what was decided, and each statement's part in it. */
import type { Authorization } from './authorize';
import { contextKey, RequestContext } from './authorize-context';
import type { StatementTrace } from './authorize-layers';
import { nameOf } from './authorize-reasons';
import type { Condition, PatternElement, PrincipalElement } from './document';
import type { PolicyLayer } from './policy-set';
import type { AuthorizationRequest, RequestPrincipal } from './request';

const LAYERS: Readonly<Record<PolicyLayer, string>> = {
  identity: 'identity policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  resource: 'resource policy',
};

const quoteAll = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ');

/** The caller for messages. */
export function describePrincipal(principal: RequestPrincipal): string {
  switch (principal.kind) {
    case 'aws':
      return principal.session === undefined ? `\`${principal.arn}\`` : `\`${principal.arn}\` in session \`${principal.session}\``;
    case 'service':
      return `the service \`${principal.service}\``;
    case 'federated':
      return `a token of \`${principal.provider}\``;
    case 'anonymous':
      return 'an anonymous caller';
  }
}

/** A condition as it stands in the policy. */
export const describeCondition = ({ operator, qualifier, ifExists, key, values }: Condition): string =>
  `\`${qualifier === undefined ? '' : `${qualifier}:`}${operator}${ifExists ? 'IfExists' : ''}\` on \`${key}\` with ${quoteAll(values)}`;

const describePatterns = (value: string, { negated, patterns }: PatternElement): string =>
  negated ? `\`${value}\` is one of ${quoteAll(patterns)}, which it leaves out` : `\`${value}\` is none of ${quoteAll(patterns)}`;

const describeListed = ({ negated, principals }: PrincipalElement): string => {
  const listed = principals.map((one) => (one.kind === 'everyone' ? '*' : one.value));
  return negated ? `the caller is one of ${quoteAll(listed)}, which it leaves out` : `the caller is none of ${quoteAll(listed)}`;
};

function describeFailure({ statement, failed, applies }: StatementTrace, request: AuthorizationRequest): string {
  switch (failed?.element) {
    case undefined:
      return 'applies';
    case 'principal':
      return statement.principal === undefined ? 'names no principal' : describeListed(statement.principal);
    case 'action':
      return describePatterns(request.action, statement.action);
    case 'resource':
      return statement.resource === undefined ? 'names no resource' : describePatterns(request.resource, statement.resource);
    case 'condition': {
      const found = new RequestContext(request.context).lookUp(contextKey(failed.condition.key));
      const has = typeof found === 'string' ? 'lacks the key' : `has ${quoteAll(found)}`;
      return `${describeCondition(failed.condition)} ${applies === 'no' ? 'does not hold' : 'is open'}: the request ${has}`;
    }
  }
}

/** One statement's part in the decision. */
export function explainStatement(trace: StatementTrace, request: AuthorizationRequest): string {
  const { layer, level, policy, statement, applies } = trace;
  const place = `${LAYERS[layer]} ${layer === 'scp' ? `${level}.${policy}` : policy}`;
  const part = applies === 'yes' ? 'applies' : applies === 'no' ? 'does not apply' : 'may apply';
  const why = applies === 'yes' ? '' : `: ${describeFailure(trace, request)}`;
  return `${place}, statement ${nameOf(trace)} (${statement.effect}) ${part}${why}`;
}

const DECISIONS: Readonly<Record<Authorization['decision'], string>> = {
  allow: 'allowed',
  'explicit-deny': 'denied by a statement',
  'implicit-deny': 'denied, as nothing allows it',
  undecided: 'undecided',
};

/** What was missing or open for a decision, one line each; none where a statement decided. */
export const decisionGrounds = ({ decision, missing, reasons }: Authorization): readonly string[] => [
  ...missing.map((layer) => `no ${LAYERS[layer]} allows it${decision === 'undecided' ? ' for sure' : ''}`),
  ...reasons,
];

/**
 * The trace of a decision, one line each: the question and the answer, what was missing or open, and what every statement said.
 *
 * @param authorization what `authorize` returned for this request
 */
export function explainDecision(request: AuthorizationRequest, authorization: Authorization): readonly string[] {
  const { decision, statements } = authorization;
  return [
    `${DECISIONS[decision]}: \`${request.action}\` on \`${request.resource}\` by ${describePrincipal(request.principal)}`,
    ...decisionGrounds(authorization),
    ...statements.map((trace) => explainStatement(trace, request)),
  ];
}
