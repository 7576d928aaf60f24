import { exampleResources, resourcePatterns } from '../../../lib/policy';

describe('example resources of an action', () => {
  it('are concrete, one for each type', () => {
    expect(exampleResources('dynamodb:Query')).toEqual([
      'arn:aws:dynamodb:eu-central-1:111122223333:table/example-table/index/example-index',
      'arn:aws:dynamodb:eu-central-1:111122223333:table/example-table',
    ]);
    expect(exampleResources('bedrock:InvokeModel')).toContain('arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0');
  });

  it('are where they are wanted', () => {
    expect(exampleResources('sqs:SendMessage', { partition: 'aws-cn', region: 'cn-north-1', account: '444455556666' })).toEqual([
      'arn:aws-cn:sqs:cn-north-1:444455556666:example-queue',
    ]);
  });

  it('are the star for an action without resources, and none for an unknown action', () => {
    expect(exampleResources('sts:GetCallerIdentity')).toEqual(['*']);
    expect(exampleResources('sts:GetScopedCredentials')).toEqual([]);
  });

  it('keep a star that belongs to the ARN itself', () => {
    expect(exampleResources('s3:ListAllMyBuckets')).toEqual(['arn:aws:s3:::*']);
  });
});

describe('resources of an action as patterns', () => {
  it('have a wildcard for each variable', () => {
    expect(resourcePatterns('sqs:SendMessage')).toEqual(['arn:*:sqs:*:*:*']);
    expect(resourcePatterns('s3:GetObject')).toContain('arn:*:s3:::*/*');
    expect(resourcePatterns('sts:GetCallerIdentity')).toEqual(['*']);
    expect(resourcePatterns('sts:GetScopedCredentials')).toEqual([]);
  });
});
