/** One question to IAM, explained. */
import { type Authorization, authorize, type Decision } from '../../policy/authorize';
import type { StatementTrace } from '../../policy/authorize-layers';
import { decisionGrounds, explainStatement } from '../../policy/explain-decision';
import { nearMisses } from '../../policy/explain-near-miss';
import type { PolicySet } from '../../policy/policy-set';
import type { AuthorizationRequest } from '../../policy/request';
import type { Answer, ExplainedStep } from '../../report/explanation';

const MOST = 2;

export const answerTo = (decision: Decision): Answer =>
  decision === 'allow' ? 'allowed' : decision === 'undecided' ? 'undecided' : 'denied';

const isElsewhere = ({ failed, applies }: StatementTrace): boolean => applies === 'no' && failed?.element === 'action';

/** Every statement that is about the action, those that carry the decision first; of the others, how many there are. */
function statementLines(request: AuthorizationRequest, { statements, deciding }: Authorization): readonly string[] {
  const others = statements.filter(isElsewhere).length;
  const about = statements.filter((trace) => !isElsewhere(trace) && !deciding.includes(trace));
  return [
    ...[...deciding, ...about].map((trace) => explainStatement(trace, request)),
    ...(others === 0 ? [] : [`${others === 1 ? 'one statement is' : `${others} statements are`} about other actions`]),
  ];
}

/** @param authorization what was decided, where it has been */
export function explainStep(
  request: AuthorizationRequest,
  policies: PolicySet,
  authorization: Authorization = authorize(request, policies),
): ExplainedStep {
  const answer = answerTo(authorization.decision);
  const lines = [...decisionGrounds(authorization), ...statementLines(request, authorization)];
  const near = answer === 'undecided' ? [] : nearMisses(request, policies, { most: MOST });
  return {
    answer,
    action: request.action,
    resource: request.resource,
    lines,
    nearest: near.map(({ side, changes }) => ({ side, changes })),
  };
}
