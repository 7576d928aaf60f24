import { authorize } from '../../policy/authorize';
import type { AuthorizationRequest } from '../../policy/request';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import { present } from '../reading/build';
import { givenBy } from '../reading/effect';
import { type HeldStatement, heldBy, isOfGroup } from '../reading/held-statements';
import { type Permissions, UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { mayMatchAction } from '../reading/relevant';
import { showAction } from '../reading/show-request';

const SUBSCRIBE = 'aws-marketplace:Subscribe';
const WITHOUT_PRODUCT = [present('aws-marketplace:ProductId', false)];

const subscribes = (conditions?: object) =>
  policy({ Effect: 'Allow', Action: SUBSCRIBE, Resource: '*', ...(conditions === undefined ? {} : { Condition: conditions }) });

/** A request to subscribe to a product that no condition names. The action knows no resources: requests for it name `*`. */
function subscription(one: HeldStatement, permissions: Permissions): AuthorizationRequest | undefined {
  const verdict = givenBy(one, permissions, { actions: [SUBSCRIBE], conditions: WITHOUT_PRODUCT });
  if (verdict.verdict !== 'refuted') return undefined;
  const request = { ...verdict.witness, resource: '*' };
  const { identity, boundary } = permissions;
  const { decision } = authorize(request, boundary === undefined ? { identity } : { identity, boundary });
  return decision === 'allow' ? request : undefined;
}

export default defineRule({
  code: 'WI317',
  name: 'permission/subscriptions-name-their-product',
  severity: 'warning',
  principle: 'no component enters into contracts on its own',
  standards: ['OWASP ASI02', 'OWASP ASI03'],
  summary: 'whoever may subscribe to products of AWS Marketplace, models among them, may subscribe to named ones only',
  why: 'a subscription costs money and accepts the seller\u2019s terms, and Bedrock subscribes by itself when such a role invokes a model for the first time',
  acknowledge: 'for people\u2019s roles that no workload can become',
  sources: ['Amazon Bedrock User Guide, "Request access to models"'],
  visits: 'holder',
  messages: {
    anyProduct: {
      what: 'the policies of `<holder>` permit to subscribe to any product of AWS Marketplace',
      fix: 'take `aws-marketplace:Subscribe` out, or add `"ForAnyValue:StringEquals": { "aws-marketplace:ProductId": ["…"] }` to the condition',
    },
  },
  check: (holder, tell, { graph }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const outcomes = held.statements.flatMap((one) => {
      const { effect, action, pointer } = one.statement;
      const speaks = action.negated || action.patterns.some((pattern) => mayMatchAction(pattern, [SUBSCRIBE]));
      if (effect === 'Deny' || !speaks || isOfGroup(one, holder, graph)) return [];
      const witness = subscription(one, held.permissions);
      if (witness === undefined) return [];
      const details = { at: within(one.document, pointer), with: [holder.place], shown: `${showAction(witness)} is allowed`, witness };
      return [tell.refuted('anyProduct', { holder: holderName(holder) }, details)];
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'any product',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'buy', document: subscribes() }] }) },
        finds: { message: 'anyProduct', resource: 'Tool', shown: SUBSCRIBE },
      },
    ],
    good: [
      {
        title: 'one product',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: subscribes({ 'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': ['prod-examplemodel1'] } }),
        }),
      },
    ],
  },
});
