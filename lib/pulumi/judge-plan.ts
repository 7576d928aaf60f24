/** What the rules say of a plan before anything is registered, and what of it may be deployed all the same. */
import { checkGraph } from '../assert/check-graph';
import type { Finding } from '../finding/finding';
import { fromPlan } from '../graph/from-plan';
import type { IdentityPlan } from '../plan/plan';
import type { Acknowledgement } from '../report/acknowledgement';
import { fingerprinter } from '../report/fingerprint';
import type { AcceptedFinding } from '../report/judged-path';
import { acknowledgementNotices } from '../report/notices';
import { accept } from '../rules/accept';
import { engineFinding } from './engine-findings';

export interface PlanJudgement {
  /** What stands in the way: what is refuted or undecided, and not acknowledged. */
  readonly blocking: readonly Finding[];
  /** What is told and does not stand in the way: what is acknowledged, and warnings. */
  readonly told: readonly Finding[];
}

function shown({ acceptance, ...finding }: AcceptedFinding): Finding {
  const because = acceptance.by === 'acknowledgement' ? acceptance.acknowledgement.because : '';
  return { ...finding, severity: 'warning', what: `${finding.what} (acknowledged: ${because})` };
}

/** @param today `YYYY-MM-DD` in UTC */
export function judgePlan(plan: IdentityPlan, acknowledgements: readonly Acknowledgement[], today: string): PlanJudgement {
  const graph = fromPlan(plan);
  const settled = accept(checkGraph(graph, { plan }), fingerprinter(graph), { acknowledgements, today });
  // What could not be decided is not proved.
  const blocks = ({ severity }: Finding): boolean => severity === 'error';
  const idle = acknowledgementNotices({ acknowledgements, today }, [{ path: '', ...settled }]).map((notice) =>
    engineFinding('WI861', notice),
  );
  return {
    blocking: [...settled.findings.filter(blocks), ...idle],
    told: [...settled.findings.filter((finding) => !blocks(finding)), ...settled.accepted.map(shown)],
  };
}
