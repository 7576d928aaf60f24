/** `agent-identity check`: judges templates by the rules. */
import { checkGraph } from '../assert/check-graph';
import type { Acknowledgement } from '../report/acknowledgement';
import { type Baseline, baselineOf, shortened } from '../report/baseline';
import { counted } from '../report/count-text';
import { fingerprinter } from '../report/fingerprint';
import type { CheckReport, JudgedPath, Notice, UnreadPath } from '../report/judged-path';
import { acknowledgementNotices, baselineNotices } from '../report/notices';
import { gravest } from '../report/summary';
import { accept } from '../rules/accept';
import { PRESETS, type PresetName } from '../rules/presets';
import type { Judgement } from '../rules/run-rules';
import { acknowledgementsIn, baselineIn, writeBaseline } from './accepting';
import { EXIT, type ExitCode } from './exit-codes';
import { FORMATS, render } from './formats';
import { parseOptions } from './parse-options';
import { read } from './read';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

const OPTIONS = {
  preset: ['recommended', 'strict'],
  format: FORMATS,
  'fail-on': ['undecided', 'refuted'],
  baseline: 'file',
  'update-baseline': 'flag',
  'write-baseline': 'file',
  acknowledgements: 'file',
} as const;

/** A path judged by the rules, before anything is accepted. */
interface Raw {
  readonly path: string;
  readonly judgement: Judgement;
  readonly fingerprintOf: ReturnType<typeof fingerprinter>;
}

interface JudgedOrNot {
  readonly judged: readonly Raw[];
  readonly unread: readonly UnreadPath[];
}

/** Judges one path. Whatever goes wrong with it, the others are judged all the same. */
function judge(path: string, preset: PresetName): JudgedOrNot {
  try {
    const { graph, plans, unreadFiles, isEmpty } = read(path);
    // A path of which nothing could be read has nothing to be judged.
    if (isEmpty) return { judged: [], unread: unreadFiles };
    const judgement = checkGraph(graph, { preset, plan: plans });
    return { judged: [{ path, judgement, fingerprintOf: fingerprinter(graph) }], unread: unreadFiles };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { judged: [], unread: [{ path, why: `judging it failed, which is a fault of this program: ${reason}` }] };
  }
}

interface Inputs {
  readonly acknowledgements: readonly Acknowledgement[];
  readonly baseline: Baseline | undefined;
  readonly unread: readonly UnreadPath[];
}

function inputs(acknowledgementsFile: string | undefined, baselineFile: string | undefined): Inputs {
  const acknowledged = acknowledgementsFile === undefined ? { acknowledgements: [] } : acknowledgementsIn(acknowledgementsFile);
  const based = baselineFile === undefined ? { baseline: undefined } : baselineIn(baselineFile);
  return {
    acknowledgements: 'unread' in acknowledged ? [] : acknowledged.acknowledgements,
    baseline: 'unread' in based ? undefined : based.baseline,
    unread: [acknowledged, based].flatMap((one) => ('unread' in one ? [one.unread] : [])),
  };
}

function settle(raw: readonly Raw[], { acknowledgements, baseline }: Inputs, preset: PresetName, today: string): readonly JudgedPath[] {
  const accepting = {
    acknowledgements,
    today,
    warningsCount: PRESETS[preset].warningsCount,
    ...(baseline === undefined ? {} : { baseline: new Set(baseline.findings.map(({ fingerprint }) => fingerprint)) }),
  };
  return raw.map(({ path, judgement, fingerprintOf }) => ({ path, ...accept(judgement, fingerprintOf, accepting) }));
}

interface Written {
  readonly unread: readonly UnreadPath[];
  readonly notices: readonly Notice[];
}

/** Shortens a baseline file by what has vanished from the paths that were read whole. */
function update(file: string, baseline: Baseline, judged: readonly JudgedPath[]): Written {
  const shorter = shortened(baseline, judged);
  const gone = baseline.findings.length - shorter.findings.length;
  if (gone === 0) return { unread: [], notices: [] };
  const failed = writeBaseline(file, shorter);
  if (failed !== undefined) return { unread: [failed], notices: [] };
  return { unread: [], notices: [{ what: `${counted(gone, 'finding')} left the baseline`, fix: `commit \`${file}\`` }] };
}

/** @throws {UsageError} */
export function check(args: readonly string[], { out, color, columns }: Terminal): ExitCode {
  const { operands, options } = parseOptions(args, OPTIONS);
  const { preset, baseline: baselineFile, 'write-baseline': newFile, 'update-baseline': updates } = options;
  if (operands.length === 0) throw new UsageError('no path is given', 'name a template, a cdk.out folder, a plan, or what Pulumi exported');
  if (updates && baselineFile === undefined) throw new UsageError('`--update-baseline` has no baseline', 'add `--baseline <file>`');
  if (newFile !== undefined && baselineFile !== undefined)
    throw new UsageError('`--write-baseline` and `--baseline` are two baselines', 'write one, then give it with `--baseline`');
  const today = new Date().toISOString().slice(0, 10);
  const given = inputs(options.acknowledgements, baselineFile);
  const all = operands.map((path) => judge(path, preset));
  const raw = all.flatMap((one) => one.judged);
  const notWhole = new Set(all.flatMap((one) => one.unread.map(({ path }) => path)));
  const before = settle(raw, given, preset, today);
  const whole = before.filter(({ path }) => !notWhole.has(path));
  const written = newFile === undefined ? undefined : baselineOf(before);
  const failed = newFile === undefined || written === undefined ? undefined : writeBaseline(newFile, written);
  const updated =
    updates && baselineFile !== undefined && given.baseline !== undefined ? update(baselineFile, given.baseline, whole) : undefined;
  const report: CheckReport = {
    judged: written === undefined || failed !== undefined ? before : settle(raw, { ...given, baseline: written }, preset, today),
    unread: [...all.flatMap((one) => one.unread), ...given.unread, ...(failed === undefined ? [] : [failed]), ...(updated?.unread ?? [])],
    notices: [
      ...acknowledgementNotices({ acknowledgements: given.acknowledgements, today }, before),
      ...(updated?.notices ?? (given.baseline === undefined ? [] : baselineNotices(given.baseline, whole))),
    ],
  };
  out(
    render(report, options.format, {
      color,
      columns,
      preset,
      failOn: options['fail-on'],
      hasBaseline: report.judged !== before || given.baseline !== undefined,
    }),
  );
  if (report.unread.length > 0) return EXIT.unreadable;
  const verdict = gravest(report.judged.map((one) => one.verdict));
  return verdict === 'undecided' && options['fail-on'] === 'refuted' ? EXIT.proved : EXIT[verdict];
}
