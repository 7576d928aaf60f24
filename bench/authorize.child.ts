/** One side of `authorize.ts`, in a process of its own: neither engine's memory is in the other's way. Answers each message with a rate. */
import { readPolicies } from '../scripts/agreement/engine';
import { generateCase } from '../scripts/agreement/generate-case';
import { askOracle } from '../scripts/agreement/oracle';
import { settle } from '../scripts/agreement/settled';
import { compiledEngine } from './compiled-engine';

/** Who decides: our engine with policies read before, our engine reading them each time, or the other evaluator. */
export type Side = 'read once' | 'read anew' | 'iam-simulate';

const SLICE_MS = 200;

/** Decisions per second over one slice of time. */
function rate(decisions: number, pass: () => void): number {
  const start = performance.now();
  let passes = 0;
  while (performance.now() - start < SLICE_MS) {
    pass();
    passes += 1;
  }
  return (passes * decisions * 1000) / (performance.now() - start);
}

/** One pass over all questions. Session policies are left out: the other evaluator takes none on this route. */
function passOf(side: Side, seed: number, distinct: number): () => void {
  const cases = Array.from({ length: distinct * 2 }, (_, number) => generateCase(seed, number))
    .filter(({ policies }) => policies.session === undefined)
    .slice(0, distinct);
  if (side === 'iam-simulate') {
    const settled = cases.map(settle);
    return () => {
      for (const { request, policies } of settled) askOracle(request, policies);
    };
  }
  const engine = compiledEngine();
  if (side === 'read anew') {
    return () => {
      for (const { request, policies } of cases) engine.authorize(request, readPolicies(engine, policies));
    };
  }
  const read = cases.map(({ request, policies }) => ({ request, policies: readPolicies(engine, policies) }));
  return () => {
    for (const { request, policies } of read) engine.authorize(request, policies);
  };
}

const [side, seed, distinct] = process.argv.slice(2);
const pass = passOf(side as Side, Number(seed), Number(distinct));
process.on('message', () => process.send?.(rate(Number(distinct), pass)));
