/** Reasons that a declaration gives for wildcards. */
import type { GraphHolder } from '../../graph/identity-graph';
import type { IdentityPlan } from '../../plan/plan';
import { couldBe, declaredFor } from './plan-of';

/** Why the declaration of the holder wants this pattern; undefined where it gives no reason. */
export function reasonFor(holder: GraphHolder, pattern: string, plans: readonly IdentityPlan[]): string | undefined {
  const declared = declaredFor(holder, plans);
  return declared?.component.waivers.find(({ what }) => couldBe(what, pattern))?.because;
}

/** How a reason stands among what a proof takes for granted. */
export const withReason = (holder: string, pattern: string, because: string): string =>
  `\`${holder}\` needs \`${pattern}\`, by its declaration: ${because}`;
