/** A compacted boundary must mean what it meant before, and the engine must prove it. */
import type { FindingList } from '../finding/finding-list';
import { parsePolicy } from '../policy/parse';
import type { PolicyJson } from '../policy/policy-json';
import { contains } from '../policy/prove';
import type { ComponentPlan } from './plan-component';

function meansTheSame(a: PolicyJson, b: PolicyJson): string {
  const before = parsePolicy(a, 'boundary');
  const after = parsePolicy(b, 'boundary');
  if (!before.ok || !after.ok) return 'undecided';
  const narrower = contains(before.document, after.document).verdict;
  return narrower === 'proved' ? contains(after.document, before.document).verdict : narrower;
}

export function proveCompaction({ component, compacted }: ComponentPlan, findings: FindingList): void {
  if (compacted === undefined) return;
  const verdict = meansTheSame(compacted.before, compacted.after);
  if (verdict !== 'proved') {
    findings.below(`components.${component.name}`, component.name).add('WI155', {
      what: `the compacted boundary of \`${component.name}\` could not be proved to mean the same (${verdict})`,
      fix: 'split the component in two, so that its boundary fits without compaction',
    });
  }
}
