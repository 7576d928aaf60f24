/** The JSON that the command really writes, against the schema that the package publishes. */
import Ajv from 'ajv/dist/2020';
import { LAMBDA_TRUST, role, soundRole } from '../../lib/rules/examples/parts';
import { agentIdentity, folder } from './command';

const schema = jest.requireActual('../../schemas/report.schema.json');
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);

const files = folder();
afterAll(files.remove);

const bad = files.file('bad.json', { Resources: { Tool: role({ trust: LAMBDA_TRUST, maxSessionSeconds: 43_200 }) } });
const open = files.file(
  'open.yaml',
  'Parameters: { Trust: { Type: String } }\nResources:\n  Tool:\n    Type: AWS::IAM::Role\n    Metadata: { aws:cdk:path: App/Tool }\n    Properties: { AssumeRolePolicyDocument: !Ref Trust }\n',
);
const sound = files.file('sound.json', { Resources: soundRole('Tool', LAMBDA_TRUST) });
const broken = files.file('broken.json', '{');
const pulumi = files.file('state.json', {
  version: 3,
  deployment: {
    resources: [
      {
        urn: 'urn:pulumi:dev::p::aws:iam/role:Role::tool',
        type: 'aws:iam/role:Role',
        inputs: { name: 'tool', assumeRolePolicy: JSON.stringify(LAMBDA_TRUST) },
      },
    ],
  },
});

const json = (...args: readonly string[]): { readonly findings: readonly { readonly fingerprint: string; readonly code: string }[] } =>
  JSON.parse(agentIdentity('check', '--format', 'json', ...args).out);

const faults = (report: unknown): unknown => {
  validate(report);
  return validate.errors ?? [];
};

describe('the JSON of the command', () => {
  it.each([
    ['proved', [sound]],
    ['refuted', [bad, pulumi]],
    ['undecided', [open]],
    ['not read', [broken, `${files.path}/none`, files.path]],
    ['all together', [sound, bad, open, broken, pulumi]],
  ])('follows its schema where paths are %s', (_what, paths) => {
    expect(faults(json(...paths))).toEqual([]);
  });

  it('follows it with a baseline and acknowledgements', () => {
    const acknowledgements = files.file('acknowledgements.json', {
      version: 1,
      acknowledgements: [
        ...json(bad).findings.map(({ fingerprint }) => ({ fingerprint, because: 'so', owner: 'me', expires: '2099-12-31' })),
        { fingerprint: '0'.repeat(32), because: 'so', owner: 'me' },
      ],
    });
    const baseline = `${files.path}/baseline.json`;
    agentIdentity('check', open, '--write-baseline', baseline);
    const report = json(bad, open, '--acknowledgements', acknowledgements, '--baseline', baseline);
    expect(faults(report)).toEqual([]);
    expect(report).toMatchObject({
      verdict: 'proved',
      findings: [],
      accepted: expect.arrayContaining([
        expect.objectContaining({ code: 'WI501', accepted: { by: 'acknowledgement', because: 'so', owner: 'me', expires: '2099-12-31' } }),
        expect.objectContaining({ code: 'WI200', path: 'App/Tool', accepted: { by: 'baseline' } }),
      ]),
      notices: [{ what: expect.stringContaining('is stale'), fix: 'leave it out' }],
    });
  });

  it('is refused where it does not: the schema can fail', () => {
    const report = json(bad);
    const [finding] = report.findings;
    expect(faults({ ...report, verdict: 'passed' })).not.toEqual([]);
    expect(faults({ ...report, findings: [{ ...finding, fix: undefined }] })).not.toEqual([]);
    expect(faults({ ...report, findings: [{ ...finding, code: 'W1' }] })).not.toEqual([]);
    expect(faults({ ...report, extra: 1 })).not.toEqual([]);
  });
});
