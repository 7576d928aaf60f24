import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Agreement, runAgreement } from '../../scripts/agreement/agree';
import { ENGINE } from '../../scripts/agreement/engine';
import { MUTATIONS } from '../../scripts/agreement/mutations';
import { SETTLEMENTS } from '../../scripts/agreement/settled';

const CASES = 4000;

describe('agreement with an independent evaluator', () => {
  let result: Agreement;
  beforeAll(() => {
    result = runAgreement({ engine: ENGINE, seed: 20261123, from: 0, count: CASES, decidingEvery: 10, unsettledEvery: 0, most: 5 });
  });

  it(`is complete on ${CASES} random cases, with and without holes`, () => {
    expect(result.disagreements).toEqual([]);
    expect(result.compared).toBe(CASES);
  });

  it('means something: a fifth to four fifths of the requests are allowed', () => {
    const allowed = result.decisions.of('allow') / CASES;
    expect(allowed).toBeGreaterThan(0.2);
    expect(allowed).toBeLessThan(0.8);
  });

  it('reaches every operator, qualifier and element, and every kind of caller and document', () => {
    const reached = new Set(result.features.entries().map(([name]) => name));
    const expected = [
      ...['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike'].map((name) => `operator String${name}`),
      ...['Equals', 'NotEquals', 'Like', 'NotLike'].map((name) => `operator Arn${name}`),
      ...['Numeric', 'Date'].flatMap((family) =>
        ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
          (name) => `operator ${family}${name}`,
        ),
      ),
      ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'Null'].map((name) => `operator ${name}`),
      ...['qualifier ForAllValues', 'qualifier ForAnyValue', 'suffix IfExists', 'variable', 'variable with default', 'variable escape'],
      ...['NotAction', 'NotResource', 'NotPrincipal'].map((name) => `element ${name}`),
      ...['aws', 'service', 'federated', 'everyone'].map((name) => `principal ${name}`),
      ...['aws', 'service', 'federated', 'anonymous'].map((name) => `caller ${name}`),
      ...['identity', 'boundary', 'session', 'scp', 'rcp', 'resource', 'trust'].map((name) => `document ${name}`),
      ...['version 2008-10-17', 'version 2012-10-17', 'accounts same', 'accounts two'],
    ];
    expect(expected.filter((name) => !reached.has(name))).toEqual([]);
  });

  it('hears of every operator and qualifier when it decides', () => {
    const names = result.features
      .entries()
      .map(([name]) => name)
      .filter((name) => /^(?:operator|qualifier|suffix) /.test(name));
    expect(names.filter((name) => result.deciding.of(name) === 0)).toEqual([]);
  });
});

describe('the mutations', () => {
  it.each(MUTATIONS.map((mutation) => [`${mutation.file}: ${mutation.breaks}`, mutation] as const))(
    'have their place: %s',
    (_, { file, find, replace }) => {
      const source = readFileSync(join(__dirname, '../../lib/policy', file), 'utf8');
      expect(source.split(find)).toHaveLength(2);
      expect(source.replace(find, () => replace)).not.toBe(source);
    },
  );
});

describe('the settled departures', () => {
  it('each have a name of their own and a page that settles them', () => {
    expect(new Set(SETTLEMENTS.map(({ id }) => id)).size).toBe(SETTLEMENTS.length);
    expect(SETTLEMENTS.filter(({ page }) => !/^[A-Za-z-]+\/latest\/.+\.html(?:#.+)?$/.test(page))).toEqual([]);
  });
});
