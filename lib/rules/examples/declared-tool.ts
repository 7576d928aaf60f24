/** One declared tool on Lambda and its template: for examples of what rules know with a plan. */
import { type IdentityPlan, planIdentities } from '../../plan';
import { defineAgent } from '../../spec/agent';
import { trust } from '../../spec/trust';
import type { TemplateResources } from './example';
import { LAMBDA_TRUST, policy, soundRole } from './parts';

const FUNCTION = 'support-tool';

/** The plan of an agent with one tool, which may write its own log and nothing else. */
export function declaredTool(): IdentityPlan {
  const planning = planIdentities(
    defineAgent({
      name: 'support',
      owner: 'support-platform',
      components: () => ({ tool: { kind: 'tool', trust: trust.lambda({ functionName: FUNCTION }) } }),
      evidence: { retainDays: 400 },
    }),
  );
  if (!planning.ok) throw new Error('the example cannot be planned');
  return planning.plan;
}

const own = (service: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

const LIMITS = {
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: {
    ArnNotEquals: { 'lambda:SourceFunctionArn': own('lambda', `function:${FUNCTION}`) },
    Null: { 'lambda:SourceFunctionArn': 'false' },
  },
};

const OWN_LOG = {
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: own('logs', `log-group:/aws/lambda/${FUNCTION}:*`),
};

const TAGS = { 'agent-identity:agent': 'support', 'agent-identity:component': 'tool', 'agent-identity:kind': 'tool' };

/**
 * The role of the declared tool as it was declared, under the logical id `Tool`, with another trust policy where one is given, and without what was declared
 * to be denied where that is asked for.
 */
export const declaredToolRole = (
  given: unknown = LAMBDA_TRUST,
  { withLimits = true }: { readonly withLimits?: boolean } = {},
): TemplateResources =>
  soundRole('Tool', given, { name: FUNCTION, permits: withLimits ? policy(LIMITS, OWN_LOG) : policy(OWN_LOG), tags: TAGS });
