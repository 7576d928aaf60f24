/** The one file with the CDK's own template validation on: it takes seconds to start. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, aws_bedrockagentcore as agentcore, CfnParameter, Fn, Stack, Stage } from 'aws-cdk-lib';
import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import { AgentIdentity } from '../../lib/cdk';
import { SHAPES } from '../../lib/policy/shapes';
import type { Agent } from '../../lib/spec';
import { SCENARIOS } from '../conformance/scenarios';
import { desk, HOME, INPUTS, lateInputs } from './desk';

const CONTEXT: unknown = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8')).context;

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly { readonly ruleName: string; readonly description: string }[];
  }[];
}

/** What the CDK's validation says of the templates of an app; nothing is acknowledged. */
function reportedOn(build: (app: App) => void): readonly string[] {
  const app = new App({ context: CONTEXT as Record<string, unknown> });
  build(app);
  const { directory } = app.synth();
  const { pluginReports }: Report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  return pluginReports
    .flatMap(({ violations }) => violations)
    .filter(({ ruleName }) => !ruleName.startsWith('Annotation::agent-workload-identity:'))
    .map(({ ruleName, description }) => `${ruleName} ${description}`);
}

/** Scenarios that leave account and inputs to the deployment. */
const LATE = SCENARIOS.filter(({ late, deployment }) => late && deployment?.account === undefined);

/** A value for each input: an example of its shape. */
const examplesFor = ({ inputs }: Agent): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(inputs).map(([name, shape]) => [name, SHAPES[shape].example]));

beforeAll(() => {
  process.env.CDK_VALIDATION = 'true';
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

describe("the CDK's own template validation", () => {
  it('is on: it reports a template that is wrong', () => {
    const wrong = (app: App): void => {
      const stack = new Stack(app, 'Wrong', { env: HOME });
      new agentcore.CfnRuntime(stack, 'Runtime', {
        agentRuntimeName: 'wrong name!',
        agentRuntimeArtifact: {},
        networkConfiguration: { networkMode: 'NOWHERE' },
        roleArn: 'role',
      });
    };
    expect(() => reportedOn(wrong)).toThrow(/RoleArn: 'role' does not match pattern/);
  });

  it.each<readonly [string, (app: App) => void]>([
    ['a stack with an environment', (app) => new AgentIdentity(new Stack(app, 'Desk', { env: HOME }), 'Identity', desk, INPUTS)],
    [
      'a stack without one, late inputs, an opened identity',
      (app) => {
        const stack = new Stack(app, 'Desk');
        new AgentIdentity(stack, 'Identity', desk, lateInputs(stack), { grants: 'accept' });
      },
    ],
    [
      'a stage, with a runtime that is bound',
      (app) => {
        const stack = new Stack(new Stage(app, 'Production', { env: HOME }), 'Desk');
        const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
        identity.bind(stack, 'thinker', { runtimeId: new CfnParameter(stack, 'RuntimeId').valueAsString });
      },
    ],
    [
      'the support agent',
      (app) => new AgentIdentity(new Stack(app, 'Support', { env: HOME }), 'Identity', support, examplesFor(support) as never),
    ],
    [
      'the coding agent in both of its accounts',
      (app) => {
        const deployment = { stage: 'prod', ...HOME };
        const inputs = examplesFor(coding) as never;
        const target = new Stack(app, 'Target', { env: { ...HOME, account: SHAPES['account-id'].example } });
        new AgentIdentity(new Stack(app, 'Home', { env: HOME }), 'Identity', coding, inputs, { deployment });
        new AgentIdentity(target, 'Identity', coding, inputs, { deployment, account: 'targetAccount' });
      },
    ],
    [
      'every trust kind and capability, with late inputs',
      (app) => {
        for (const [index, { agent, inputs, deployment = {}, name }] of LATE.entries()) {
          // Each in an account of its own, because their names repeat.
          const env = { account: String(200_000_000_000 + index), region: HOME.region };
          const stack = new Stack(app, `Scenario${index}`, { env, description: name });
          const given = Object.keys(inputs).map((input) => [input, Fn.importValue(input)]);
          new AgentIdentity(stack, 'Identity', agent, Object.fromEntries(given), { deployment });
        }
      },
    ],
  ])('reports nothing on %s', (_what, build) => {
    expect(reportedOn(build)).toEqual([]);
  });

  it.each(SCENARIOS.filter((scenario) => !LATE.includes(scenario)).map((scenario) => [scenario.name, scenario] as const))(
    'reports nothing on %s',
    (_name, { agent, inputs, deployment = {} }) => {
      const { account = HOME.account, region = HOME.region } = deployment;
      const build = (app: App) =>
        new AgentIdentity(new Stack(app, 'Scenario', { env: { account, region } }), 'Identity', agent, inputs, { deployment });
      expect(reportedOn(build)).toEqual([]);
    },
  );
});
