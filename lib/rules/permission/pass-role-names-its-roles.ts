import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import { isAdministrator } from '../reading/administration';
import { heldBy, isOfGroup } from '../reading/held-statements';
import { openRoles } from '../reading/open-roles';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { reasonFor, withReason } from '../reading/reasons';
import { showAction } from '../reading/show-request';
import { coversServices } from '../reading/wide-patterns';

const passes = (resource: unknown, service = 'lambda.amazonaws.com') =>
  policy({
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: resource,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  });

export default defineRule({
  code: 'WI310',
  name: 'permission/pass-role-names-its-roles',
  severity: 'error',
  principle: 'no component lends out a role that is not its own to lend',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'whoever may pass roles to services may pass certain roles only',
  why: 'a role that can be passed can be used: by code that the service then runs, with all that the role may do',
  acknowledge: 'for a bounded pipeline that deploys every workload of the account',
  misses: [
    'a pattern that begins with a part of a role\u2019s name is taken for a name',
    'a condition on the role\u2019s tags counts as a name, whatever its value',
  ],
  sources: ['IAM User Guide, "Grant a user permissions to pass a role to an AWS service"'],
  visits: 'holder',
  messages: {
    anyRole: {
      what: 'the policies of `<holder>` permit to pass roles of any name: `<pattern>`',
      fix: 'name the ARN of each role that it is to pass, with a condition on `iam:PassedToService`',
    },
  },
  check: (holder, tell, { graph, plans }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const outcomes = held.statements.flatMap((one) => {
      const covers = one.statement.action.patterns.some(coversServices) && isAdministrator(holder);
      if (covers || isOfGroup(one, holder, graph)) return [];
      const found = openRoles(one, held.permissions, 'iam:PassRole', ['name']);
      if (found === undefined) return [];
      const { pattern, witness } = found;
      const because = reasonFor(holder, pattern, plans);
      if (because !== undefined) return [tell.proved([withReason(holderName(holder), pattern, because)])];
      const details = {
        at: within(one.document, one.statement.pointer),
        with: [holder.place],
        shown: `${showAction(witness)} is allowed`,
        witness,
      };
      return [tell.refuted('anyRole', { holder: holderName(holder), pattern }, details)];
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'any role, to one service',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'pass', document: passes('*') }] }) },
        finds: { message: 'anyRole', resource: 'Tool', shown: 'iam:PassRole' },
      },
      {
        title: 'every role of the account',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'pass', document: passes({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' }) }],
          }),
        },
        finds: { message: 'anyRole', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'one role, to one service',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: passes('arn:aws:iam::111122223333:role/worker') }),
      },
    ],
  },
});
