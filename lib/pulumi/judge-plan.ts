/** What the rules say of a plan before anything is registered, and what of it may be deployed all the same. */
import { provePlan } from '../assert/check-graph';
import type { Finding } from '../finding/finding';
import type { IdentityPlan } from '../plan/plan';
import { engineFinding } from './engine-findings';

/** A finding that is accepted, with the reason. */
export interface Acknowledgement {
  /** Code of the finding, such as `WI201`. */
  readonly code: string;
  /** The component that it is about. */
  readonly component: string;
  /** Why it is right here; shown with every deployment. */
  readonly because: string;
}

export interface PlanJudgement {
  /** What stands in the way: what is refuted and not acknowledged. */
  readonly blocking: readonly Finding[];
  /** What is told and does not stand in the way: what is undecided, what is acknowledged, warnings. */
  readonly told: readonly Finding[];
}

const matches = ({ code, component }: Acknowledgement, finding: Finding): boolean =>
  finding.code === code && finding.where.component === component;

const accepted = (finding: Finding, { because }: Acknowledgement): Finding => ({
  ...finding,
  severity: 'warning',
  what: `${finding.what} (acknowledged: ${because})`,
});

export function judgePlan(plan: IdentityPlan, acknowledgements: readonly Acknowledgement[]): PlanJudgement {
  const { findings } = provePlan(plan);
  const reasoned = acknowledgements.filter(({ because }) => typeof because === 'string' && because.trim() !== '');
  const judged = findings.map((finding) => {
    const reason = reasoned.find((one) => matches(one, finding));
    return reason === undefined ? finding : accepted(finding, reason);
  });
  const blocks = ({ severity, verdict }: Finding): boolean => severity === 'error' && verdict === 'refuted';
  const idle = acknowledgements
    .filter((one) => !reasoned.includes(one) || !findings.some((finding) => matches(one, finding)))
    .map((one) => refused(one, reasoned.includes(one)));
  return { blocking: [...judged.filter(blocks), ...idle], told: judged.filter((finding) => !blocks(finding)) };
}

const refused = ({ code, component }: Acknowledgement, hasReason: boolean): Finding =>
  engineFinding('WI861', {
    what: hasReason
      ? `\`${code}\` is acknowledged for \`${component}\`, and nothing of the kind is found`
      : `\`${code}\` is acknowledged for \`${component}\` without a reason`,
    fix: hasReason ? 'leave the acknowledgement out' : "say why it is right here: `because: '…'`",
    where: { component },
  });
