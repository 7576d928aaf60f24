/** Trust anchors and profiles of IAM Roles Anywhere that the plan makes. */
import { holesOf } from '../policy/text';
import { trustKind } from '../spec/trust';
import type { AnchorNeed } from '../spec/trust/define-trust';
import { type Laid, type Layout, settle } from './layout';
import type { PlannedAttributeMapping, PlannedRolesAnywhereProfile, PlannedTrustAnchor, PlanTags } from './plan';

/** What trust policies ask for, and what says in the evidence who it was. A profile without mappings gives no tags at all. */
const MAPPINGS: readonly PlannedAttributeMapping[] = [
  { field: 'x509Issuer', specifiers: ['*'] },
  { field: 'x509SAN', specifiers: ['URI'] },
  { field: 'x509Subject', specifiers: ['*'] },
];

/** One anchor for each thing that is taken for the truth, in each account. */
export function planTrustAnchors(layout: Layout): readonly PlannedTrustAnchor[] {
  const { agent, deployment } = layout;
  const needs = new Map<string, { readonly laid: Laid; readonly need: AnchorNeed }>();
  for (const laid of layout.components.values()) {
    for (const trust of laid.trusts) {
      const need = trustKind(trust).anchor?.(trust);
      const key = `${laid.account ?? ''} ${need?.arn}`;
      if (need !== undefined && !needs.has(key)) needs.set(key, { laid, need });
    }
  }
  return [...needs.values()].flatMap(({ laid, need }) => {
    const [hole] = holesOf(need.arn);
    if (hole === undefined) return [];
    const { stage } = deployment;
    return [
      settle<PlannedTrustAnchor>(
        {
          kind: 'trust-anchor',
          id: hole.hole,
          ...(laid.account === undefined ? {} : { account: laid.account }),
          name: [agent.name, stage, hole.hole].filter((part) => part !== undefined).join('-'),
          source: need.source,
          enabled: true,
          tags: { 'agent-identity:agent': agent.name, 'agent-identity:owner': agent.owner },
          fills: hole.hole,
        },
        laid,
        deployment,
      ),
    ];
  });
}

/** The profiles of a component’s role, one for each trust that wants one; the first has no number. */
export const planProfiles = (
  laid: Laid,
  common: { readonly component: string; readonly account?: string },
  tags: PlanTags,
): readonly PlannedRolesAnywhereProfile[] =>
  laid.trusts
    .flatMap((trust) => trustKind(trust).profile?.(trust) ?? [])
    .map(({ durationSeconds }, index) => {
      const suffix = index === 0 ? '' : `-${index + 1}`;
      return {
        kind: 'roles-anywhere-profile',
        id: `${laid.name}/roles-anywhere-profile${suffix}`,
        ...common,
        name: `${laid.roleName}${suffix}`,
        roleArn: laid.roleArn,
        ...(laid.adopted ? {} : { role: `${laid.name}/role` }),
        durationSeconds,
        mappings: MAPPINGS,
        enabled: true,
        tags,
      };
    });
