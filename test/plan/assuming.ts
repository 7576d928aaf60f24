import { assumeRole, type RoleSession, type SessionOutcome, type SessionRequest } from 'agent-workload-identity/policy';
import type { IdentityPlan } from '../../lib/plan/plan';
import { componentOf, parsed, resourceOf } from './planned';

/** What STS answers when a component asks for a session of another one's role. */
export function assume(plan: IdentityPlan, from: string, to: string, session: SessionRequest, before?: RoleSession): SessionOutcome {
  const role = resourceOf(plan, 'role', to);
  const { roleArn } = componentOf(plan, from);
  return assumeRole({
    role: {
      arn: componentOf(plan, to).roleArn,
      trust: parsed(role.trust, 'trust'),
      tags: role.tags,
      maxSessionSeconds: role.maxSessionSeconds,
    },
    caller: { kind: 'aws', arn: roleArn, account: roleArn.split(':')[4] ?? '', session: 'task' },
    ...(before === undefined ? {} : { callerSession: before }),
    policies: {
      identity: resourceOf(plan, 'role', from).policies.map(({ document }) => parsed(document, 'identity')),
      boundary: parsed(resourceOf(plan, 'boundary', from).document, 'boundary'),
    },
    session,
  });
}

/** The session that STS gives, where it does. */
export const sessionOf = (outcome: SessionOutcome): RoleSession => {
  if (outcome.decision !== 'allow') throw new Error(`no session: ${outcome.decision}`);
  return outcome.session;
};
