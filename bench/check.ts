/**
 * How long the rules take, beside the checkers that a CDK app can have instead: cdk-nag, CloudFormation Guard's plugin and AWS's own validator.
 *
 * All check the same app of 10, 100 and 400 roles, each in a process of its own, in turns. Then our own check of assemblies of up to 4,000 roles in several
 * templates, to see how it grows. Run after the build: `npm run bench:check [rounds]`.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckMeasurement } from './check.child';
import type { GrowthMeasurement } from './check-growth.child';
import { CHECKERS, type Checker } from './checkers';
import { median, workshop } from './workshop';

const COUNTS = [10, 100, 400] as const;
const GROWTH = [100, 400, 1000, 2000, 4000] as const;
const ROUNDS = Number(process.argv[2] ?? 3);
const PACKAGES = ['aws-cdk-lib', 'constructs', 'cdk-nag', '@cdklabs/cdk-validator-cfnguard'];

const folder = workshop('check', /^(?:check\.child|checkers|check-growth\.child|cdk-synth\.(?:bare|agents))\.ts$/, PACKAGES);

function child<Result>(program: string, ...args: readonly string[]): Result {
  const outdir = join(folder, 'out');
  rmSync(outdir, { recursive: true, force: true });
  const said = execFileSync(process.execPath, [join(folder, `${program}.js`), ...args, outdir], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  return JSON.parse(said);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

function compare(count: number): void {
  const runs = new Map<Checker, CheckMeasurement[]>(CHECKERS.map((checker) => [checker, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const checker of CHECKERS) runs.get(checker)?.push(child('check.child', checker, String(count)));
  const of = (checker: Checker, value: (one: CheckMeasurement) => number): number => median((runs.get(checker) ?? []).map(value));
  say(`\n${count} roles, medians of ${ROUNDS} rounds`);
  for (const checker of CHECKERS) {
    const [first, again] = [of(checker, (one) => one.first), of(checker, (one) => one.again)];
    const times = (value: number, ours: number): string => (checker === 'ours' ? '' : ` = ${(value / ours).toFixed(1)} times ours`);
    say(
      [
        `  ${checker.padEnd(24)}`,
        `start-up counted ${first.toFixed(0)} ms${times(
          first,
          of('ours', (one) => one.first),
        )}`,
        `not counted ${again.toFixed(0)} ms${times(
          again,
          of('ours', (one) => one.again),
        )}`,
        megabytes(of(checker, (one) => one.memory)),
      ].join(' | '),
    );
  }
}

/** Slope of a line through the logarithms: 1 is linear. */
function exponentOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(logs.map(([one]) => one)), mean(logs.map(([, one]) => one))];
  return logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

try {
  for (const count of COUNTS) compare(count);
  say('\nour check of whole assemblies, a hundred roles to a template');
  const points = GROWTH.map((count) => {
    const runs = Array.from({ length: ROUNDS }, () => child<GrowthMeasurement>('check-growth.child', String(count)));
    const milliseconds = median(runs.map((one) => one.milliseconds));
    say(`  ${String(count).padStart(5)} roles  ${milliseconds.toFixed(0)} ms, at most ${megabytes(median(runs.map((one) => one.memory)))}`);
    return [count, milliseconds] as const;
  });
  say(`  exponent of growth ${exponentOf(points).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
