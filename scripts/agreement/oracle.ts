/** The independent evaluator, for tests and scripts only: `@cloud-copilot/iam-simulate`, AGPL-3.0, never imported from lib. */
import { createValidatedPolicy } from '@cloud-copilot/iam-policy';
import { anonymousPrincipal, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { splitArn } from '../../lib/policy/arn-pattern';
import type { Decision } from '../../lib/policy/authorize';
import type { AuthorizationRequest } from '../../lib/policy/request';
import type { RawPolicies } from './raw-policies';

const RCP_FULL_ACCESS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

const named = (policies: readonly unknown[]) => policies.map((policy, index) => ({ name: String(index), policy }));

/** Written apart from the engine's own, so that a fault there cannot hide. */
const sessionOf = (roleArn: string, session: string): string => {
  const account = roleArn.split(':')[4] ?? '';
  return `arn:aws:sts::${account}:assumed-role/${roleArn.split('/').at(-1) ?? ''}/${session}`;
};

function principalOf({ principal }: AuthorizationRequest) {
  switch (principal.kind) {
    case 'aws':
      return principal.session === undefined ? principal.arn : sessionOf(principal.arn, principal.session);
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    case 'anonymous':
      return anonymousPrincipal;
  }
}

/** One question to the oracle, which takes no session policies on this route. */
function ask(request: AuthorizationRequest, policies: Omit<RawPolicies, 'session'>): Decision {
  const { principal } = request;
  const account = principal.kind === 'aws' ? principal.account : '111122223333';
  const own = principal.kind === 'aws';
  const result = runUnsafeSimulation(
    {
      request: {
        principal: principalOf(request),
        action: request.action,
        resource: { resource: request.resource, accountId: request.resourceAccount ?? (splitArn(request.resource)[4] || account) },
        contextVariables: Object.fromEntries(
          Object.entries(request.context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
        ),
      },
      // Callers that are no AWS principals have no policies of their own.
      identityPolicies: own ? named(policies.identity ?? []) : [],
      serviceControlPolicies: own
        ? (policies.scps ?? []).map((level, index) => ({ orgIdentifier: `ou-${index}`, policies: named(level) }))
        : [],
      resourceControlPolicies: [{ orgIdentifier: 'o-1', policies: named([RCP_FULL_ACCESS, ...(policies.rcps ?? [])]) }],
      ...(policies.resource === undefined
        ? {}
        : { resourcePolicy: createValidatedPolicy(policies.resource, () => [], { name: 'resource' }) }),
      ...(own && policies.boundary !== undefined ? { permissionBoundaryPolicies: named([policies.boundary]) } : {}),
    },
    {},
  );
  return result === 'Allowed' ? 'allow' : result === 'ExplicitlyDenied' ? 'explicit-deny' : 'implicit-deny';
}

/**
 * The oracle's decision.
 *
 * It ignores session policies on this route. They limit exactly as a boundary does, so the question is put once with the boundary and
 * once for each version of language among the session policies with those in its place. The stricter answer counts.
 */
export function askOracle(request: AuthorizationRequest, policies: RawPolicies): Decision {
  const { session, ...rest } = policies;
  const answer = ask(request, rest);
  if (session === undefined || session.length === 0 || request.principal.kind !== 'aws' || answer === 'explicit-deny') return answer;
  // Only a real boundary makes `NotPrincipal` deny whomever it lists, and the first answer has looked at it already.
  const { boundary: _, resource, ...others } = rest;
  const statements = resource?.Statement.filter(({ NotPrincipal }) => NotPrincipal === undefined) ?? [];
  const unlimited =
    statements.length === 0 || resource === undefined ? others : { ...others, resource: { ...resource, Statement: statements } };
  const limited = session.map((policy) => ask(request, { ...unlimited, boundary: policy }));
  if (limited.includes('explicit-deny')) return 'explicit-deny';
  return answer === 'allow' && limited.includes('allow') ? 'allow' : 'implicit-deny';
}
