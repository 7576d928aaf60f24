import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import { isAdministrator } from '../reading/administration';
import { condition } from '../reading/build';
import { givenBy } from '../reading/effect';
import { heldBy, isOfGroup } from '../reading/held-statements';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { mayMatchAction } from '../reading/relevant';
import { showAction } from '../reading/show-request';
import { coversServices } from '../reading/wide-patterns';

const PASS_ROLE = 'iam:PassRole';
/** A service that nobody names. */
const ANY_SERVICE = [condition('StringEquals', 'iam:PassedToService', ['another-service.amazonaws.com'])];
const ANY_ROLE = ['arn:*:iam::*:role/*'];

const passes = (conditions?: object) =>
  policy({
    Effect: 'Allow',
    Action: PASS_ROLE,
    Resource: 'arn:aws:iam::111122223333:role/worker',
    ...(conditions === undefined ? {} : { Condition: conditions }),
  });

export default defineRule({
  code: 'WI311',
  name: 'permission/pass-role-names-its-service',
  severity: 'warning',
  principle: 'no component lends out a role that is not its own to lend',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'whoever may pass a role to services may pass it to certain services only',
  why: 'to which services a role can be passed is else decided by its trust policy alone, which somebody else may widen',
  acknowledge: 'where the trust policy of the role is kept by the same people and lets one service in',
  sources: ['IAM User Guide, "IAM and AWS STS condition context keys", iam:PassedToService'],
  visits: 'holder',
  messages: {
    anyService: {
      what: 'the policies of `<holder>` permit to pass roles to services that they do not name',
      fix: 'add `"StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" }` with the service that is meant to the condition',
    },
  },
  check: (holder, tell, { graph }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const outcomes = held.statements.flatMap((one) => {
      const { effect, action, pointer } = one.statement;
      const speaks = effect === 'Allow' && !action.negated && action.patterns.some((pattern) => mayMatchAction(pattern, [PASS_ROLE]));
      if (!speaks || isOfGroup(one, holder, graph) || (action.patterns.some(coversServices) && isAdministrator(holder))) return [];
      const verdict = givenBy(one, held.permissions, { actions: [PASS_ROLE], resources: ANY_ROLE, conditions: ANY_SERVICE });
      if (verdict.verdict !== 'refuted') return [];
      const { witness } = verdict;
      const details = { at: within(one.document, pointer), with: [holder.place], shown: `${showAction(witness)} is allowed`, witness };
      return [tell.refuted('anyService', { holder: holderName(holder) }, details)];
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'to any service',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'pass', document: passes() }] }) },
        finds: { message: 'anyService', resource: 'Tool', shown: 'another-service.amazonaws.com' },
      },
    ],
    good: [
      {
        title: 'to one service',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: passes({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
        }),
      },
    ],
  },
});
