import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AgentIdentity, IdentityChecks, type IdentityChecksOptions } from '../../lib/cdk';
import { readAssemblies } from '../../lib/graph/read-files';
import { baselineOf, baselineText } from '../../lib/report/baseline';
import { FindingsError } from '../../lib/report/findings-error';
import { fingerprinter } from '../../lib/report/fingerprint';
import { accept } from '../../lib/rules/accept';
import { LAMBDA_TRUST, policy } from '../../lib/rules/examples/parts';
import { PRESETS } from '../../lib/rules/presets';
import { runRules } from '../../lib/rules/run-rules';
import { desk, HOME, INPUTS } from './desk';

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly suggestedFix?: string;
  readonly severity: string;
  readonly ruleMetadata?: Readonly<Record<string, string>>;
  readonly violatingConstructs: readonly {
    readonly constructPath: string;
    readonly cloudFormationResource?: {
      readonly templatePath: string;
      readonly logicalId: string;
      readonly propertyPaths?: readonly string[];
    };
  }[];
}

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly conclusion: string;
    readonly violations: readonly Violation[];
    readonly suppressedViolations?: readonly (Violation & { readonly reason?: string })[];
  }[];
}

interface Checked {
  /** What synthesis fails with; empty where it does not. */
  readonly error: string;
  readonly violations: readonly Violation[];
  readonly suppressed: readonly string[];
  readonly directory: string;
}

const OURS = 'agent-workload-identity';

function synthesize(app: App): Checked {
  let error = '';
  try {
    app.synth();
  } catch (failure) {
    error = failure instanceof Error ? failure.message : String(failure);
  }
  const directory = app.outdir;
  let report: Report = { pluginReports: [] };
  try {
    report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as Report;
  } catch {
    // There is none where no plugin has anything to judge.
  }
  const own = report.pluginReports.filter(({ pluginName }) => pluginName === OURS);
  return {
    error,
    directory,
    violations: own.flatMap(({ violations }) => violations),
    suppressed: own.flatMap(({ suppressedViolations = [] }) => suppressedViolations.map(({ reason }) => reason ?? '')),
  };
}

function checked(build: (app: App) => void, options?: IdentityChecksOptions): Checked {
  const app = new App({ analyticsReporting: false });
  Validations.of(app).addPlugins(new IdentityChecks(options));
  build(app);
  return synthesize(app);
}

const pathsOf = ({ violations }: Checked): readonly string[] =>
  violations.flatMap(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }) => constructPath)).sort();

const READ_HANDBOOK = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' });

/** A tool's role with a boundary. */
function tool(scope: Construct, id: string, trust: unknown = LAMBDA_TRUST): CfnRole {
  const boundary = new CfnManagedPolicy(scope, `${id}Boundary`, { policyDocument: READ_HANDBOOK });
  return new CfnRole(scope, id, { assumeRolePolicyDocument: trust, permissionsBoundary: boundary.ref });
}

const EVERYBODY = policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });

beforeAll(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

describe('IdentityChecks', () => {
  it('lets a sound app pass, with the plan that an identity published', () => {
    const { error, violations } = checked((app) => {
      new AgentIdentity(new Stack(app, 'Desk', { env: HOME }), 'Identity', desk, INPUTS);
    });
    expect({ error, violations }).toEqual({ error: '', violations: [] });
  });

  it('fails synthesis with rule, construct path, property, what shows it, and fix', () => {
    const { error, violations } = checked((app) => {
      tool(new Stack(app, 'Desk'), 'Tool', EVERYBODY);
    });
    expect(error).toMatch(
      /WI203 trust\/principal-is-not-foreign: the trust policy of `Desk\/Tool` lets principals of every account become it/,
    );
    expect(error).toMatch(/\n {3}at {5}Properties\.AssumeRolePolicyDocument\.Statement\.0\n {3}why {4}.*\n {3}shown {2}`arn:aws:iam::/);
    expect(error).toMatch(/Suggested fix: name the principal/);
    expect(violations).toEqual([
      expect.objectContaining({
        severity: 'error',
        ruleMetadata: expect.objectContaining({ code: 'WI203', rule: 'trust/principal-is-not-foreign', verdict: 'refuted' }),
        violatingConstructs: [
          expect.objectContaining({
            constructPath: 'Desk/Tool',
            cloudFormationResource: {
              templatePath: 'Desk.template.json',
              logicalId: 'Tool',
              propertyPaths: ['Properties.AssumeRolePolicyDocument.Statement.0'],
            },
          }),
        ],
      }),
    ]);
  });

  it('judges with the plan that was published: a boundary that was widened by hand is found', () => {
    const { error } = checked((app) => {
      const stack = new Stack(app, 'Desk', { env: HOME });
      const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
      const boundaries = identity.node.findAll().filter((one): one is CfnManagedPolicy => one instanceof CfnManagedPolicy);
      for (const boundary of boundaries) boundary.policyDocument = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
    });
    expect(error).toMatch(/WI302 boundary\/covers-the-plan/);
  });

  it('finds what is in nested stacks, which the CDK does not hand over, once', () => {
    const found = checked((app) => {
      const inner = new NestedStack(new Stack(app, 'Desk'), 'Inner');
      tool(new NestedStack(inner, 'Innermost'), 'Tool', EVERYBODY);
    });
    expect(pathsOf(found)).toEqual(['Desk/Inner/Innermost/Tool']);
    expect(found.violations[0]?.violatingConstructs[0]?.cloudFormationResource?.templatePath).toMatch(/\.nested\.template\.json$/);
  });

  it('finds what is in stages, in each environment that has the fault, once in each', () => {
    const environments = [
      { account: '111122223333', region: 'eu-central-1' },
      { account: '444455556666', region: 'eu-west-1' },
    ];
    const found = checked((app) => {
      for (const [index, env] of environments.entries()) {
        const stage = new Stage(app, `Stage${index}`, { env });
        tool(new Stack(stage, 'Faulty'), 'Tool', EVERYBODY);
        tool(new Stack(stage, 'Sound'), 'Tool');
      }
    });
    expect(pathsOf(found)).toEqual(['Stage0/Faulty/Tool', 'Stage1/Faulty/Tool']);
  });

  it('judges a stage alone where it is added to one', () => {
    const app = new App({ analyticsReporting: false });
    const [one, other] = ['One', 'Other'].map((id) => new Stage(app, id));
    if (one === undefined || other === undefined) throw new Error('there are two stages');
    Validations.of(one).addPlugins(new IdentityChecks());
    for (const stage of [one, other]) tool(new Stack(stage, 'Desk'), 'Tool', EVERYBODY);
    tool(new Stack(app, 'Outside'), 'Tool', EVERYBODY);
    expect(pathsOf(synthesize(app))).toEqual(['One/Desk/Tool']);
  });

  it('reports a finding once where a stage and its app are both checked, also when synthesized again', () => {
    const app = new App({ analyticsReporting: false });
    const stage = new Stage(app, 'Prod');
    Validations.of(app).addPlugins(new IdentityChecks());
    Validations.of(stage).addPlugins(new IdentityChecks());
    tool(new Stack(stage, 'Desk'), 'Tool', EVERYBODY);
    tool(new Stack(app, 'Outside'), 'Tool', EVERYBODY);
    expect(pathsOf(synthesize(app))).toEqual(['Outside/Tool', 'Prod/Desk/Tool']);
    expect(() => app.synth({ force: true })).toThrow(/Prod\/Desk\/Tool/);
  });

  it('fails for what is undecided too, unless told otherwise', () => {
    const build = (app: App): void => {
      const stack = new Stack(app, 'Desk');
      tool(stack, 'Tool', new CfnParameter(stack, 'Trust').valueAsString);
    };
    const strictly = checked(build);
    expect(strictly.error).toMatch(/\(undecided\)/);
    const leniently = checked(build, { failOn: 'refuted' });
    expect(leniently.error).toBe('');
    expect(leniently.violations.map(({ severity }) => severity)).toEqual(strictly.violations.map(() => 'warning'));
    expect(leniently.violations).not.toEqual([]);
  });

  it('counts warnings only where the preset does', () => {
    const build = (app: App): void => {
      new CfnSecret(new Stack(app, 'Desk'), 'Token', { generateSecretString: { passwordLength: 40 } });
    };
    expect(checked(build).error).toBe('');
    expect(checked(build).violations.map(({ severity }) => severity)).toContain('warning');
    expect(checked(build, { preset: 'strict' }).error).toMatch(/secrets\/secret-is-rotated/);
  });
});

describe("the CDK's own acknowledgements", () => {
  const withTool = (trust: object, id?: string): Checked =>
    checked((app) => {
      const role = tool(new Stack(app, 'Desk'), 'Tool', trust);
      if (id !== undefined) Validations.of(role).acknowledge({ id, reason: 'a honeypot' });
    });
  const idIn = ({ error }: Checked): string => /Acknowledge with '([^']+)'/.exec(error)?.[1] ?? '';

  it('are honoured, by the id that the report prints', () => {
    const accepted = withTool(EVERYBODY, idIn(withTool(EVERYBODY)));
    expect(accepted.error).toBe('');
    expect(accepted.suppressed).toEqual(['a honeypot']);
  });

  it('hold for the content that was accepted: a wider statement is a new finding', () => {
    const wider = policy({ Effect: 'Allow', Principal: '*', Action: ['sts:AssumeRole', 'sts:TagSession'] });
    expect(withTool(wider, idIn(withTool(EVERYBODY))).error).toMatch(/WI203/);
  });
});

describe('acknowledgements and baselines of agent-identity', () => {
  const build = (app: App): void => {
    tool(new Stack(app, 'Desk'), 'Tool', EVERYBODY);
  };
  const fingerprint = checked(build).violations[0]?.ruleMetadata?.fingerprint ?? '';
  const acknowledgement = { fingerprint, because: 'a honeypot', owner: 'red-team' };

  it('are left out of the report', () => {
    expect(checked(build, { acknowledgements: [acknowledgement] })).toMatchObject({ error: '', violations: [] });
  });

  it('accept nothing once they have expired, and say so', () => {
    const { error, violations } = checked(build, { acknowledgements: [{ ...acknowledgement, expires: '2020-01-31' }] });
    expect(error).toMatch(/WI203/);
    expect(violations.map(({ description }) => description)).toContainEqual(expect.stringContaining('expired on 2020-01-31'));
  });

  it('are reported where nothing of the kind is found', () => {
    const { error, violations } = checked((app) => void tool(new Stack(app, 'Desk'), 'Tool'), { acknowledgements: [acknowledgement] });
    expect(error).toBe('');
    expect(violations).toEqual([expect.objectContaining({ severity: 'warning', description: expect.stringContaining('is stale') })]);
  });

  it('are read from the files that the command reads', () => {
    const folder = mkdtempSync(join(tmpdir(), 'identity-checks-'));
    try {
      const acknowledgements = join(folder, 'acknowledgements.json');
      writeFileSync(acknowledgements, JSON.stringify({ version: 1, acknowledgements: [acknowledgement] }));
      expect(checked(build, { acknowledgements }).error).toBe('');
      const baseline = join(folder, 'baseline.json');
      const { graph } = readAssemblies([checked(build).directory]);
      const settled = accept(runRules(PRESETS.recommended, { graph, plans: [] }), fingerprinter(graph), { today: '2026-11-28' });
      writeFileSync(baseline, baselineText(baselineOf([{ path: 'cdk.out', ...settled }])));
      expect(checked(build, { baseline }).error).toBe('');
      expect(() => new IdentityChecks({ baseline: acknowledgements })).toThrow(FindingsError);
      expect(() => new IdentityChecks({ baseline: join(folder, 'none.json') })).toThrow(/there is no such file/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('options of IdentityChecks', () => {
  it.each([
    [{ presets: 'strict' }, /did you mean `preset`/],
    [{ preset: 'stric' }, /there is no preset `stric`/],
    [{ failOn: 'never' }, /nothing fails on `never`/],
    [{ baseline: 7 }, /the baseline is no path/],
    [{ acknowledgements: 7 }, /neither a path nor a list/],
    [{ acknowledgements: [{ fingerprint: 'x', because: 'y', owner: 'z' }] }, /is no fingerprint/],
  ])('are refused where they are not known: %j', (options, message) => {
    expect(() => new IdentityChecks(options as IdentityChecksOptions)).toThrow(message);
  });
});
