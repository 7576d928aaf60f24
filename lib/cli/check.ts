/** `agent-identity check`: judges templates by the rules. */
import { checkGraph } from '../assert/check-graph';
import { checkToText } from '../report/check-text';
import { gravest } from '../report/summary';
import { type JudgedPath, toJson, type UnreadPath } from '../report/to-json';
import type { PresetName } from '../rules/presets';
import { EXIT, type ExitCode } from './exit-codes';
import { parseOptions } from './parse-options';
import { read } from './read';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

const CHOICES = {
  preset: ['recommended', 'strict'],
  format: ['text', 'json'],
  'fail-on': ['undecided', 'refuted'],
} as const;

function judge(path: string, preset: PresetName): { readonly judged: readonly JudgedPath[]; readonly unread: readonly UnreadPath[] } {
  const { graph, plans, unreadFiles, isEmpty } = read(path);
  // A path of which nothing could be read has nothing to be judged.
  if (unreadFiles.length > 0 && isEmpty) return { judged: [], unread: unreadFiles };
  return { judged: [{ path, ...checkGraph(graph, { preset, plan: plans }) }], unread: unreadFiles };
}

/** @throws {UsageError} */
export function check(args: readonly string[], { out, color }: Terminal): ExitCode {
  const { operands, options } = parseOptions(args, CHOICES);
  if (operands.length === 0) throw new UsageError('no path is given', 'name a template, a cdk.out folder, a plan, or what Pulumi exported');
  const all = operands.map((path) => judge(path, options.preset));
  const judged = all.flatMap((one) => one.judged);
  const unread = all.flatMap((one) => one.unread);
  out(options.format === 'json' ? toJson(judged, unread) : checkToText(judged, unread, { color }));
  if (unread.length > 0) return EXIT.unreadable;
  const verdict = gravest(judged.map((one) => one.verdict));
  return verdict === 'undecided' && options['fail-on'] === 'refuted' ? EXIT.proved : EXIT[verdict];
}
