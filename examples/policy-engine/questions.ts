/**
 * The policy engine by itself: no construct, no template, no AWS account. Run it with `node --import tsx examples/policy-engine/questions.ts`.
 */
import {
  actionInfo,
  authorize,
  can,
  contains,
  explainDecision,
  nearMisses,
  type PolicyDocument,
  type PolicyType,
  parsePolicy,
  REFERENCE_VOCABULARY,
  reaches,
} from 'agent-workload-identity/policy';

const read = (type: PolicyType, ...statements: readonly object[]): PolicyDocument => {
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statements }, type);
  if (!parsed.ok) throw new Error(parsed.faults.map(({ pointer, what }) => `${pointer}: ${what}`).join('\n'));
  return parsed.document;
};

const before = read('identity', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/public/*' });
const after = read('identity', {
  Effect: 'Allow',
  Action: 's3:GetObject*',
  Resource: 'arn:aws:s3:::handbook/*',
  Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
});

const role = { kind: 'aws', arn: 'arn:aws:iam::111122223333:role/search', account: '111122223333' } as const;
const request = { principal: role, action: 's3:GetObject', resource: 'arn:aws:s3:::handbook/public/index.html', context: {} };

const trust = read('trust', {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'sts:AssumeRole',
  Condition: { ArnEquals: { 'aws:PrincipalArn': role.arn } },
});
const assume = read('identity', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/crm' });

/** Each question with its answer. */
export const answers = {
  /** One request: what is decided, and by which statements. */
  decision: authorize(request, { identity: [after] }),
  /** Why, in words. */
  explained: explainDecision(request, authorize(request, { identity: [after] })),
  /** What would turn it round, in the request and in the policies. */
  nearest: nearMisses(request, { identity: [after] }),
  /** All requests: does the change permit anything new? Refuted with a request that it does, of an action that exists. */
  change: contains(after, before, { vocabulary: REFERENCE_VOCABULARY }),
  /** Does any request get through at all? */
  possible: can({ identity: [after] }, { action: 's3:DeleteObject' }),
  /** Can one role become another, directly or through others? */
  reachable: reaches(
    {
      search: { arn: role.arn, policies: { identity: [assume] }, trust },
      crm: { arn: 'arn:aws:iam::111122223333:role/crm', policies: {}, trust },
    },
    'search',
    'crm',
  ),
  /** What AWS's reference says of an action. */
  action: actionInfo('s3:getobject'),
};

/** The answers in a few lines each. */
const told: Readonly<Record<keyof typeof answers, readonly string[]>> = {
  decision: [answers.decision.decision],
  explained: answers.explained,
  nearest: answers.nearest.map(({ side, changes }) => `${side}: ${changes.join(', and ')}`),
  change: [answers.change.verdict, ...(answers.change.verdict === 'refuted' ? [JSON.stringify(answers.change.witness)] : [])],
  possible: [answers.possible.verdict],
  reachable: [answers.reachable.verdict],
  action: [answers.action.status === 'known' ? `${answers.action.action}: ${answers.action.accessLevel}` : answers.action.reason],
};

if (require.main === module) {
  for (const [question, lines] of Object.entries(told)) process.stdout.write(`${[question, ...lines].join('\n  ')}\n`);
}
