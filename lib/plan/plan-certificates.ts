/** Trust anchors and profiles of IAM Roles Anywhere that the plan makes. */
import { holesOf } from '../policy/text';
import { trustKind } from '../spec/trust';
import type { AnchorNeed } from '../spec/trust/define-trust';
import { type Laid, type Layout, settle } from './layout';
import type { PlannedAttributeMapping, PlannedRevocationList, PlannedRolesAnywhereProfile, PlannedTrustAnchor, PlanTags } from './plan';

/** What trust policies ask for, and what says in the evidence who it was. A profile without mappings gives no tags at all. */
const MAPPINGS: readonly PlannedAttributeMapping[] = [
  { field: 'x509Issuer', specifiers: ['*'] },
  { field: 'x509SAN', specifiers: ['URI'] },
  { field: 'x509Subject', specifiers: ['*'] },
];

interface Wanted {
  readonly laid: Laid;
  readonly need: AnchorNeed;
  readonly revocations: Set<string>;
}

/** One anchor for each thing that is taken for the truth, in each account. */
function wantedAnchors(layout: Layout): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const laid of layout.components.values()) {
    for (const trust of laid.trusts) {
      const need = trustKind(trust).anchor?.(trust);
      if (need === undefined) continue;
      const key = `${laid.account ?? ''} ${need.arn}`;
      const known = wanted.get(key) ?? { laid, need, revocations: new Set<string>() };
      if (need.revocations !== undefined) known.revocations.add(need.revocations);
      wanted.set(key, known);
    }
  }
  return [...wanted.values()];
}

/** Trust anchors that the plan makes, with their revocation lists. */
export function planTrustAnchors(layout: Layout): readonly (PlannedTrustAnchor | PlannedRevocationList)[] {
  const { agent, deployment } = layout;
  const tags = { 'agent-identity:agent': agent.name, 'agent-identity:owner': agent.owner };
  return wantedAnchors(layout).flatMap(({ laid, need, revocations }) => {
    const [hole] = holesOf(need.arn);
    if (hole === undefined) return [];
    const fills = hole.hole;
    const name = [agent.name, deployment.stage, fills].filter((part) => part !== undefined).join('-');
    const common = { ...(laid.account === undefined ? {} : { account: laid.account }), enabled: true, tags } as const;
    const lists = [...revocations].map((list, index): PlannedRevocationList => {
      const suffix = index === 0 ? '' : `-${index + 1}`;
      return {
        kind: 'certificate-revocation-list',
        id: `${fills}/revocations${suffix}`,
        ...common,
        name: `${name}${suffix}`,
        anchorArn: need.arn,
        list,
      };
    });
    return settle<readonly (PlannedTrustAnchor | PlannedRevocationList)[]>(
      [{ kind: 'trust-anchor', id: fills, ...common, name, source: need.source, fills }, ...lists],
      laid,
      deployment,
    );
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
