/** The small world in which random requests and policies are made: few values, so that they meet often. */
import type { OperatorFamily } from '../../lib/policy/operators';

export const HOME = '111122223333';
export const AWAY = '444455556666';

interface Service {
  readonly prefix: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Actions by service, with resources that they work on. `away` resources belong to the other account by their ARN. */
export const SERVICES: readonly Service[] = [
  {
    prefix: 's3',
    actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion'],
    resources: ['arn:aws:s3:::handbook/public/a', 'arn:aws:s3:::handbook/red/b', 'arn:aws:s3:::ledger/2026/a-b'],
  },
  {
    prefix: 'sqs',
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'],
    resources: [`arn:aws:sqs:eu-west-1:${HOME}:orders`, `arn:aws:sqs:us-east-1:${HOME}:red`, `arn:aws:sqs:eu-west-1:${AWAY}:orders`],
  },
  {
    prefix: 'logs',
    actions: ['logs:PutLogEvents', 'logs:CreateLogStream'],
    resources: [`arn:aws:logs:eu-west-1:${HOME}:log-group:/app:log-stream:1`, `arn:aws:logs:eu-west-1:${HOME}:log-group:/red:log-stream:x`],
  },
  {
    prefix: 'dynamodb',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    resources: [`arn:aws:dynamodb:eu-west-1:${HOME}:table/tickets`, `arn:aws:dynamodb:eu-west-1:${AWAY}:table/tickets`],
  },
  {
    prefix: 'kms',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [`arn:aws:kms:eu-west-1:${HOME}:key/k-1`, `arn:aws:kms:eu-west-1:${AWAY}:key/k-2`],
  },
  {
    prefix: 'sts',
    actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    resources: [`arn:aws:iam::${HOME}:role/Target`, `arn:aws:iam::${AWAY}:role/Target`],
  },
];

/** What callers without a session ask of STS, with a token of their identity provider. */
export const TOKEN_EXCHANGE: Service = {
  prefix: 'sts',
  actions: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
  resources: [`arn:aws:iam::${HOME}:role/Target`],
};

/** An action for which there is no resource. */
export const BARE_ACTIONS = ['s3:ListAllMyBuckets', 'sqs:ListQueues', 'ec2:DescribeInstances'] as const;

export const SERVICE_PRINCIPALS = ['lambda.amazonaws.com', 'sns.amazonaws.com', 'cloudtrail.amazonaws.com'] as const;
export const PROVIDERS = [
  `arn:aws:iam::${HOME}:oidc-provider/token.actions.githubusercontent.com`,
  `arn:aws:iam::${HOME}:saml-provider/Corp`,
] as const;

/** Keys with one value, by the family of their values. */
export const SINGLE_KEYS: Readonly<Record<Exclude<OperatorFamily, 'null'>, readonly string[]>> = {
  string: [
    'aws:PrincipalTag/team',
    'aws:ResourceTag/team',
    'aws:username',
    's3:prefix',
    'sts:ExternalId',
    'token.actions.githubusercontent.com:sub',
  ],
  arn: ['aws:SourceArn', 'aws:PrincipalArn', 'iam:PermissionsBoundary'],
  numeric: ['s3:max-keys', 'aws:MultiFactorAuthAge'],
  date: ['aws:CurrentTime', 'aws:TokenIssueTime'],
  bool: ['aws:SecureTransport', 'aws:ViaAWSService'],
  ip: ['aws:SourceIp', 'aws:VpcSourceIp'],
  binary: ['app:Digest'],
};

/** Keys with several values, by the family of their values. */
export const MULTI_KEYS: Readonly<Record<Exclude<OperatorFamily, 'null'>, readonly string[]>> = {
  string: ['aws:TagKeys', 'aws:CalledVia', 'dynamodb:Attributes'],
  arn: ['app:Arns'],
  numeric: ['app:Sizes'],
  date: ['app:Times'],
  bool: ['app:Flags'],
  ip: ['app:Peers'],
  binary: ['app:Digests'],
};

/** Values that requests carry, by family. */
export const REQUEST_VALUES: Readonly<Record<Exclude<OperatorFamily, 'null'>, readonly string[]>> = {
  string: ['red', 'Red', 'blue', 'red/blue', 'a*', 'r?d', 'team-1', 'repo:acme/app:ref:refs/heads/main', '$x', '${aws:username}'],
  arn: [
    `arn:aws:sns:eu-west-1:${HOME}:orders`,
    `arn:aws:sns:us-east-1:${HOME}:red`,
    `arn:aws:iam::${HOME}:role/app/Worker`,
    `arn:aws:logs:eu-west-1:${AWAY}:log-group:/app:*`,
    'arn:aws:s3:::handbook',
  ],
  numeric: ['0', '1', '5', '5.0', '5.5', '10', '-1', '100', '007'],
  date: [
    '2026-01-01T00:00:00Z',
    '2026-03-02T10:30:00Z',
    '2026-03-02T10:30:15Z',
    '2026-06-30T23:59:59Z',
    '2025-12-31T23:00:00Z',
    '2024-02-29T12:00:00Z',
  ],
  bool: ['true', 'false'],
  ip: ['203.0.113.9', '203.0.113.200', '198.51.100.1', '10.1.2.3', '2001:db8::1', '2001:db8:1::1'],
  binary: ['QmluYXJ5', 'QmluYXJz', 'AAAA', 'QUI=', 'QQ=='],
};

/** Values that policies carry where they are not derived from a request value, by family. */
export const POLICY_VALUES: Readonly<Record<Exclude<OperatorFamily, 'null'>, readonly string[]>> = {
  ...REQUEST_VALUES,
  string: ['red', 'Red', 'blue', 'b*', 'r?d', '*', 'team-?', 'repo:acme/*', 'nothing'],
  arn: [
    'arn:aws:sns:*:*:*',
    `arn:aws:iam::${HOME}:role/*`,
    'arn:aws:*:*:*:*',
    'arn:*:sns:eu-*:????????????:ord*',
    `arn:aws:logs:*:${AWAY}:log-group:*`,
    'arn:aws:s3:::ledger',
  ],
  date: ['2026', '2026-03', '2026-03-02', '2026-03-02T10:30Z', '2026-03-02T11:30:00+01:00', '2026-03-02T10:30:15Z', '1767225600', '2027'],
  bool: ['true', 'false', 'True', 'FALSE'],
  ip: [
    '203.0.113.0/24',
    '203.0.113.9',
    '203.0.113.128/25',
    '10.0.0.0/8',
    '0.0.0.0/0',
    '::/0',
    '2001:DB8::/32',
    '2001:db8:1::/48',
    '192.0.2.0/24',
  ],
};
