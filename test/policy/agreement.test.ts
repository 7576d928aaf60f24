import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Agreement, runAgreement } from '../../scripts/agreement/agree';
import { Tally } from '../../scripts/agreement/coverage';
import { ENGINE } from '../../scripts/agreement/engine';
import { missedGoals } from '../../scripts/agreement/goals';
import { MUTATIONS } from '../../scripts/agreement/mutations';
import { SETTLEMENTS } from '../../scripts/agreement/settled';

const CASES = 3000;

describe('agreement with an independent evaluator', () => {
  let result: Agreement;
  beforeAll(() => {
    result = runAgreement({ engine: ENGINE, seed: 20261123, from: 0, count: CASES, decidingEvery: 5, unsettledEvery: 0, most: 5 });
  });

  it(`is complete on ${CASES} random cases, with and without holes`, () => {
    expect(result.disagreements).toEqual([]);
    expect(result.compared).toBe(CASES);
  });

  it('means something: enough is allowed and refused, and every operator, qualifier and element is reached and decides', () => {
    expect(missedGoals(result)).toEqual([]);
  });

  it('would say so if it meant little', () => {
    const none = new Tally();
    const missed = missedGoals({ ...result, decisions: none, deciding: none });
    expect(missed).toContain('0.0 % of the requests are allowed, not 20 to 80 %');
    expect(missed).toContain('qualifier ForAllValues decides 0 of the cases looked at, fewer than 3');
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
