import { conditionsInWords } from '../../lib/report/in-words/condition';
import { secondsInWords } from '../../lib/report/in-words/duration';
import { resourcesInWords } from '../../lib/report/in-words/resource';
import { statementsInWords } from '../../lib/report/in-words/statements';
import { wrap } from '../../lib/report/wrap';

describe('resources in words', () => {
  it.each([
    ['arn:⟨partition⟩:lambda:⟨region⟩:⟨account⟩:function:crm', 'Lambda function crm'],
    ['arn:aws:dynamodb:eu-central-1:111122223333:table/tickets', 'DynamoDB table tickets'],
    ['⟨tickets:dynamodb-table-arn⟩/index/by-customer', 'DynamoDB table ⟨tickets⟩/index/by-customer'],
    ['arn:aws:s3:::handbook/public/*', 'S3 bucket handbook/public/*'],
    ['⟨handbook:s3-bucket-arn⟩/*', 'S3 bucket ⟨handbook⟩/*'],
    ['arn:aws:logs:eu-central-1:111122223333:log-group:/agents/crm:*', 'CloudWatch Logs log group /agents/crm'],
    ['arn:aws:neptune:eu-central-1:111122223333:cluster:graph', 'neptune cluster graph'],
    ['*', 'any resource'],
  ])('%s is %s', (arn, words) => {
    expect(resourcesInWords([arn])).toEqual([words]);
  });

  it('tells the regions of one resource together', () => {
    expect(
      resourcesInWords([
        'arn:aws:bedrock:eu-central-1::foundation-model/m',
        'arn:aws:bedrock:eu-west-1::foundation-model/m',
        'arn:aws:bedrock:eu-west-1::foundation-model/n',
      ]),
    ).toEqual(['Bedrock foundation model m in eu-central-1, eu-west-1', 'Bedrock foundation model n']);
  });
});

describe('conditions in words', () => {
  it.each([
    [{ StringEquals: { 'kms:EncryptionContext:purpose': ['build'] } }, ['kms:EncryptionContext:purpose is build']],
    [{ StringNotEquals: { 'aws:RequestedRegion': ['a', 'b', 'c'] } }, ['aws:RequestedRegion is not a, b or c']],
    [
      { ArnLikeIfExists: { 'aws:SourceArn': ['arn:aws:lambda:eu-central-1:111122223333:function:crm'] } },
      ['aws:SourceArn is like Lambda function crm, where it is present'],
    ],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['run'] } }, ['every aws:TagKeys is run']],
    [{ Null: { 'aws:SourceIdentity': ['false'] } }, ['aws:SourceIdentity is present']],
    [{ Null: { 'aws:SourceIdentity': ['true'] } }, ['aws:SourceIdentity is absent']],
    [{ StringEquals: { a: ['x'] }, Null: { a: ['false'] } }, ['a is x, and is present']],
    [{ NumericLessThanEquals: { 'sts:DurationSeconds': ['300'] } }, ['sts:DurationSeconds is at most 300']],
    [{ Quaint: { a: ['x'] } }, ['a Quaint x']],
    [undefined, []],
  ])('%j', (conditions, words) => {
    expect(conditionsInWords(conditions)).toEqual(words);
  });
});

describe('statements in words', () => {
  it('are told together where resources and conditions are the same', () => {
    const Resource = ['arn:aws:s3:::handbook/*'];
    expect(
      statementsInWords([
        { Effect: 'Allow', Action: ['s3:GetObject'], Resource },
        { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource },
      ]),
    ).toEqual([{ on: ['S3 bucket handbook/*'], actions: 'GetObject, PutObject', except: [], when: [] }]);
  });

  it('name the service where the resource does not', () => {
    const words = (Action: readonly string[]) => statementsInWords([{ Effect: 'Allow', Action, Resource: ['*'] }])[0]?.actions;
    expect(words(['ecr:GetAuthorizationToken'])).toBe('ecr:GetAuthorizationToken');
    expect(words(['*'])).toBe('anything');
  });
});

describe('lengths of time in words', () => {
  it.each([
    [3600, '1 hour'],
    [7200, '2 hours'],
    [5400, '90 minutes'],
    [61, '61 seconds'],
  ])('%i is %s', (seconds, words) => {
    expect(secondsInWords(seconds)).toBe(words);
  });
});

describe('wrapping', () => {
  it('breaks between words, and ARNs where their parts end', () => {
    expect(wrap('when it is arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.anthropic', 40, 2)).toEqual([
      'when it is',
      '  arn:aws:bedrock:eu-central-1:',
      '  111122223333:inference-profile/',
      '  eu.anthropic',
    ]);
  });

  it('breaks anywhere where nothing else is left, and loses nothing', () => {
    const text = 'x'.repeat(95);
    const lines = wrap(text, 20, 2);
    expect(lines.every((line) => line.length <= 20)).toBe(true);
    expect(lines.map((line) => line.trim()).join('')).toBe(text);
  });

  it('gives one empty line for nothing', () => {
    expect(wrap('', 20)).toEqual(['']);
  });
});
