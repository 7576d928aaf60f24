import type { GraphHolder, GraphResourcePolicy } from '../../graph/identity-graph';
import { fillWithExamples } from '../../policy/prove/example-value';
import { hasHole } from '../../policy/text';
import { defineRule, type RuleContext, type Tell } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { isAdministrator } from '../reading/administration';
import { allowsAsWritten, textsAsWritten } from '../reading/as-written';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { type HeldStatement, heldBy, isOfGroup } from '../reading/held-statements';
import type { Permissions } from '../reading/permissions';
import { holderName, within } from '../reading/places';
import { readPolicy } from '../reading/read-policy';
import { reasonFor, withReason } from '../reading/reasons';
import { showAction, showPrincipal } from '../reading/show-request';
import { wideRequest } from '../reading/wide-actions';
import { coversServices, isWideAction } from '../reading/wide-patterns';

const messages = {
  wide: {
    what: 'the policies of `<holder>` name actions by `<pattern>`',
    fix: "name the actions that the task needs, one by one, or declare them with `everyAction(…, 'because …')`",
  },
  wideForOthers: {
    what: 'the policy of the resource `<resource>` names actions by `<pattern>`',
    fix: 'name the actions that the principal needs, one by one',
  },
} as const satisfies Messages;

const isWide = (pattern: string): boolean => !hasHole(pattern) && isWideAction(pattern);

/** What a document says that IAM would not accept, because of something else in it. */
const judgeWritten = (holder: GraphHolder, tell: Tell<typeof messages>): readonly Outcome[] =>
  holder.policies.flatMap(({ document }) => {
    if (readPolicy(document, 'identity').ok) return [];
    return allowsAsWritten(document).flatMap((statement) => {
      const pattern = textsAsWritten(statement, 'Action').find(isWideAction);
      if (pattern === undefined) return [];
      const details = {
        at: within(document, statement.pointer),
        with: [holder.place],
        shown: 'it is written so, whether or not IAM accepts the rest',
      };
      return [tell.refuted('wide', { holder: holderName(holder), pattern }, details)];
    });
  });

function judgeStatement(
  one: HeldStatement,
  permissions: Permissions,
  holder: GraphHolder,
  tell: Tell<typeof messages>,
  plans: RuleContext['plans'],
) {
  const { statement, document } = one;
  const name = holderName(holder);
  const reasons: string[] = [];
  for (const pattern of statement.action.patterns) {
    if (!isWide(pattern) || (coversServices(pattern) && isAdministrator(holder))) continue;
    const because = reasonFor(holder, pattern, plans);
    const witness = because === undefined ? wideRequest(pattern, one, permissions) : undefined;
    if (because !== undefined) reasons.push(withReason(name, pattern, because));
    if (witness === undefined) continue;
    const details = { at: within(document, statement.pointer), with: [holder.place], shown: `${showAction(witness)} is allowed`, witness };
    return [tell.refuted('wide', { holder: name, pattern }, details)];
  }
  return reasons.length === 0 ? [] : [tell.proved(reasons)];
}

function judgeHolder(holder: GraphHolder, tell: Tell<typeof messages>, { graph, plans }: RuleContext): readonly Outcome[] {
  const held = heldBy(holder);
  if (held === undefined) return judgeWritten(holder, tell);
  return held.statements
    .filter((one) => one.statement.effect === 'Allow' && !one.statement.action.negated && !isOfGroup(one, holder, graph))
    .flatMap((one) => judgeStatement(one, held.permissions, holder, tell, plans));
}

/** KMS makes a key's policy with `kms:*` for the account, and whoever leaves it out loses the key. */
const isKeyPolicy = ({ resourceArn }: GraphResourcePolicy): boolean => /^arn:[^:]*(?:⟩[^:]*)?:kms:/.test(resourceArn);

function judgeResource(visited: GraphResourcePolicy, tell: Tell<typeof messages>): readonly Outcome[] {
  const { document, resourceArn } = visited;
  if (isKeyPolicy(visited)) return [];
  const parsed = readPolicy(document, 'resource');
  if (!parsed.ok) return [];
  const denials = documentOf(...parsed.document.statements.filter(({ effect }) => effect === 'Deny'));
  return parsed.document.statements.flatMap((statement) => {
    const pattern = statement.effect === 'Allow' && !statement.action.negated ? statement.action.patterns.find(isWide) : undefined;
    if (pattern === undefined) return [];
    const verdict = ask({
      scope: documentOf(allowing({ actions: [pattern] })),
      permitted: [[{ ...parsed.document, statements: [statement] }, denials]],
    });
    if (verdict.verdict !== 'refuted') return [];
    const { witness } = verdict;
    const details = {
      at: within(document, statement.pointer),
      shown: `${showPrincipal(witness)} may do whatever \`${pattern}\` matches`,
      witness,
    };
    return [tell.refuted('wideForOthers', { resource: fillWithExamples(resourceArn), pattern }, details)];
  });
}

export default defineRule({
  code: 'WI305',
  name: 'permission/no-wildcard-actions',
  severity: 'warning',
  principle: 'what a component may do is what its task needs',
  standards: ['OWASP ASI02', 'NIST SP 800-53 AC-6'],
  summary: 'no policy permits all actions of a service, or names actions by a pattern that is open at its start',
  why: 'such a pattern also permits what nobody thought of, among it actions that AWS adds later',
  acknowledge: 'where the task really is to administer the resource, such as a bucket that the component alone owns',
  misses: [
    'a pattern that begins with what is done, such as `s3:Get*`, is accepted',
    'a pattern is accepted that stands for no more than five actions on the resources named, or for none that changes anything',
    'policies of KMS keys are left out: the one that KMS makes permits `kms:*` to the own account',
  ],
  sources: ['IAM User Guide, "Grant least privilege"', 'Service Authorization Reference'],
  visits: 'graph',
  messages,
  check: (graph, tell, context) => {
    const outcomes = [
      ...graph.holders.flatMap((holder) => judgeHolder(holder, tell, context)),
      ...graph.resourcePolicies.flatMap((one) => judgeResource(one, tell)),
    ];
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'every action of a service',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'files', document: policy({ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::handbook/*' }) }],
          }),
        },
        finds: { message: 'wide', resource: 'Tool', shown: 's3:' },
      },
      {
        title: 'whatever ends alike',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'policies', document: policy({ Effect: 'Allow', Action: 'iam:*Policy', Resource: '*' }) }],
          }),
        },
        finds: { message: 'wide', resource: 'Tool', shown: 'Policy' },
      },
      {
        title: 'every action on a queue, to somebody else',
        cloudformation: {
          Tasks: { Type: 'AWS::SQS::Queue' },
          Access: {
            Type: 'AWS::SQS::QueuePolicy',
            Properties: {
              Queues: [{ Ref: 'Tasks' }],
              PolicyDocument: policy({
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::111122223333:role/orchestrator' },
                Action: 'sqs:*',
                Resource: { 'Fn::GetAtt': ['Tasks', 'Arn'] },
              }),
            },
          },
        },
        finds: { message: 'wideForOthers', resource: 'Access' },
      },
    ],
    good: [
      {
        title: 'actions that begin with what they do',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy({ Effect: 'Allow', Action: ['s3:GetObject*', 's3:List*'], Resource: 'arn:aws:s3:::handbook/*' }),
        }),
      },
      {
        title: 'a Deny takes back all but what is named',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy(
            { Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:eu-central-1:111122223333:tasks' },
            { Effect: 'Deny', NotAction: ['sqs:SendMessage'], Resource: '*' },
          ),
        }),
      },
    ],
  },
});
