/** The plans of the examples, for tests of what rules know with a plan. */
import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import { type IdentityPlan, type Planning, planIdentities } from '../../lib/plan';

function planned(planning: Planning): IdentityPlan {
  if (!planning.ok) throw new Error('the example cannot be planned');
  return planning.plan;
}

export const supportPlan = planned(planIdentities(support, { deployment: { stage: 'dev' } }));
export const codingPlan = planned(
  planIdentities(coding, { deployment: { stage: 'prod', account: '111122223333', region: 'eu-central-1' } }),
);
