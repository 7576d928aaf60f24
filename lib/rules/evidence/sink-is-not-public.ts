import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import type { PolicyDocument } from '../../policy/document';
import { defineRule, type Tell } from '../define-rule';
import { evidenceBucket, soundTrail, trail } from '../examples/evidence';
import { policy } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { bucketPolicies, bucketsOf, holdsEvidence } from '../reading/buckets';
import { allowing, documentOf } from '../reading/build';
import { inPartitions } from '../reading/partitions';
import { flagAt, resourceName, textAt } from '../reading/properties';
import { showAction } from '../reading/show-request';

/** Canned lists that let in everybody, or everybody with any AWS account. */
const PUBLIC_LISTS: ReadonlySet<string | undefined> = new Set(['PublicRead', 'PublicReadWrite', 'AuthenticatedRead']);

const DEEDS = ['s3:GetObject', 's3:ListBucket', 's3:PutObject', 's3:DeleteObject'];

const messages = {
  list: {
    what: 'the access control list of the bucket `<bucket>`, which holds evidence, is `<list>`',
    fix: 'take out `AccessControl`, and set all four of `PublicAccessBlockConfiguration`',
  },
  policy: {
    what: 'the policy of the bucket `<bucket>`, which holds evidence, lets everybody in',
    fix: 'name the principals that may, and set all four of `PublicAccessBlockConfiguration`',
  },
} as const satisfies Messages;

/** Whether the bucket's own settings keep public lists, or public policies, from having effect. */
const blocks = (bucket: GraphResource, ...flags: readonly string[]): boolean =>
  flags.some((flag) => flagAt(bucket, ['PublicAccessBlockConfiguration', flag], false) !== false);

/** The statements that name everybody and ask nothing of them, together with all that denies. */
const openTo = (document: PolicyDocument): PolicyDocument => ({
  ...document,
  statements: document.statements.filter(
    ({ effect, principal, conditions }) =>
      effect === 'Deny' ||
      (conditions.every(({ key }) => key.toLowerCase() === 'aws:securetransport') &&
        (principal?.negated === true || principal?.principals.some(({ kind }) => kind === 'everyone') === true)),
  ),
});

function judgePolicies(bucket: GraphResource, graph: IdentityGraph, tell: Tell<typeof messages>): readonly Outcome[] {
  const open = bucketPolicies(bucket, graph)
    .map(openTo)
    .filter(({ statements }) => statements.some(({ effect }) => effect === 'Allow'));
  if (open.length === 0 || blocks(bucket, 'BlockPublicPolicy', 'RestrictPublicBuckets')) return [];
  const scope = documentOf(
    allowing({
      principals: [{ kind: 'everyone' }],
      actions: DEEDS,
      resources: inPartitions(bucket.arn).flatMap((arn) => [arn, `${arn}/*`]),
    }),
  );
  const verdict = ask({ scope, permitted: [open] });
  if (verdict.verdict !== 'refuted') return [];
  return [
    tell.refuted(
      'policy',
      { bucket: resourceName(bucket) },
      { at: bucket.place, shown: `${showAction(verdict.witness)} is allowed to everybody` },
    ),
  ];
}

function judge(bucket: GraphResource, graph: IdentityGraph, tell: Tell<typeof messages>): readonly Outcome[] {
  const list = textAt(bucket, 'AccessControl');
  const byList =
    PUBLIC_LISTS.has(list) && list !== undefined && !blocks(bucket, 'BlockPublicAcls', 'IgnorePublicAcls')
      ? [tell.refuted('list', { bucket: resourceName(bucket), list }, { at: bucket.place, shown: `\`AccessControl\` is \`${list}\`` })]
      : [];
  const outcomes = [...byList, ...judgePolicies(bucket, graph, tell)];
  return outcomes.length === 0 ? [tell.proved()] : outcomes;
}

export default defineRule({
  code: 'WI614',
  name: 'evidence/sink-is-not-public',
  severity: 'error',
  principle: 'evidence is read by those alone who are meant to',
  standards: ['NIST SP 800-53 AU-9', 'NIST SP 800-53 AC-3'],
  summary: 'no bucket with evidence lets everybody in, by its access control list or its policy',
  why: 'logs tell attackers what exists, who may do what and what was noticed; and who can write them can hide in them',
  acknowledge: 'never for evidence; where the bucket holds something else, put the evidence into one of its own',
  misses: ['grants of single rights in access control lists', 'policies that let everybody in under a condition that everybody can fulfil'],
  sources: [
    'Amazon S3 User Guide, "Access control list (ACL) overview", "Canned ACL"',
    'Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage"',
  ],
  visits: 'graph',
  messages,
  check: (graph, tell) => bucketsOf(graph).flatMap((bucket) => (holdsEvidence(bucket, graph) ? judge(bucket, graph, tell) : [])),
  examples: {
    bad: [
      {
        title: 'a bucket that everybody with an AWS account may read',
        cloudformation: {
          Trail: trail(),
          Evidence: evidenceBucket({ AccessControl: 'AuthenticatedRead', PublicAccessBlockConfiguration: undefined }),
        },
        finds: { message: 'list', resource: 'Evidence', shown: 'AuthenticatedRead' },
      },
      {
        title: 'a policy that lets everybody read',
        cloudformation: {
          Trail: trail(),
          Evidence: evidenceBucket({ PublicAccessBlockConfiguration: undefined }),
          Policy: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: { Ref: 'Evidence' },
              PolicyDocument: policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::evidence/*' }),
            },
          },
        },
        finds: { message: 'policy', resource: 'Evidence', shown: 's3:GetObject' },
      },
    ],
    good: [{ title: 'a bucket that nobody gets into unasked', cloudformation: soundTrail() }],
  },
});
