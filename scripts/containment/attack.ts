/**
 * Attacks the prover's answers with the evaluator:
 *
 *   node --import tsx scripts/containment/attack.ts [count] [first seed] [requests for each proof]
 *
 * Every witness has to replay, with example values in its holes; every proof has to survive random requests at the bounds of what the
 * policies say, for random values of their holes. Exit code 1 where one does not.
 */
import { type AuthorizationRequest, authorize, contains, exampleValue, type PolicyDocument } from '../../lib/policy';
import { Random } from '../agreement/random';
import { filled, holeValues, requestNear } from './near-requests';
import { questionOf } from './questions';

const [count = 2000, firstSeed = 1, attacks = 1000] = process.argv.slice(2).map(Number);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const decide = (document: PolicyDocument, request: AuthorizationRequest) => authorize(request, { identity: [document] }).decision;

/** How many requests of one assignment of values to holes. */
const PER_ASSIGNMENT = 100;

const counts = { proved: 0, refuted: 0, undecided: 0, requests: 0, permitted: 0 };
const failures: string[] = [];

for (let seed = firstSeed; seed < firstSeed + count; seed++) {
  const { inner, outer } = questionOf(seed);
  const verdict = contains(inner, outer);
  counts[verdict.verdict]++;
  if (verdict.verdict === 'refuted') {
    const [a, b, witness] = filled([inner, outer, verdict.witness] as const, exampleValue);
    const [first, second] = [decide(a, witness), decide(b, witness)];
    if (first !== 'allow' || !second.endsWith('deny')) failures.push(`seed ${seed}: the witness is ${first} inside, ${second} outside`);
  }
  if (verdict.verdict !== 'proved') continue;
  const random = new Random(seed);
  for (let done = 0; done < attacks; done += PER_ASSIGNMENT) {
    const [a, b] = filled([inner, outer] as const, holeValues(random));
    for (const request of random.times(Math.min(PER_ASSIGNMENT, attacks - done), () => requestNear(random, [a, b]))) {
      counts.requests++;
      if (decide(a, request) !== 'allow') continue;
      counts.permitted++;
      if (decide(b, request).endsWith('deny')) failures.push(`seed ${seed}: permitted inside and not outside: ${JSON.stringify(request)}`);
    }
  }
}

say(`${count} questions from seed ${firstSeed}: ${counts.proved} proved, ${counts.refuted} refuted, ${counts.undecided} undecided`);
say(`${counts.requests} requests against the proofs, ${counts.permitted} of them permitted by the inner policy`);
say(`failures: ${failures.length}`);
for (const failure of failures.slice(0, 10)) say(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
