/** How often each rule has something to say. */
import type { Finding } from '../finding/finding';
import { countFindings } from './count-text';
import { gravityOf } from './groups';

export interface RuleCount {
  readonly code: string;
  readonly rule: string;
  /** In words, such as `2 errors, 1 undecided`. */
  readonly counts: string;
}

/** The rules that have something to say: the gravest first, and of those the most frequent. */
export function ruleCounts(findings: readonly Finding[]): readonly RuleCount[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = byRule.get(finding.code);
    if (known === undefined) byRule.set(finding.code, [finding]);
    else known.push(finding);
  }
  return [...byRule.values()]
    .map((own) => ({ own, gravity: Math.min(...own.map(gravityOf)) }))
    .sort((a, b) => a.gravity - b.gravity || b.own.length - a.own.length)
    .map(({ own }) => ({ code: own[0]?.code ?? '', rule: own[0]?.rule ?? '', counts: countFindings(own) }));
}
