/** What a fingerprint holds on to, and what it lets go. */
import { checkGraph } from '../../lib/assert/check-graph';
import type { Finding } from '../../lib/finding/finding';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { canonical } from '../../lib/report/canonical';
import { fingerprinter } from '../../lib/report/fingerprint';
import { LAMBDA_TRUST, policy, role, webIdentityTrust } from '../../lib/rules/examples/parts';

interface Template {
  readonly Resources: Readonly<Record<string, unknown>>;
}

const TRUST = webIdentityTrust({ StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } });
const statementOf = ({ Statement }: Readonly<Record<string, unknown>>): object =>
  Array.isArray(Statement) ? (Statement[0] as object) : {};
const OPEN = statementOf(TRUST);

const allowing = (action: string): object => policy({ Effect: 'Allow', Action: action, Resource: '*' });

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, turned(member)] as const);
  return Object.fromEntries(members.reverse());
};

const pinsOf = (template: Template, file = '/here/template.json'): ReadonlyMap<string, string> => {
  const graph = fromCloudFormation(template, { file });
  const fingerprintOf = fingerprinter(graph);
  return new Map(checkGraph(graph).findings.map((finding) => [`${finding.code} ${finding.where.resource}`, fingerprintOf(finding)]));
};

interface Asked {
  readonly key?: string;
  readonly file?: string;
}

const one = (template: Template, { key = 'WI201 Tool', file }: Asked = {}): string => {
  const pin = pinsOf(template, file).get(key);
  if (pin === undefined) throw new Error(`nothing is found: ${[...pinsOf(template, file).keys()].join(', ')}`);
  return pin;
};

const before: Template = { Resources: { Tool: role({ trust: TRUST }) } };
const pin = one(before);

describe('a fingerprint stays', () => {
  it.each<[string, Template, Asked]>([
    ['when other resources come', { Resources: { Other: role({ trust: TRUST }), ...before.Resources } }, {}],
    ['when the template lies in another folder', before, { file: 'somewhere/else/template.json' }],
    ['when the statement moves', { Resources: { Tool: role({ trust: { ...TRUST, Statement: [statementOf(LAMBDA_TRUST), OPEN] } }) } }, {}],
    ['when keys are written in another order', turned(before) as Template, {}],
    [
      'when a single value becomes a list of one',
      { Resources: { Tool: role({ trust: { ...TRUST, Statement: [{ ...OPEN, Action: ['sts:AssumeRoleWithWebIdentity'] }] } }) } },
      {},
    ],
    ['when something else about the role changes', { Resources: { Tool: role({ trust: TRUST, maxSessionSeconds: 7_200 }) } }, {}],
  ])('%s', (_what, template, asked) => {
    expect(one(template, asked)).toBe(pin);
  });

  it('when the finding is worded anew, or told for another reason', () => {
    const graph = fromCloudFormation(before, { file: 'template.json' });
    const fingerprintOf = fingerprinter(graph);
    for (const finding of checkGraph(graph).findings) {
      const reworded: Finding = { ...finding, what: 'other words', why: 'for another reason', fix: 'another way' };
      expect(fingerprintOf(reworded)).toBe(fingerprintOf(finding));
    }
  });
});

describe('a fingerprint changes', () => {
  const statement = (change: object): Template => ({
    Resources: { Tool: role({ trust: { ...TRUST, Statement: [{ ...OPEN, ...change }] } }) },
  });

  it.each<[string, Template, Asked]>([
    ['with the statement', statement({ Sid: 'Other' }), {}],
    [
      'with what stands beside the part of the statement that is told',
      statement({ Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }),
      {},
    ],
    ['with the logical id', { Resources: { Renamed: role({ trust: TRUST }) } }, { key: 'WI201 Renamed' }],
    ['with the name of the file, where nothing else names the stack', before, { file: 'other.json' }],
    ['with the rule', before, { key: 'WI301 Tool' }],
  ])('%s', (_what, template, asked) => {
    expect(one(template, asked)).not.toBe(pin);
  });

  it('with refuted and undecided', () => {
    const graph = fromCloudFormation(before);
    const fingerprintOf = fingerprinter(graph);
    const [finding] = checkGraph(graph).findings;
    if (finding === undefined) throw new Error('nothing is found');
    expect(fingerprintOf({ ...finding, verdict: 'undecided' })).not.toBe(fingerprintOf(finding));
  });

  it('with the length of a session, where that is what is found', () => {
    const long = (seconds: number): string =>
      one({ Resources: { Tool: role({ trust: TRUST, maxSessionSeconds: seconds }) } }, { key: 'WI501 Tool' });
    expect(long(43_200)).not.toBe(long(40_000));
  });
});

describe('a fingerprint of a finding about a resource as such', () => {
  const carrying = (action: string) => role({ trust: TRUST, policies: [{ name: 'p', document: allowing(action) }] });
  const graph = (action: string) =>
    fromCloudFormation({
      Resources: { Tool: carrying(action), Other: carrying('s3:GetObject') },
    });
  const finding: Finding = {
    code: 'WI999',
    rule: 'escalation/nothing',
    severity: 'error',
    verdict: 'refuted',
    message: 'path',
    what: 'a path',
    why: 'because',
    fix: 'so',
    where: { resource: 'Other' },
    involved: ['Other', 'Tool'],
  };

  it('changes with the policies of every resource that takes part', () => {
    const pinWith = (action: string): string => fingerprinter(graph(action))(finding);
    expect(pinWith('s3:PutObject')).toBe(pinWith('s3:PutObject'));
    expect(pinWith('s3:PutObject')).not.toBe(pinWith('s3:*'));
  });

  it('holds on to the sentence where nothing of it is at hand', () => {
    const fingerprintOf = fingerprinter(graph('s3:PutObject'));
    const about = (what: string): string => fingerprintOf({ ...finding, where: { resource: 'Nowhere' }, involved: [], what });
    expect(about('one thing')).not.toBe(about('another'));
  });
});

describe('a construct path', () => {
  const built = (path: string): Template => ({
    Resources: { Tool: { ...(role({ trust: TRUST }) as object), Metadata: { 'aws:cdk:path': path } } },
  });

  it('names a resource whatever its file is called', () => {
    expect(one(built('App/Tool/Resource'), { file: 'a.json' })).toBe(one(built('App/Tool/Resource'), { file: 'b.json' }));
    expect(one(built('App/Tool/Resource'))).not.toBe(one(built('Prod/Tool/Resource')));
  });
});

describe('canonical', () => {
  it('is one text for all ways to write the same', () => {
    expect(canonical({ b: ['y', 'x'], a: ['z'] })).toBe(canonical({ a: 'z', b: ['x', 'y'] }));
    expect(canonical({ a: 1 })).not.toBe(canonical({ a: '1' }));
    expect(canonical([])).not.toBe(canonical(null));
    expect(canonical(['[]'])).not.toBe(canonical([]));
  });

  it('ends, however deep the value is', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep, depth];
    expect(canonical(deep).length).toBeLessThan(10_000);
  });
});
