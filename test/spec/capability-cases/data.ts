/** Capabilities on what is stored: objects, tables, secrets, keys, images, logs. */
import {
  decryptWith,
  listObjects,
  pullImage,
  queryTable,
  readObjects,
  readSecret,
  readTable,
  writeLog,
  writeObjects,
  writeTable,
} from 'agent-workload-identity';
import { arn, type CapabilityCase } from './capability-case';

const BUCKET = 'arn:aws:s3:::handbook';
const KEY = arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const REPOSITORY = arn('ecr', 'repository/support');
const SECRET = arn('secretsmanager', 'secret:crm-token-a1b2c3');
const TABLE = arn('dynamodb', 'table/tickets');

export const DATA = {
  decryptWith: {
    capability: decryptWith({ key: KEY, encryptionContext: { tenant: 'support', purpose: 'tickets' } }),
    gives: [
      {
        Action: ['kms:Decrypt'],
        Resource: [KEY],
        Condition: { StringEquals: { 'kms:EncryptionContext:purpose': ['tickets'], 'kms:EncryptionContext:tenant': ['support'] } },
      },
    ],
    allowed: [
      {
        action: 'kms:Decrypt',
        resource: KEY,
        context: { 'kms:EncryptionContext:tenant': 'support', 'kms:EncryptionContext:purpose': 'tickets' },
      },
    ],
    refused: [
      { action: 'kms:Decrypt', resource: KEY, context: { 'kms:EncryptionContext:tenant': 'support' } },
      {
        action: 'kms:Decrypt',
        resource: KEY,
        context: { 'kms:EncryptionContext:tenant': 'sales', 'kms:EncryptionContext:purpose': 'tickets' },
      },
      { action: 'kms:Decrypt', resource: KEY },
      {
        action: 'kms:GenerateDataKey',
        resource: KEY,
        context: { 'kms:EncryptionContext:tenant': 'support', 'kms:EncryptionContext:purpose': 'tickets' },
      },
      {
        action: 'kms:Decrypt',
        resource: `${KEY.slice(0, -1)}c`,
        context: { 'kms:EncryptionContext:tenant': 'support', 'kms:EncryptionContext:purpose': 'tickets' },
      },
    ],
  },
  listObjects: {
    capability: listObjects({ bucket: BUCKET, prefix: 'public/' }),
    gives: [{ Action: ['s3:ListBucket'], Resource: [BUCKET], Condition: { StringLike: { 's3:prefix': ['public/*'] } } }],
    allowed: [
      { action: 's3:ListBucket', resource: BUCKET, context: { 's3:prefix': 'public/' } },
      { action: 's3:ListBucket', resource: BUCKET, context: { 's3:prefix': 'public/faq/' } },
    ],
    refused: [
      { action: 's3:ListBucket', resource: BUCKET },
      { action: 's3:ListBucket', resource: BUCKET, context: { 's3:prefix': 'public' } },
      { action: 's3:ListBucket', resource: BUCKET, context: { 's3:prefix': 'public-drafts/' } },
      { action: 's3:ListBucketVersions', resource: BUCKET, context: { 's3:prefix': 'public/' } },
    ],
  },
  pullImage: {
    capability: pullImage({ repository: REPOSITORY }),
    gives: [
      { Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], Resource: [REPOSITORY] },
      { Action: ['ecr:GetAuthorizationToken'], Resource: ['*'] },
    ],
    allowed: [
      { action: 'ecr:BatchGetImage', resource: REPOSITORY },
      { action: 'ecr:GetDownloadUrlForLayer', resource: REPOSITORY },
      { action: 'ecr:GetAuthorizationToken', resource: '*' },
    ],
    refused: [
      { action: 'ecr:BatchGetImage', resource: `${REPOSITORY}-2` },
      { action: 'ecr:PutImage', resource: REPOSITORY },
      { action: 'ecr:InitiateLayerUpload', resource: REPOSITORY },
    ],
  },
  queryTable: {
    capability: queryTable({ table: TABLE, indexes: ['by-owner'], partitionKeys: ['support'] }),
    gives: [
      {
        Action: ['dynamodb:Query'],
        Resource: [TABLE, `${TABLE}/index/by-owner`],
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['support'] }, Null: { 'dynamodb:LeadingKeys': ['false'] } },
      },
    ],
    allowed: [
      { action: 'dynamodb:Query', resource: TABLE, context: { 'dynamodb:LeadingKeys': 'support' } },
      { action: 'dynamodb:Query', resource: `${TABLE}/index/by-owner`, context: { 'dynamodb:LeadingKeys': ['support'] } },
    ],
    refused: [
      { action: 'dynamodb:Query', resource: TABLE, context: { 'dynamodb:LeadingKeys': 'sales' } },
      { action: 'dynamodb:Query', resource: TABLE },
      { action: 'dynamodb:Query', resource: `${TABLE}/index/by-date`, context: { 'dynamodb:LeadingKeys': 'support' } },
      { action: 'dynamodb:Scan', resource: TABLE, context: { 'dynamodb:LeadingKeys': 'support' } },
    ],
  },
  readObjects: {
    capability: readObjects({ bucket: BUCKET, prefix: 'public/' }),
    gives: [{ Action: ['s3:GetObject'], Resource: [`${BUCKET}/public/*`] }],
    allowed: [{ action: 's3:GetObject', resource: `${BUCKET}/public/faq/1.md` }],
    refused: [
      { action: 's3:GetObject', resource: `${BUCKET}/public-drafts/1.md` },
      { action: 's3:GetObject', resource: `${BUCKET}-2/public/1.md` },
      { action: 's3:PutObject', resource: `${BUCKET}/public/1.md` },
      { action: 's3:GetObjectVersion', resource: `${BUCKET}/public/1.md` },
    ],
  },
  readSecret: {
    capability: readSecret({ secret: SECRET }),
    gives: [{ Action: ['secretsmanager:GetSecretValue'], Resource: [SECRET] }],
    allowed: [{ action: 'secretsmanager:GetSecretValue', resource: SECRET }],
    refused: [
      { action: 'secretsmanager:GetSecretValue', resource: SECRET.replace('a1b2c3', 'x9y8z7') },
      { action: 'secretsmanager:PutSecretValue', resource: SECRET },
    ],
  },
  readTable: {
    capability: readTable({ table: TABLE }),
    gives: [{ Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem'], Resource: [TABLE] }],
    allowed: [
      { action: 'dynamodb:GetItem', resource: TABLE },
      { action: 'dynamodb:BatchGetItem', resource: TABLE },
    ],
    refused: [
      { action: 'dynamodb:GetItem', resource: `${TABLE}-2` },
      { action: 'dynamodb:Query', resource: TABLE },
      { action: 'dynamodb:Scan', resource: TABLE },
      { action: 'dynamodb:GetItem', resource: TABLE.replace('eu-central-1', 'eu-west-1') },
    ],
  },
  writeLog: {
    capability: writeLog({ group: '/agents/shared/audit' }),
    gives: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: [arn('logs', 'log-group:/agents/shared/audit:*')] }],
    allowed: [
      { action: 'logs:CreateLogStream', resource: arn('logs', 'log-group:/agents/shared/audit:log-stream:run-1') },
      { action: 'logs:PutLogEvents', resource: arn('logs', 'log-group:/agents/shared/audit:log-stream:run-1') },
    ],
    refused: [
      { action: 'logs:PutLogEvents', resource: arn('logs', 'log-group:/agents/shared/audit-2:log-stream:run-1') },
      { action: 'logs:DeleteLogStream', resource: arn('logs', 'log-group:/agents/shared/audit:log-stream:run-1') },
      { action: 'logs:GetLogEvents', resource: arn('logs', 'log-group:/agents/shared/audit:log-stream:run-1') },
    ],
  },
  writeObjects: {
    capability: writeObjects({ bucket: BUCKET, prefix: 'out/' }),
    gives: [{ Action: ['s3:AbortMultipartUpload', 's3:PutObject'], Resource: [`${BUCKET}/out/*`] }],
    allowed: [{ action: 's3:PutObject', resource: `${BUCKET}/out/1.json` }],
    refused: [
      { action: 's3:DeleteObject', resource: `${BUCKET}/out/1.json` },
      { action: 's3:PutObjectAcl', resource: `${BUCKET}/out/1.json` },
      { action: 's3:PutObject', resource: `${BUCKET}/outer/1.json` },
    ],
  },
  writeTable: {
    capability: writeTable({ table: TABLE, partitionKeys: ['support'] }),
    gives: [
      {
        Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
        Resource: [TABLE],
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['support'] }, Null: { 'dynamodb:LeadingKeys': ['false'] } },
      },
    ],
    allowed: [{ action: 'dynamodb:PutItem', resource: TABLE, context: { 'dynamodb:LeadingKeys': 'support' } }],
    refused: [
      { action: 'dynamodb:PutItem', resource: TABLE, context: { 'dynamodb:LeadingKeys': 'sales' } },
      { action: 'dynamodb:DeleteItem', resource: TABLE, context: { 'dynamodb:LeadingKeys': 'support' } },
      { action: 'dynamodb:PutItem', resource: TABLE },
    ],
  },
} as const satisfies Readonly<Record<string, CapabilityCase>>;
