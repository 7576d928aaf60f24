import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, managedPolicy, policy, role, soundRole } from '../examples/parts';
import { administrationOf, GRAVE_ACTIONS } from '../reading/administration';
import { heldBy } from '../reading/held-statements';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { showAction } from '../reading/show-request';
import { coversServices } from '../reading/wide-patterns';

const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
const READ_HANDBOOK = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' });

export default defineRule({
  code: 'WI303',
  name: 'permission/no-full-admin',
  severity: 'error',
  principle: 'what a component may do is what its task needs',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'nobody\u2019s policies together permit practically every action on every resource',
  why: 'whoever takes over such an identity, by a prompt or otherwise, has the whole account',
  acknowledge: 'for people\u2019s break-glass roles, which no workload can become',
  misses: [
    `it is asked of ${GRAVE_ACTIONS.length} grave actions of as many services; whoever is denied several of them is left to \`permission/no-wildcard-actions\` and \`permission/no-not-action\``,
    'managed policies of AWS are judged by `permission/no-managed-admin`',
    'a permissions boundary that stands in no template given is taken to limit nothing, because nobody can see what it limits',
  ],
  sources: ['IAM User Guide, "Security best practices in IAM", least-privilege permissions'],
  visits: 'holder',
  messages: {
    everything: {
      what: 'the policies of `<holder>` permit practically every action on every resource',
      fix: 'name the actions and resources that the task needs',
    },
    unseenBoundary: {
      what: 'the policies of `<holder>` permit practically every action on every resource, and the boundary `<boundary>` that may limit them is not in the template',
      fix: 'name the actions and resources that the task needs, and put the boundary into a template that is checked too',
    },
    open: {
      what: 'whether the policies of `<holder>` permit practically everything could not be decided',
      fix: 'write the statements out with their actions, resources and conditions',
    },
  },
  check: (holder, tell) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const found = administrationOf(holder);
    if (found === undefined) return [tell.proved()];
    const names = { holder: holderName(holder) };
    const widest = held.statements.find(
      ({ statement: { effect, action } }) => effect === 'Allow' && (action.negated || action.patterns.some(coversServices)),
    );
    const at = widest === undefined ? holder.place : within(widest.document, widest.statement.pointer);
    const places = { at, with: [holder.place] };
    if (found === 'open') return [tell.undecided('open', names, { ...places, shown: 'depends on values that are settled at deployment' })];
    const [first] = found.shown;
    const shown =
      first === undefined
        ? {}
        : {
            shown: `${showAction(first)} is allowed, as are ${found.shown.length - 1} more grave actions of other services`,
            witness: first,
          };
    const { boundary } = holder;
    return boundary !== undefined && boundary.document === undefined
      ? [tell.refuted('unseenBoundary', { ...names, boundary: boundary.arn }, { ...places, ...shown })]
      : [tell.refuted('everything', names, { ...places, ...shown })];
  },
  examples: {
    bad: [
      {
        title: 'every action on every resource',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, policies: [{ name: 'all', document: EVERYTHING }] }) },
        finds: { message: 'everything', resource: 'Tool', shown: 'iam:AttachRolePolicy' },
      },
      {
        title: 'everything but a little, said in two statements',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'all',
                document: policy(
                  { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
                  { Effect: 'Allow', Action: 'iam:*', Resource: 'arn:*' },
                  { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' },
                ),
              },
            ],
          }),
        },
        finds: { message: 'everything', resource: 'Tool' },
      },
      {
        title: 'a boundary that nobody can see',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'all', document: EVERYTHING }],
            boundary: 'arn:aws:iam::111122223333:policy/agents',
          }),
        },
        finds: { message: 'unseenBoundary', resource: 'Tool' },
      },
    ],
    good: [
      { title: 'one table', cloudformation: soundRole('Tool', LAMBDA_TRUST) },
      {
        title: 'a Deny takes back all but what is named',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy(
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' },
            { Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' },
          ),
        }),
      },
      {
        title: 'a policy that nobody carries, and that permits one thing',
        cloudformation: { ...soundRole('Tool', LAMBDA_TRUST), Reading: managedPolicy(READ_HANDBOOK) },
      },
    ],
  },
});
