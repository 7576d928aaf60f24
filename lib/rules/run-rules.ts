/** Runs rules over a graph. */
import { type Finding, sortFindings } from '../finding/finding';
import type { OverallVerdict, Summary } from '../report/summary';
import type { Rule, RuleContext } from './define-rule';
import type { Outcome } from './outcome';

export type { OverallVerdict, Summary };

export interface Judgement {
  /** Refuted as soon as one error is; else undecided as soon as one is. Warnings do not count unless asked for. */
  readonly verdict: OverallVerdict;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  /** What proofs took for granted, each once. */
  readonly assumptions: readonly string[];
}

const findingOf = (rule: Rule, outcome: Outcome): readonly Finding[] => {
  if (outcome.verdict === 'proved' || 'because' in outcome) return [];
  const { verdict, severity, what, fix, where, shown, involved } = outcome;
  const { code, name, why } = rule;
  return [
    {
      code,
      rule: name,
      severity,
      verdict,
      what,
      where,
      why,
      fix,
      ...(shown === undefined ? {} : { shown }),
      ...(involved.length === 0 ? {} : { involved }),
    },
  ];
};

/** Errors decide; a question that is left open for an error of another rule is open all the same. */
function verdictOf(outcomes: readonly Outcome[], warningsCount: boolean): OverallVerdict {
  const grave = outcomes.filter(
    (outcome) => outcome.verdict !== 'proved' && ('because' in outcome || warningsCount || outcome.severity === 'error'),
  );
  if (grave.some(({ verdict }) => verdict === 'refuted')) return 'refuted';
  return grave.length > 0 ? 'undecided' : 'proved';
}

export interface RuleSet {
  readonly rules: readonly Rule[];
  /** Whether warnings count as errors. Default: no. */
  readonly warningsCount?: boolean;
}

/** Judges a graph by rules. Findings come in one order, whatever the order of the rules. */
export function runRules({ rules, warningsCount = false }: RuleSet, context: RuleContext): Judgement {
  const judged = rules.map((rule) => ({ rule, outcomes: rule.judge(context) }));
  const outcomes = judged.flatMap((one) => one.outcomes);
  const count = (verdict: Outcome['verdict']): number => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const assumptions = outcomes.flatMap((outcome) => (outcome.verdict === 'proved' ? (outcome.assuming ?? []) : []));
  return {
    verdict: verdictOf(outcomes, warningsCount),
    summary: { proved: count('proved'), refuted: count('refuted'), undecided: count('undecided') },
    findings: sortFindings(judged.flatMap(({ rule, outcomes: own }) => own.flatMap((outcome) => findingOf(rule, outcome)))),
    assumptions: [...new Set(assumptions)].sort(),
  };
}
