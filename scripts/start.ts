/**
 * What `npm start` shows: the support agent through both engines, read back from what they synthesized, proved, and drawn as cards.
 *
 * Needs no AWS account and no network.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { runtime } from '@pulumi/pulumi';
import { support } from '../examples/support-agent/agent';
import { checkGraph, provePlan } from '../lib/assert/check-graph';
import { fromPulumi } from '../lib/graph/from-pulumi';
import type { IdentityGraph } from '../lib/graph/identity-graph';
import { readPath } from '../lib/graph/read-files';
import { type IdentityPlan, planIdentities } from '../lib/plan';
import { accessMatrix } from '../lib/report/access-matrix';
import { identityCards } from '../lib/report/identity-card';
import { paletteOf } from '../lib/report/palette';
import { findingsToText } from '../lib/report/to-text';
import type { Judgement } from '../lib/rules/run-rules';
import { runOffline } from './pulumi-offline';

const root = join(__dirname, '..');
const assembly = join(root, 'cdk.out');
const pulumiFolder = join(root, 'out', 'pulumi');
const color = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const palette = paletteOf(color);
const columns = Math.min(100, Math.max(80, process.stdout.columns ?? 96));
const STAGES = ['dev', 'prod'] as const;

const say = (text = ''): void => void process.stdout.write(`${text}\n`);

/** Tells a step, runs it, and tells how long it took. */
async function step<Result>(
  what: string,
  run: () => Result | Promise<Result>,
  told: (result: Result) => string = () => '',
): Promise<Result> {
  const started = Date.now();
  if (color) process.stdout.write(palette.dim(`  … ${what}`));
  const result = await run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const detail = told(result);
  say(`${color ? '\r\u001b[2K' : ''}  ${palette.proved('✓')} ${what}${detail === '' ? '' : `: ${detail}`} ${palette.dim(`${seconds} s`)}`);
  return result;
}

/** The real CDK CLI, offline. A stale report of an earlier run would be taken for this one's. */
function synthesize(): void {
  rmSync(assembly, { recursive: true, force: true });
  const require = createRequire(__filename);
  execFileSync(process.execPath, [require.resolve('aws-cdk/bin/cdk'), 'synth', '**', '--quiet', '--no-notices'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
  });
}

/** Pulumi's own runtime with offline mocks. In a preview what the provider computes is unknown, and the component proves its plan instead. */
async function register(stage: string, preview: boolean): Promise<IdentityGraph> {
  const program = require.resolve('../examples/support-agent/pulumi');
  delete require.cache[program];
  const { resources } = await runOffline(
    () => {
      runtime.setConfig('support:clusterArn', 'arn:aws:eks:eu-central-1:111122223333:cluster/agents');
      return require(program);
    },
    { preview, project: 'support', stack: stage },
  );
  if (!preview) {
    mkdirSync(pulumiFolder, { recursive: true });
    writeFileSync(join(pulumiFolder, `${stage}.resources.json`), `${JSON.stringify(resources, null, 2)}\n`);
  }
  return fromPulumi(resources, { account: '111122223333', region: 'eu-central-1', partition: 'aws' });
}

const counts = ({ summary }: Judgement): string =>
  `${summary.proved} claims proved, ${summary.refuted} refuted, ${summary.undecided} undecided`;

function insist(judgement: Judgement, what: string): void {
  if (judgement.verdict === 'proved') return;
  say(findingsToText(judgement.findings, { color }));
  throw new Error(`the isolation of ${what} is ${judgement.verdict}`);
}

const roleNames = ({ roles }: IdentityGraph): string =>
  roles
    .map(({ name }) => name)
    .sort()
    .join('\n');

async function main(): Promise<void> {
  const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }).version;
  say();
  say(`  ${palette.strong('agent-workload-identity')} ${palette.dim(version)}  the support agent, declared once, on both engines`);
  say();

  const plans = await step(
    'plan the declaration',
    () =>
      STAGES.map((stage): IdentityPlan => {
        const planning = planIdentities(support, { deployment: { stage } });
        if (!planning.ok) throw new Error(findingsToText(planning.findings, { color }));
        insist(provePlan(planning.plan), `the plan of ${stage}`);
        return planning.plan;
      }),
    (all) => `${all[0]?.components.length} components, ${all[0]?.calls.length} calls, proved before anything is deployed`,
  );
  await step('synthesize dev and prod with the CDK', synthesize);
  const cdk = await step(
    'read the templates back',
    () => readPath(assembly),
    ({ graph }) => `${graph.roles.length} roles, ${graph.logGroups.length} log groups`,
  );
  const cdkProof = await step('prove the isolation on the templates', () => checkGraph(cdk.graph, { plan: cdk.plans }), counts);
  insist(cdkProof, 'the CDK templates');

  await step(
    'preview with Pulumi, outputs unknown',
    () => register('dev', true),
    () => 'the component proved its plan before it registered anything',
  );
  const pulumi: IdentityGraph[] = [];
  for (const stage of STAGES) {
    pulumi.push(
      await step(
        `register ${stage} with Pulumi, provider mocked`,
        () => register(stage, false),
        ({ roles, logGroups }) => `${roles.length} roles, ${logGroups.length} log groups`,
      ),
    );
  }
  const pulumiProof = await step(
    'prove the isolation on what Pulumi registered',
    () => pulumi.map((graph, index) => checkGraph(graph, plans[index] === undefined ? {} : { plan: plans[index] })),
    (all) => all.map(counts).join('; '),
  );
  for (const [index, proof] of pulumiProof.entries()) insist(proof, `what Pulumi registered for ${STAGES[index]}`);
  await step(
    'compare the engines',
    () => {
      if (roleNames(cdk.graph) !== pulumi.map(roleNames).sort().join('\n').split('\n').sort().join('\n'))
        throw new Error('the engines made different roles');
    },
    () => 'the same roles by the same names',
  );

  const [plan] = plans;
  if (plan !== undefined) {
    say();
    say(identityCards(plan, { color, width: columns }));
    say();
    say(accessMatrix(plan, { color }));
  }
  say();
  say(
    `  ${palette.strong('CDK templates and plans')}   ${relative(process.cwd(), assembly)}/assembly-*/*.template.json, *.identity-plan.json`,
  );
  say(`  ${palette.strong('Pulumi resources')}          ${relative(process.cwd(), pulumiFolder)}/{dev,prod}.resources.json`);
  say(`  ${palette.strong('the declaration')}           examples/support-agent/agent.ts`);
  say(`  ${palette.dim('next: npx agent-identity check cdk.out · npx agent-identity rules · npm test')}`);
  say();
}

main().catch((error: unknown) => {
  say();
  say(error instanceof Error ? error.message : String(error));
  const { stderr, stdout } = error as { readonly stderr?: Buffer; readonly stdout?: Buffer };
  for (const output of [stdout, stderr]) if (output !== undefined && output.length > 0) say(output.toString());
  process.exitCode = 1;
});
