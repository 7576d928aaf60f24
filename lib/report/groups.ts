/** Findings in the order in which people read them: what they are about, the gravest first. */
import type { Finding, Place } from '../finding/finding';
import type { PinnedFinding } from './judged-path';

/** The findings about one resource. */
export interface Group {
  /** The resource, without a place in it. */
  readonly where: Place;
  readonly findings: readonly PinnedFinding[];
}

/** How grave: 0 a refuted error, 1 an undecided one, 2 a warning. */
export const gravityOf = ({ severity, verdict }: Finding): number => (severity === 'warning' ? 2 : verdict === 'undecided' ? 1 : 0);

const keyOf = ({ file = '', path = '', resource = '', component = '' }: Place): string => [file, path, resource, component].join('\u0000');

/** Counts by gravity as one number to compare: one graver finding outweighs any number of others. */
const weightOf = (findings: readonly Finding[]): readonly number[] =>
  [0, 1, 2].map((gravity) => findings.filter((finding) => gravityOf(finding) === gravity).length);

function byWeight(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((count, at) => count !== b[at]);
  return index < 0 ? 0 : (b[index] ?? 0) - (a[index] ?? 0);
}

/** The gravest first; otherwise as they come. */
export const gravestFirst = <One extends Finding>(findings: readonly One[]): readonly One[] =>
  [...findings].sort((a, b) => gravityOf(a) - gravityOf(b));

/** Findings by resource: the resource with the gravest findings first, and those of each the gravest first. */
export function groupsOf(findings: readonly PinnedFinding[]): readonly Group[] {
  const groups = new Map<string, PinnedFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding.where);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [finding]);
    else known.push(finding);
  }
  return [...groups.values()]
    .map((members) => {
      const { pointer: _, ...where } = members[0]?.where ?? {};
      return { where, findings: gravestFirst(members), weight: weightOf(members) };
    })
    .sort((a, b) => byWeight(a.weight, b.weight));
}
