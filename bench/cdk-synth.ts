/**
 * Time and memory of synthesizing 10, 100 and 400 components through the construct, against L1 code by hand that makes the same templates.
 *
 * Each measurement runs in a process of its own, the two programs in turn, so that both meet the same machine; the medians of processor time are compared. The CDK's own template
 * validation is off, because it would hide either behind seconds of its own. Run after the build: `npm run bench:cdk [rounds]`.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from './cdk-synth.child';
import { median, workshop } from './workshop';

const ROOT = join(__dirname, '..');
const COUNTS = [10, 100, 400];
const PROGRAMS = ['bare', 'construct'] as const;
const ROUNDS = Number(process.argv[2] ?? 7);

type Program = (typeof PROGRAMS)[number];

function measure(folder: string, program: Program, count: number, outdir: string): Measurement {
  const said = execFileSync(
    process.execPath,
    [join(folder, 'cdk-synth.child.js'), program, String(count), outdir, join(ROOT, 'dist/plan/plan-identities.js')],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CDK_VALIDATION: 'false' },
    },
  );
  return JSON.parse(said);
}

/** The templates of an assembly, as bytes. */
const templatesIn = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.template.json'))
    .sort()
    .map((name) => `${name}\n${readFileSync(join(folder, name), 'utf8')}`)
    .join('\n');

const folder = workshop('cdk', /^cdk-synth\..+\.ts$/, ['aws-cdk-lib', 'constructs']);
try {
  const lines: string[] = [];
  for (const count of COUNTS) {
    const runs: Record<Program, Measurement[]> = { bare: [], construct: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = PROGRAMS.map((program) => {
        const outdir = join(folder, `out-${program}`);
        rmSync(outdir, { recursive: true, force: true });
        runs[program].push(measure(folder, program, count, outdir));
        return templatesIn(outdir);
      });
      if (made[0] === '' || made[0] !== made[1]) throw new Error(`the two programs do not make the same templates of ${count} components`);
      process.stderr.write(`\r${count} components, round ${round + 1} of ${ROUNDS} `);
    }
    const of = (program: Program, value: (one: Measurement) => number): number => median(runs[program].map(value));
    const [bare, whole, plan] = [
      of('bare', ({ synth }) => synth),
      of('construct', ({ synth }) => synth),
      of('construct', (one) => one.plan),
    ];
    const emit = of('construct', (one) => one.synth - one.plan);
    const clock = of('construct', ({ wall }) => wall) / of('bare', ({ wall }) => wall);
    const megabytes = (program: Program): string => (of(program, ({ memory }) => memory) / 2 ** 20).toFixed(0);
    lines.push(
      [
        `${String(count).padStart(4)} components`,
        `bare ${bare.toFixed(0)} ms, ${megabytes('bare')} MB`,
        `construct ${emit.toFixed(0)} ms = ${(emit / bare).toFixed(2)} times, ${megabytes('construct')} MB`,
        `planning ${plan.toFixed(0)} ms more, ${(whole / bare).toFixed(2)} times with it (${clock.toFixed(2)} by the clock)`,
        `loading ${of('construct', ({ load }) => load).toFixed(0)} against ${of('bare', ({ load }) => load).toFixed(0)} ms`,
      ].join(' | '),
    );
  }
  process.stderr.write('\r');
  process.stdout.write(`${lines.join('\n')}\nmedians of ${ROUNDS} rounds; templates identical to the byte\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
