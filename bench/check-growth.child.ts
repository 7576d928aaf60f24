/** One measurement of our check of an assembly: `node check-growth.child <components> <outdir>`. Building and synthesizing the app is another process. */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';

export interface GrowthMeasurement {
  /** Reading the assembly and judging it. */
  readonly milliseconds: number;
  /** Greatest resident set size of the process. */
  readonly memory: number;
}

const [, , count = '', outdir = ''] = process.argv;
execFileSync(process.execPath, ['-e', `require('./cdk-synth.bare').build(${JSON.stringify(outdir)}, ${Number(count)}).synth()`], {
  cwd: dirname(join(__filename)),
  stdio: ['ignore', 'ignore', 'inherit'],
});

const root = dirname(require.resolve('agent-workload-identity/package.json'));
const { readPath } = require(join(root, 'dist/graph/read-files.js'));
const { checkGraph } = require(join(root, 'dist/assert/check-graph.js'));

const start = performance.now();
const { graph, plans } = readPath(outdir);
checkGraph(graph, { plan: plans });
const measurement: GrowthMeasurement = { milliseconds: performance.now() - start, memory: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(JSON.stringify(measurement));
