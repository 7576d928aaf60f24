/**
 * One measurement of a checker, in a process of its own: `node check.child <checker> <components> <outdir>`. Prints milliseconds and bytes as JSON.
 *
 * The app is built and synthesized first, and is not measured. Times are by the clock, because Guard works in a process of its own.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { App, IPolicyValidationContext } from 'aws-cdk-lib';
import { CHECKERS, type Checker } from './checkers';

export interface CheckMeasurement {
  /** Loading the checker, making it, and the first check. */
  readonly first: number;
  /** The same check again in the same process. */
  readonly again: number;
  /** Greatest resident set size of the process. */
  readonly memory: number;
  readonly violations: number;
}

interface Plugin {
  readonly validate: (context: IPolicyValidationContext) => { readonly violations: readonly unknown[] };
}

/** Each checker as the validation plugin that its makers offer for the CDK. */
const MAKE: { readonly [Name in Checker]: (app: App) => Plugin } = {
  ours: () => new (require('agent-workload-identity/cdk').IdentityChecks)(),
  'cdk-nag': (app) => new (require('cdk-nag').AwsSolutionsChecks)(app),
  guard: () => new (require('@cdklabs/cdk-validator-cfnguard').CfnGuardValidator)({ maxBuffer: 2 ** 28 }),
  'cloudformation-validate': () => new (require('aws-cdk-lib').CloudFormationValidatePlugin)(),
};

const isChecker = (name: string): name is Checker => CHECKERS.some((known) => known === name);

function contextOf(app: App, outdir: string): IPolicyValidationContext {
  const stackTemplates = app.node.children
    .map(({ node }) => ({ stackConstructPath: node.path, templatePath: join(outdir, `${node.id}.template.json`) }))
    .filter(({ templatePath }) => existsSync(templatePath))
    .map((stack) => ({ ...stack, accountId: '111122223333', region: 'eu-central-1' }));
  return {
    templatePaths: stackTemplates.map(({ templatePath }) => templatePath),
    stackTemplates,
    appConstruct: app,
  } as IPolicyValidationContext;
}

const [, , name = '', count = '', outdir = ''] = process.argv;
if (!isChecker(name)) throw new Error(`there is no checker \`${name}\``);
const { build } = require('./cdk-synth.bare') as { readonly build: (outdir: string, count: number) => App };
const app = build(outdir, Number(count));
app.synth();
const context = contextOf(app, outdir);

const start = performance.now();
const plugin = MAKE[name](app);
const { violations } = plugin.validate(context);
const first = performance.now() - start;
const before = performance.now();
plugin.validate(context);
const again = performance.now() - before;
const measurement: CheckMeasurement = { first, again, memory: process.resourceUsage().maxRSS * 1024, violations: violations.length };
process.stdout.write(JSON.stringify(measurement));
