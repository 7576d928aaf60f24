/** Compares the engine with the oracle on random cases, and the engine with itself where parts of a case are not known. */
import type { Decision } from '../../lib/policy/authorize';
import { countDeciding, countFeatures, Tally } from './coverage';
import { type Engine, readPolicies } from './engine';
import { type AgreementCase, generateCase } from './generate-case';
import { askOracle } from './oracle';
import { punchHoles } from './punch-holes';
import { Random } from './random';
import { SETTLEMENTS, settle } from './settled';

export interface Disagreement {
  readonly number: number;
  readonly what: 'oracle' | 'holes' | 'error';
  readonly ours: string;
  readonly theirs: string;
}

export interface AgreementOptions {
  readonly engine: Engine;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  /** Look at what decides in every so-manieth case; 0: in none. */
  readonly decidingEvery: number;
  /** Ask the oracle the cases as they are too, in every so-manieth case; 0: in none. */
  readonly unsettledEvery: number;
  /** The oracle's answer, where it was asked before. */
  readonly answer?: (number: number) => Decision;
  /** Stop after so many disagreements. */
  readonly most: number;
}

export interface Agreement {
  readonly compared: number;
  readonly decisions: Tally;
  readonly features: Tally;
  /** For each operator, qualifier and suffix, the cases whose decision changes when it is flipped, among those looked at. */
  readonly deciding: Tally;
  /** For each settlement, the cases that the oracle answers otherwise without it; `asked` is how many were asked. */
  readonly unsettled: Tally;
  readonly holed: Tally;
  readonly disagreements: readonly Disagreement[];
}

/** Whether a decision with holes may stand beside the decision with their values in place. */
export function consistent(open: Decision, closed: Decision): boolean {
  if (open === 'undecided') return true;
  return open === 'implicit-deny' ? closed !== 'allow' : open === closed;
}

export const oracleAnswer = (one: AgreementCase): Decision => {
  const { request, policies } = settle(one);
  return askOracle(request, policies);
};

function countUnsettled(tally: Tally, one: AgreementCase, settled: Decision): void {
  tally.add('asked');
  for (const { id, rewrite } of SETTLEMENTS) {
    if (rewrite(one) === one) continue;
    // All other settlements stay, so that a difference is this one's alone.
    const others = SETTLEMENTS.filter((other) => other.id !== id).reduce((current, other) => other.rewrite(current), one);
    if (askOracle(others.request, others.policies) !== settled) tally.add(id);
  }
}

/** Runs cases `from` to `from + count` of a seed. */
export function runAgreement(options: AgreementOptions): Agreement {
  const { engine, seed, from, count, decidingEvery, unsettledEvery, most } = options;
  const [decisions, features, deciding, unsettled, holed] = [new Tally(), new Tally(), new Tally(), new Tally(), new Tally()];
  const disagreements: Disagreement[] = [];
  let compared = 0;
  for (let number = from; number < from + count && disagreements.length < most; number++) {
    const one = generateCase(seed, number);
    try {
      const policies = readPolicies(engine, one.policies);
      const ours = engine.authorize(one.request, policies).decision;
      const theirs = options.answer?.(number) ?? oracleAnswer(one);
      compared += 1;
      decisions.add(ours);
      if (ours !== theirs) disagreements.push({ number, what: 'oracle', ours, theirs });
      countFeatures(features, one.request, policies);
      if (decidingEvery > 0 && number % decidingEvery === 0) countDeciding(deciding, engine, one.request, policies, ours);
      if (unsettledEvery > 0 && number % unsettledEvery === 0) countUnsettled(unsettled, one, theirs);
      const { holed: punched, holes } = punchHoles(new Random(number ^ seed), one);
      if (holes.length > 0) {
        const open = engine.authorize(punched.request, readPolicies(engine, punched.policies)).decision;
        holed.add(open);
        for (const hole of holes) features.add(hole);
        if (!consistent(open, theirs)) disagreements.push({ number, what: 'holes', ours: open, theirs });
      }
    } catch (error) {
      disagreements.push({ number, what: 'error', ours: error instanceof Error ? error.message : String(error), theirs: '' });
    }
  }
  return { compared, decisions, features, deciding, unsettled, holed, disagreements };
}
