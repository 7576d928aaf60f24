/** What tests of trust policies ask of AWS. */
import type { Agent, Trust } from 'agent-workload-identity';
import {
  assumeRole,
  assumeRoleWithWebIdentity,
  ISSUER_CLAIMS,
  type SessionOutcome,
  type TokenClaims,
} from 'agent-workload-identity/policy';
import { componentOf, HOME, LITERAL, parsed, planOf, REGION, resourceOf, withoutSids } from '../../plan/planned';
import { trusting } from '../agents';

export const CLUSTER = `arn:aws:eks:${REGION}:${HOME}:cluster/prod`;
export const EKS = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
export const GITHUB = 'token.actions.githubusercontent.com';

export const trustPolicyOf = (given: Trust) => withoutSids(resourceOf(planOf(trusting(given)), 'role', 'tool').trust);

/** What is common to all: one statement that allows. */
export const policy = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

export const roleOf = (agent: Agent, name = 'tool', deployment = LITERAL) => {
  const plan = planOf(agent, deployment);
  const role = resourceOf(plan, 'role', name);
  return {
    arn: componentOf(plan, name).roleArn,
    trust: parsed(role.trust, 'trust'),
    tags: role.tags,
    maxSessionSeconds: role.maxSessionSeconds,
  };
};

/** What STS answers to a token. */
export const withToken = (
  given: Trust,
  issuer: string,
  claims: TokenClaims,
  principal = `arn:aws:iam::${HOME}:oidc-provider/${issuer}`,
): SessionOutcome['decision'] =>
  assumeRoleWithWebIdentity({
    role: roleOf(trusting(given)),
    provider: { principal, issuer },
    claims: { iss: `https://${issuer}`, ...claims },
    claimTable: ISSUER_CLAIMS,
    session: { name: 'run-1' },
  }).decision;

/** What STS answers to a service. */
export const fromService = (
  given: Trust,
  service: string,
  context: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>> = {},
) =>
  assumeRole({
    role: roleOf(trusting(given)),
    caller: { kind: 'service', service },
    policies: {},
    session: { name: 'run-1', tags },
    context,
  }).decision;
