/** The rules as a Pulumi policy pack: as plain functions, and served by a real pack to a client that speaks as the engine does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import type { PolicyResource, ReportViolation, StackValidationArgs } from '@pulumi/policy';
import * as analyzerService from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import * as analyzer from '@pulumi/pulumi/proto/analyzer_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import type { PulumiResource } from '../../lib/graph/from-pulumi';
import { type IdentityPoliciesOptions, identityPolicies } from '../../lib/pulumi/policy-pack';
import { LAMBDA_TRUST, policy, soundRole } from '../../lib/rules/examples/parts';
import { asPulumi } from '../../lib/rules/examples/pulumi/as-pulumi';
import { asState } from '../../lib/rules/examples/pulumi/as-state';
import { UNKNOWN } from '../../scripts/pulumi-offline';

/** What Pulumi puts around a resource's properties before a policy sees them; not among its declared exports. */
const { unknownCheckingProxy } = jest.requireActual<{ unknownCheckingProxy: (properties: object) => Record<string, unknown> }>(
  '@pulumi/policy/proxy',
);

const HERE = { account: '111122223333', region: 'eu-central-1', partition: 'aws' };
const EVERYBODY = policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });

const programOf = (trust: unknown): readonly PulumiResource[] => asState(asPulumi(soundRole('Tool', trust, { name: 'tool' })), HERE);
const sound = programOf(LAMBDA_TRUST);
const faulty = programOf(EVERYBODY);
/** A first preview: the trust policy names something that is not known yet, so that Pulumi knows none of it. */
const unknown = sound.map((resource) =>
  resource.type === 'aws:iam/role:Role' ? { ...resource, inputs: { ...resource.inputs, assumeRolePolicy: UNKNOWN } } : resource,
);
const ROLE = sound.find(({ type }) => type === 'aws:iam/role:Role')?.urn ?? '';

/** As Pulumi hands it over: looking at an unknown value throws. */
const handedOver = ({ type, urn, inputs, outputs }: PulumiResource): PolicyResource => ({
  type,
  urn,
  name: urn.slice(urn.lastIndexOf('::') + 2),
  props: unknownCheckingProxy({ ...inputs, ...outputs }),
  opts: {
    protect: false,
    ignoreChanges: [],
    aliases: [],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    additionalSecretOutputs: [],
  },
  dependencies: [],
  propertyDependencies: {},
  isType: () => false,
  asType: () => undefined,
});

interface Reported {
  readonly policy: string;
  readonly message: string;
  readonly urn: string | undefined;
}

function reportedOn(resources: readonly PulumiResource[], options?: IdentityPoliciesOptions): readonly Reported[] {
  const reported: Reported[] = [];
  for (const one of identityPolicies(options)) {
    if (!('validateStack' in one)) continue;
    const report: ReportViolation = (message, urn) => void reported.push({ policy: one.name, message, urn });
    const args: StackValidationArgs = {
      resources: resources.map(handedOver),
      stackTags: new Map(),
      getConfig: <Config extends object>() => ({}) as Config,
      notApplicable: (reason) => {
        throw new Error(reason);
      },
    };
    void one.validateStack(args, report);
  }
  return reported;
}

describe('identityPolicies', () => {
  it('report nothing of a sound program', () => {
    expect(reportedOn(sound)).toEqual([]);
  });

  it('report what is refuted at its resource, by the mandatory policy', () => {
    expect(reportedOn(faulty)).toContainEqual({
      policy: 'identities',
      message: expect.stringMatching(/^WI203 trust\/principal-is-not-foreign: .*shown.*fix/s),
      urn: ROLE,
    });
    expect(identityPolicies().map(({ name, enforcementLevel }) => [name, enforcementLevel])).toEqual([
      ['identities', 'mandatory'],
      ['identity-advice', 'advisory'],
    ]);
  });

  it('block for what is unknown in a preview, unless told otherwise', () => {
    const blocking = reportedOn(unknown).filter(({ policy: name }) => name === 'identities');
    expect(blocking.map(({ message }) => message)).toContainEqual(expect.stringMatching(/\(undecided\)/));
    const lenient = reportedOn(unknown, { failOn: 'refuted' });
    expect(lenient.map(({ policy: name }) => name)).toEqual(lenient.map(() => 'identity-advice'));
    expect(lenient).toHaveLength(blocking.length);
  });

  it('leave out what is acknowledged', () => {
    const pins = reportedOn(unknown).map(({ message }) => /pin {4}([0-9a-f]{32})/.exec(message)?.[1] ?? '');
    const acknowledgements = pins.map((fingerprint) => ({
      fingerprint,
      because: 'the issuer is made in the same stack',
      owner: 'platform',
    }));
    expect(pins.length).toBeGreaterThan(0);
    expect(reportedOn(unknown, { acknowledgements })).toEqual([]);
  });

  it('say nothing of secrets, whose values Pulumi hands over as if they were none', () => {
    const parameter: PulumiResource = {
      type: 'aws:ssm/parameter:Parameter',
      urn: 'urn:pulumi:prod::agents::aws:ssm/parameter:Parameter::key',
      inputs: { name: '/crm/api_key', type: 'String', value: 'q8h2k4m6n8p0r2t4v6x8' },
    };
    expect(reportedOn([parameter])).toEqual([]);
  });
});

describe('a real policy pack', () => {
  const FOLDER = join(__dirname, '../../examples/checks-in-pulumi/policy-pack');
  let pack: ChildProcess;
  let client: analyzerService.AnalyzerClient;

  beforeAll(async () => {
    const tsx = join(__dirname, '../../node_modules/tsx/dist/loader.mjs');
    pack = spawn(process.execPath, ['--import', tsx, 'index.ts'], { cwd: FOLDER, stdio: ['ignore', 'pipe', 'inherit'] });
    const port = await new Promise<string>((resolve, reject) => {
      pack.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()));
      pack.once('exit', (code) => reject(new Error(`the pack ended with ${code}`)));
    });
    client = new analyzerService.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  });

  afterAll(() => {
    client?.close();
    pack?.kill();
  });

  function analyze(
    resources: readonly PulumiResource[],
  ): Promise<readonly { readonly message: string; readonly level: number; readonly urn: string }[]> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map(({ type, urn, inputs }) => {
        const resource = new analyzer.AnalyzerResource();
        resource.setType(type);
        resource.setUrn(urn);
        resource.setName(urn.slice(urn.lastIndexOf('::') + 2));
        resource.setProperties(Struct.fromJavaScript(inputs as never));
        const options = new analyzer.AnalyzerResourceOptions();
        options.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
        resource.setOptions(options);
        return resource;
      }),
    );
    return new Promise((resolve, reject) => {
      client.analyzeStack(request, (error, response) => {
        if (error !== null) reject(error);
        else {
          resolve(
            response
              .getDiagnosticsList()
              .map((one) => ({ message: one.getMessage(), level: one.getEnforcementlevel(), urn: one.getUrn() })),
          );
        }
      });
    });
  }

  it('passes a sound stack, and fails a faulty one with mandatory diagnostics', async () => {
    expect(await analyze(sound)).toEqual([]);
    expect(await analyze(faulty)).toContainEqual({
      message: expect.stringContaining('WI203'),
      level: analyzer.EnforcementLevel.MANDATORY,
      urn: ROLE,
    });
  });

  it('is not made advice by what is unknown in a preview', async () => {
    const diagnostics = await analyze(unknown);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.filter(({ level }) => level !== analyzer.EnforcementLevel.MANDATORY)).toEqual([]);
  });
});
