/**
 * One measurement, in a process of its own: `node child <program> <count> <outdir> <module that plans>`. Prints milliseconds and bytes as JSON.
 *
 * Times are of the processor, so that a machine that is busy with something else does not count; `wall` is by the clock.
 */
import { performance } from 'node:perf_hooks';

export interface Measurement {
  /** Loading what the program imports at its top. */
  readonly load: number;
  /** Building the app and synthesizing it, planning included. */
  readonly synth: number;
  /** The same, by the clock. */
  readonly wall: number;
  /** Of that, planning: from the declaration to the plan. */
  readonly plan: number;
  /** Greatest resident set size of the process. */
  readonly memory: number;
}

interface Program {
  readonly build: (outdir: string, count: number) => { readonly synth: () => unknown };
}

const [, , program = '', count = '', outdir = '', planner = ''] = process.argv;
let plan = 0;

/** Milliseconds that the process has had the processor. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Takes the time of planning where the construct calls it. */
function watchPlanning(): void {
  const planning: Record<string, (...given: unknown[]) => unknown> = require(planner);
  const { planIdentities } = planning;
  if (planIdentities === undefined) throw new Error('nothing plans');
  planning.planIdentities = (...given) => {
    const start = processor();
    const result = planIdentities(...given);
    plan += processor() - start;
    return result;
  };
}

const start = processor();
if (program === 'construct') watchPlanning();
const { build }: Program = require(`./cdk-synth.${program}`);
const loaded = processor();
const clock = performance.now();
build(outdir, Number(count)).synth();
const wall = performance.now() - clock;
const synth = processor() - loaded;
const measurement: Measurement = { load: loaded - start, synth, wall, plan, memory: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(JSON.stringify(measurement));
