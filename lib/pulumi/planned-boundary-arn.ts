import type { PlannedResource } from '../plan/plan';

/** ARN of a boundary that the plan makes, composed from its name; holes where the deployment does not say where it stands. */
export function plannedBoundaryArn(plan: readonly PlannedResource[], id: string): string {
  const boundary = plan.find((resource) => resource.id === id);
  if (boundary?.kind !== 'boundary') throw new Error(`the plan holds no boundary \`${id}\``);
  const account = boundary.account === undefined ? '⟨account⟩' : `⟨${boundary.account}:account-id⟩`;
  return `arn:⟨partition⟩:iam::${account}:policy/${boundary.name}`;
}
