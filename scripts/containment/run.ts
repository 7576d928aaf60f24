/**
 * Compares the prover with cvc5 on random containment questions.
 *
 *   node --import tsx scripts/containment/run.ts [count] [first seed]
 *
 * Exit code 1 for a contradiction, 0 for none. Where cvc5 is missing it says so and exits with 0.
 */
import { agree, MISSING } from './agree';
import { cvc5Version } from './cvc5';

const [count = 20_000, seed = 1] = process.argv.slice(2).map(Number);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const agreement = agree(seed, count, (asked, contradictions) => {
  if (asked % 1000 === 0) say(`${asked} questions, ${contradictions} contradictions`);
});
if (agreement === undefined) say(MISSING);
else {
  const { answers, contradictions, milliseconds } = agreement;
  say(`${count} questions from seed ${seed}, against ${cvc5Version()}`);
  for (const [pair, times] of [...answers].sort()) say(`  ${pair.padEnd(20)} ${times}`);
  say(`  prover ${milliseconds.ours.toFixed(0)} ms, cvc5 ${milliseconds.theirs.toFixed(0)} ms`);
  say(`  contradictions: ${contradictions.length}`);
  for (const { question, ours, theirs } of contradictions.slice(0, 10)) {
    say(`seed ${question.seed}: the prover says ${ours}, cvc5 ${theirs}`);
    say(JSON.stringify({ inner: question.inner.statements, outer: question.outer.statements }));
  }
  process.exitCode = contradictions.length > 0 ? 1 : 0;
}
