/** Runs one rule on a template. */
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import type { IdentityPlan } from '../../lib/plan/plan';
import type { Rule } from '../../lib/rules';
import { role } from '../../lib/rules/examples/parts';

export interface Told {
  readonly verdict: string;
  /** Id of the message; undefined where the rule proved something or leaves the reason to another rule. */
  readonly message: string | undefined;
  readonly shown: string | undefined;
}

export const judged = (rule: Rule, template: object, plans: readonly IdentityPlan[] = []): readonly Told[] =>
  rule.judge({ graph: fromCloudFormation(template), plans }).map((outcome) => ({
    verdict: outcome.verdict,
    message: 'message' in outcome ? outcome.message : undefined,
    shown: 'shown' in outcome ? outcome.shown : undefined,
  }));

/** Runs a rule on one role with this trust policy. */
export const judgedTrust = (rule: Rule, trust: unknown): readonly Told[] => judged(rule, { Resources: { Role: role({ trust }) } });
