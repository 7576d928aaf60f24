import { agree, MISSING } from '../../../scripts/containment/agree';
import { cvc5Version } from '../../../scripts/containment/cvc5';
import { questionOf } from '../../../scripts/containment/questions';
import { SmtQuestion } from '../../../scripts/containment/to-smt';

describe('agreement with cvc5', () => {
  it('finds no contradiction, or says that it was not checked', () => {
    const agreement = agree(1_000_000, 16);
    if (agreement === undefined) {
      expect(cvc5Version()).toBeUndefined();
      process.stderr.write(`${MISSING}\n`);
      return;
    }
    expect(agreement.contradictions).toEqual([]);
    const settled = (agreement.answers.get('proved unsat') ?? 0) + (agreement.answers.get('refuted sat') ?? 0);
    expect(settled).toBeGreaterThan(10);
  });

  it('asks the same questions for the same seeds, in a form that holds both documents', () => {
    const [first, again] = [questionOf(7), questionOf(7)];
    expect(again).toEqual(first);
    expect(SmtQuestion.of(first.inner, first.outer)).toMatch(/^\(declare-const action String\)[\s\S]*\(assert /);
  });
});
