/** Every way of escalation that a rule looks for. */
import { CODE_PATHS } from './code-paths';
import { BOUNDARY_PATHS, CREDENTIAL_PATHS, POLICY_PATHS, TRUST_PATHS } from './iam-paths';
import { PASS_ROLE_PATHS } from './pass-role-paths';
import type { EscalationPath } from './path';

/** The ways, by the rule that looks for them. */
export const PATHS_BY_RULE: Readonly<Record<string, readonly EscalationPath[]>> = {
  'escalation/no-policy-rewrite': POLICY_PATHS,
  'escalation/no-credentials-of-others': CREDENTIAL_PATHS,
  'escalation/no-trust-rewrite': TRUST_PATHS,
  'escalation/no-boundary-removal': BOUNDARY_PATHS,
  'escalation/no-pass-role-escape': PASS_ROLE_PATHS,
  'escalation/no-code-takeover': CODE_PATHS,
};

/** Every action that some way needs, each once. */
export const ESCALATING_ACTIONS: readonly string[] = [
  ...new Set(
    Object.values(PATHS_BY_RULE)
      .flat()
      .flatMap(({ needs }) => needs),
  ),
];
