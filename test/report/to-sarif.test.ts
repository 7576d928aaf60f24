/** SARIF against the schema that OASIS published, as Microsoft's package holds it. */
import type { AnySchemaObject } from 'ajv';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { fileUri } from '../../lib/report/file-uri';
import { toSarif } from '../../lib/report/to-sarif';
import { RULES } from '../../lib/rules';
import { FULL, HOSTILE, hostileReport } from './reports';

const schema = jest.requireActual<AnySchemaObject>('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// One of the schema's patterns is none with Unicode flag, and it lists required members that it describes elsewhere.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: { readonly startLine: number } };
    readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: string;
  readonly suppressions?: readonly { readonly status: string; readonly justification: string }[];
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly unknown[] }];
      readonly results: readonly Result[];
    },
  ];
}

const logOf = (report = FULL, hasBaseline = true): Log => JSON.parse(toSarif(report, { rules: RULES, version: '1.2.3', hasBaseline }));

const faults = (log: unknown): unknown => {
  validate(log);
  return validate.errors ?? [];
};

describe('SARIF', () => {
  it('is valid by the official schema, which refuses what is not', () => {
    expect(faults(logOf())).toEqual([]);
    expect(faults({ ...logOf(), version: '2.0.0' })).not.toEqual([]);
    expect(faults({ ...logOf(), runs: [{ ...logOf().runs[0], results: [{ ruleId: 'x' }] }] })).not.toEqual([]);
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 40), text]))('is valid whatever a template holds: %j', (_shown, text) => {
    const log = logOf(hostileReport(text));
    expect(faults(log)).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the claim
    for (const { message } of log.runs[0].results) expect(message.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
  });

  const [{ tool, invocations, results }] = logOf().runs;
  const of = (ruleId: string): readonly Result[] => results.filter((result) => result.ruleId === ruleId);

  it('describes every rule, and points at it', () => {
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(RULES.map(({ code }) => code).sort());
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it('says where and what, with a fingerprint that outlives lines', () => {
    expect(of('WI201')).toEqual([
      expect.objectContaining({
        kind: 'fail',
        level: 'error',
        message: {
          text: 'the trust policy of `Tool` accepts any subject; shown: sub `repo:attacker/fork` is allowed; fix: add a condition',
        },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: 'cdk.out/App.template.json' }, region: { startLine: 12 } },
            logicalLocations: [{ name: 'Tool', fullyQualifiedName: 'App/Tool/Resource', kind: 'resource' }],
          },
        ],
        partialFingerprints: { 'agentIdentity/v1': '0123456789abcdef0123456789abcdef' },
      }),
    ]);
  });

  it('leaves an open question open', () => {
    expect(of('WI200')).toEqual([expect.objectContaining({ kind: 'open', level: 'none' })]);
    expect(of('WI701')).toEqual([expect.objectContaining({ kind: 'open', level: 'none' })]);
  });

  it('suppresses what is accepted, and says by what', () => {
    expect(of('WI301').map(({ suppressions, baselineState }) => [suppressions?.[0]?.justification, baselineState])).toEqual([
      ['the pipeline alone assumes it (platform, until 2099-01-01)', 'new'],
      ['in the baseline', 'unchanged'],
    ]);
    expect(of('WI201')[0]?.suppressions).toBeUndefined();
    expect(logOf(FULL, false).runs[0].results.some((result) => 'baselineState' in result)).toBe(false);
  });

  it('tells what could not be read', () => {
    expect(invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ message: { text: 'not read: the file is no JSON' } }],
    });
  });
});

describe('a path as a URI', () => {
  it.each([
    ['cdk.out/App.template.json', 'cdk.out/App.template.json'],
    ['/work/a b/ü.json', 'file:///work/a%20b/%C3%BC.json'],
    ['../up.json', '../up.json'],
    ['a:b?c#d.json', 'a%3Ab%3Fc%23d.json'],
    ['C:\\work\\a b.json', 'file:///C:/work/a%20b.json'],
    ['\ud800.json', '%EF%BF%BD.json'],
  ])('%j is %s', (path, uri) => {
    expect(fileUri(path)).toBe(uri);
  });
});
