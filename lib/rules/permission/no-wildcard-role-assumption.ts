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

const assumes = (resource: unknown, condition?: object) =>
  policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: resource,
    ...(condition === undefined ? {} : { Condition: condition }),
  });

export default defineRule({
  code: 'WI309',
  name: 'permission/no-wildcard-role-assumption',
  severity: 'error',
  principle: 'a component becomes only whom it is declared to call',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary: 'nobody may assume roles of any name, or in any account',
  why: 'then every trust policy that trusts the account, here or elsewhere, is an open door for it',
  acknowledge: 'for a broker whose trust policies on the other side name it, where those are reviewed too',
  misses: [
    'a pattern that begins with a part of a role\u2019s name, in one account, is taken for a name',
    'a condition on the role\u2019s tags counts as a name, whatever its value; for patterns over accounts one on the account or organization does too',
  ],
  sources: ['IAM User Guide, "Granting a user permissions to switch roles"'],
  visits: 'holder',
  messages: {
    anyRole: {
      what: 'the policies of `<holder>` permit to assume roles of any name: `<pattern>`',
      fix: 'name the ARN of each role that it is to assume, or declare the call with `calls`',
    },
    anyAccount: {
      what: 'the policies of `<holder>` permit to assume roles in any account: `<pattern>`',
      fix: 'write out the account in the ARN of each role that it is to assume',
    },
  },
  check: (holder, tell, { graph, plans }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const outcomes = held.statements.flatMap((one) => {
      const covers = one.statement.action.patterns.some(coversServices) && isAdministrator(holder);
      if (covers || isOfGroup(one, holder, graph)) return [];
      const found = openRoles(one, held.permissions, 'sts:AssumeRole', ['name', 'account']);
      if (found === undefined) return [];
      const { pattern, openness, witness } = found;
      const because = reasonFor(holder, pattern, plans);
      if (because !== undefined) return [tell.proved([withReason(holderName(holder), pattern, because)])];
      const details = {
        at: within(one.document, one.statement.pointer),
        with: [holder.place],
        shown: `${showAction(witness)} is allowed`,
        witness,
      };
      return [tell.refuted(openness === 'name' ? 'anyRole' : 'anyAccount', { holder: holderName(holder), pattern }, details)];
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'any role',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'become', document: assumes('*') }] }) },
        finds: { message: 'anyRole', resource: 'Tool', shown: 'sts:AssumeRole' },
      },
      {
        title: 'a name in any account',
        cloudformation: {
          Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'become', document: assumes('arn:aws:iam::*:role/deploy-*') }] }),
        },
        finds: { message: 'anyAccount', resource: 'Tool', shown: '444455556666' },
      },
    ],
    good: [
      {
        title: 'one role',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: assumes('arn:aws:iam::444455556666:role/crm') }),
      },
      {
        title: 'roles by their tag',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: assumes('arn:aws:iam::*:role/*', { StringEquals: { 'iam:ResourceTag/agent': 'support' } }),
        }),
      },
    ],
  },
});
