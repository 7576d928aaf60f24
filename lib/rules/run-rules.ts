/** Runs rules over a graph. */
import { type Finding, sortFindings } from '../finding/finding';
import type { OpenElsewhere } from '../report/judged-path';
import type { OverallVerdict, Summary } from '../report/summary';
import type { Rule, RuleContext } from './define-rule';
import type { Outcome } from './outcome';
import { verdictOf } from './verdict-of';

export type { OverallVerdict, Summary };

export interface Judgement {
  /** Refuted as soon as one error is; else undecided as soon as one is. Warnings do not count unless asked for. */
  readonly verdict: OverallVerdict;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  /** Questions that a finding of another rule keeps open: told there, once for all. */
  readonly openElsewhere: readonly OpenElsewhere[];
  /** What proofs took for granted, each once. */
  readonly assumptions: readonly string[];
}

const findingOf = (rule: Rule, outcome: Outcome): readonly Finding[] => {
  if (outcome.verdict === 'proved' || 'because' in outcome) return [];
  const { message, verdict, severity, what, fix, where, shown, steps, involved, pins } = outcome;
  const { code, name, why } = rule;
  return [
    {
      code,
      rule: name,
      severity,
      verdict,
      message,
      what,
      where,
      why,
      fix,
      ...(shown === undefined ? {} : { shown }),
      ...(steps === undefined ? {} : { steps }),
      ...(involved.length === 0 ? {} : { involved }),
      ...(pins === undefined ? {} : { pins }),
    },
  ];
};

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
  const findings = sortFindings(judged.flatMap(({ rule, outcomes: own }) => own.flatMap((outcome) => findingOf(rule, outcome))));
  const openElsewhere = judged.flatMap(({ rule: { code, severity }, outcomes: own }) =>
    own.flatMap((outcome): readonly OpenElsewhere[] => ('because' in outcome ? [{ code, because: outcome.because, severity }] : [])),
  );
  return {
    verdict: verdictOf({ findings, openElsewhere }, warningsCount),
    summary: { proved: count('proved'), refuted: count('refuted'), undecided: count('undecided') },
    findings,
    openElsewhere,
    assumptions: [...new Set(assumptions)].sort(),
  };
}
