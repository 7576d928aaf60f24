import { conditionKeyInfo, conditionKeySupported } from '../../policy/data/condition-keys';
import { didYouMeanConditionKey } from '../../policy/data/did-you-mean';
import type { Condition, Statement } from '../../policy/document';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import { holdsWhenAbsent } from '../reading/absent-keys';
import { documentsIn, type ReadDocument } from '../reading/all-documents';
import { isNeverHeld } from '../reading/effect';
import { knownActions } from '../reading/known-actions';
import { within } from '../reading/places';
import { coversServices } from '../reading/wide-patterns';

const messages = {
  permitsNothing: {
    what: 'a statement of `<owner>` permits nothing, because it asks for `<key>`, <reason>',
    fix: '<fix>',
  },
  asksNothing: {
    what: 'a statement of `<owner>` permits all the same where its condition on `<key>` would not, because it looks at a key <reason>',
    fix: '<fix>',
  },
  deniesNothing: {
    what: 'a statement of `<owner>` denies nothing, because it asks for `<key>`, <reason>',
    fix: '<fix>',
  },
  deniesAlways: {
    what: 'a statement of `<owner>` denies all its actions, because it spares only requests with `<key>`, <reason>',
    fix: '<fix>',
  },
} as const satisfies Messages;

/** More actions than this behind a statement make it likely that one has the key. */
const MOST = 200;

/** Keys that the pages of a service document for actions for which the reference does not list them. */
const DOCUMENTED_ELSEWHERE: ReadonlySet<string> = new Set([
  // Amazon Bedrock User Guide, "Request access to models", permissions with a product id.
  'aws-marketplace:productid',
]);

interface Missing {
  readonly reason: string;
  readonly fix: string;
}

const suggested = (key: string, otherwise: string): string => {
  const near = didYouMeanConditionKey(key).map((one) => `\`${one}\``);
  return near.length === 0 ? otherwise : `did you mean ${near.join(' or ')}`;
};

const OTHERWISE = 'take the condition out, or ask for a key that the Service Authorization Reference lists for the actions';

/** Why no request for the statement's actions has the key; undefined where one may have it. */
function missing({ key }: Condition, { action }: Statement, kind: ReadDocument['kind']): Missing | undefined {
  if (hasHole(key) || DOCUMENTED_ELSEWHERE.has(key.toLowerCase())) return undefined;
  if (kind !== 'resource' && isNeverHeld(key)) {
    return {
      reason: 'which only calls have that an AWS service makes by itself, and no role or user',
      fix: 'ask for it in the trust policy or the policy of the resource, where the service is the principal',
    };
  }
  const info = conditionKeyInfo(key);
  if (info.status === 'unknown') return { reason: `which is ${info.reason}`, fix: suggested(key, OTHERWISE) };
  if (action.negated || action.patterns.some((one) => hasHole(one) || coversServices(one))) return undefined;
  const known = action.patterns.map(knownActions);
  if (known.some(({ length }) => length === 0 || length > MOST)) return undefined;
  return known.flat().every((one) => conditionKeySupported(one.action, key) === 'no')
    ? { reason: 'which no request for its actions has', fix: OTHERWISE }
    : undefined;
}

const messageFor = (effect: Statement['effect'], holds: boolean): keyof typeof messages =>
  effect === 'Allow' ? (holds ? 'asksNothing' : 'permitsNothing') : holds ? 'deniesAlways' : 'deniesNothing';

const read = (action: string, conditions: object) =>
  role({
    trust: LAMBDA_TRUST,
    policies: [
      { name: 'read', document: policy({ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::handbook/*', Condition: conditions }) },
    ],
  });

export default defineRule({
  code: 'WI314',
  name: 'permission/condition-keys-are-supported',
  severity: 'warning',
  principle: 'a condition that is written is one that is asked',
  standards: ['NIST SP 800-53 CM-6', 'OWASP ASI03'],
  summary: 'every key that a condition asks for is one that requests for the statement\u2019s actions can have',
  why: 'a key that is never there makes a statement void under one operator and unconditional under another, both in silence',
  acknowledge: 'for a key that is newer than the data',
  misses: [
    'it is enough that one action of the statement knows the key',
    'statements over all services, with `NotAction`, or with actions that the data does not know are left out, unless the key itself is unknown',
  ],
  sources: ['Service Authorization Reference', 'IAM User Guide, "AWS global condition context keys"'],
  visits: 'graph',
  messages,
  check: (graph, tell) => {
    const outcomes = documentsIn(graph).flatMap(({ document, policy: { statements }, kind, owner, places }) =>
      statements.flatMap((statement) =>
        statement.conditions.flatMap((condition) => {
          const found = missing(condition, statement, kind);
          if (found === undefined) return [];
          const message = messageFor(statement.effect, holdsWhenAbsent(condition));
          return [
            tell.refuted(message, { owner, key: condition.key, ...found }, { at: within(document, condition.pointer), with: places }),
          ];
        }),
      ),
    );
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'a key of another action',
        cloudformation: { Tool: read('s3:GetObject', { StringEquals: { 's3:prefix': 'public/' } }) },
        finds: { message: 'permitsNothing', resource: 'Tool' },
      },
      {
        title: 'a misspelt key where a missing one counts as agreement',
        cloudformation: { Tool: read('s3:GetObject', { StringEqualsIfExists: { 'aws:PrincipleTag/team': 'support' } }) },
        finds: { message: 'asksNothing', resource: 'Tool' },
      },
      {
        title: 'a denial by a misspelt key',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'limits',
                document: policy({
                  Effect: 'Deny',
                  Action: 's3:DeleteObject',
                  Resource: '*',
                  Condition: { StringEquals: { 'aws:RequestRegion': 'us-east-1' } },
                }),
              },
            ],
          }),
        },
        finds: { message: 'deniesNothing', resource: 'Tool' },
      },
      {
        title: 'a denial of all but what no request has',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'limits',
                document: policy({
                  Effect: 'Deny',
                  Action: 's3:GetObject',
                  Resource: '*',
                  Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } },
                }),
              },
            ],
          }),
        },
        finds: { message: 'deniesAlways', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'a key that the action has',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy({
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: 'arn:aws:s3:::handbook',
            Condition: { StringLike: { 's3:prefix': 'public/*' } },
          }),
        }),
      },
    ],
  },
});
