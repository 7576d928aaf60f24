/** Containment questions as templates pose them: is a role's policy within its boundary? Sizes as asked; a seed repeats them. */
import type { PolicyDocument } from '../lib/policy';
import { Random } from '../scripts/agreement/random';

export interface ProveQuestion {
  readonly inner: PolicyDocument;
  readonly outer: PolicyDocument;
}

interface Kind {
  readonly actions: readonly string[];
  readonly wide: string;
  readonly resource: (name: string) => string;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const KINDS: readonly Kind[] = [
  {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    wide: 'dynamodb:*',
    resource: (name) => `arn:aws:dynamodb:eu-central-1:111122223333:table/${name}`,
  },
  { actions: ['s3:GetObject', 's3:PutObject'], wide: 's3:*Object', resource: (name) => `arn:aws:s3:::${name}/*` },
  {
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
    wide: 'sqs:*Message',
    resource: (name) => `arn:aws:sqs:eu-central-1:111122223333:${name}`,
    condition: { StringEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
  },
  {
    actions: ['secretsmanager:GetSecretValue'],
    wide: 'secretsmanager:Get*',
    resource: (name) => `arn:aws:secretsmanager:*:111122223333:secret:${name}-??????`,
    condition: { Bool: { 'aws:SecureTransport': ['true'] } },
  },
  {
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    wide: 'kms:*',
    resource: (name) => `arn:aws:kms:*:111122223333:key/${name}`,
    condition: { StringLike: { 'kms:ViaService': ['s3.*.amazonaws.com'] } },
  },
  {
    actions: ['bedrock:InvokeModel'],
    wide: 'bedrock:Invoke*',
    resource: (name) => `arn:aws:bedrock:*::foundation-model/${name}*`,
    condition: { NumericLessThan: { 'bedrock:MaxTokens': ['4096'] } },
  },
];

export type Parse = (statements: readonly object[]) => PolicyDocument;

/**
 * @param size the number of statements of either document
 * @param provable whether the inner document is within the outer one
 */
export function proveQuestion(seed: number, size: number, provable: boolean, parse: Parse): ProveQuestion {
  const random = new Random(seed);
  const statements = random.times(size, (index) => {
    const kind = random.pick(KINDS);
    const name = `${random.pick(['orders', 'tickets', 'handbook', 'tasks'])}-${index}`;
    const condition = kind.condition === undefined ? {} : { Condition: kind.condition };
    return {
      narrow: { Effect: 'Allow', Action: kind.actions, Resource: kind.resource(name), ...condition },
      wide: {
        Effect: 'Allow',
        Action: random.chance(0.5) ? kind.wide : kind.actions,
        Resource: kind.resource(random.chance(0.3) ? '*' : name),
        ...(random.chance(0.5) ? condition : {}),
      },
    };
  });
  const missing = provable ? -1 : random.below(size);
  const outer = statements.map(({ wide, narrow }, index) => (index === missing ? { ...narrow, Resource: 'arn:aws:s3:::nowhere' } : wide));
  const guard = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
  return { inner: parse(statements.map(({ narrow }) => narrow)), outer: parse([...outer, guard]) };
}
