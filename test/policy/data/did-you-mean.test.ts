import { actionInfo, conditionKeyInfo, didYouMeanAction, didYouMeanConditionKey } from '../../../lib/policy';
import { OPERATION_ACTIONS } from '../../../lib/policy/data/operation-actions';

describe('what a misspelt action may mean', () => {
  it.each([
    ['s3:GetObjct', 's3:GetObject'],
    ['s3:getobjects', 's3:GetObject'],
    ['ecr:GetDownloadURLForLayers', 'ecr:GetDownloadUrlForLayer'],
    ['sts:AssumeRoleWithWebIdentiy', 'sts:AssumeRoleWithWebIdentity'],
    // The right name in the wrong service.
    ['bedrock:InvokeAgentRuntime', 'bedrock-agentcore:InvokeAgentRuntime'],
    ['cloudwatch:PutLogEvents', 'logs:PutLogEvents'],
    // A misspelt service.
    ['dynamo:GetItem', 'dynamodb:GetItem'],
    ['secretmanager:GetSecretValue', 'secretsmanager:GetSecretValue'],
    // A pattern that matches nothing.
    ['s3:GetObjct*', 's3:GetObject*'],
    ['dynamodb:Querry*', 'dynamodb:Query*'],
  ])('%s: first of all %s', (action, meant) => {
    expect(didYouMeanAction(action)[0]).toBe(meant);
  });

  it.each([
    ['bedrock:Converse', ['bedrock:InvokeModel']],
    ['bedrock:ConverseStream', ['bedrock:InvokeModelWithResponseStream']],
    ['s3:HeadObject', ['s3:GetObject']],
    ['S3:listbuckets', ['s3:ListAllMyBuckets']],
    ['lambda:Invoke', ['lambda:InvokeFunction']],
    ['s3:CopyObject', ['s3:GetObject', 's3:PutObject']],
  ])('%s is an API operation, the action is %p', (operation, actions) => {
    expect(didYouMeanAction(operation)).toEqual(actions);
  });

  it('holds no operation that is an action itself, and no action that does not exist', () => {
    for (const [operation, actions] of Object.entries(OPERATION_ACTIONS)) {
      expect([operation, actionInfo(operation).status]).toEqual([operation, 'unknown']);
      for (const action of actions) expect(actionInfo(action)).toMatchObject({ status: 'known', action });
    }
  });

  it.each(['s3:GetObject', 'S3:getobject', 's3:Get*', '*', 's3:*', 'bedrock:*Model'])('is not asked for %s, which matches', (action) => {
    expect(didYouMeanAction(action)).toEqual([]);
  });

  it.each(['', ':', 's3', 's3:', 's3:Xyzzy', 'nosuch:Xyzzy', 'sts:GetScopedCredentials', 'SNS:Receive'])('is nothing for %p', (action) => {
    expect(didYouMeanAction(action)).toEqual([]);
  });

  it('names the nearest first, whatever the alphabet says', () => {
    expect(didYouMeanAction('logs:PutLogEvent')).toEqual(['logs:PutLogEvents', 'logs:GetLogEvents']);
    expect(didYouMeanAction('iam:PutUserPolici')[0]).toBe('iam:PutUserPolicy');
  });

  it('is at most three, and quick for hostile input', () => {
    expect(didYouMeanAction('ec2:DescribeVpc').length).toBeLessThanOrEqual(3);
    expect(didYouMeanAction(`s3:${'x'.repeat(1_000_000)}`)).toEqual([]);
  });
});

describe('what a misspelt condition key may mean', () => {
  it.each([
    ['aws:SourcIp', 'aws:SourceIp'],
    ['aws:PrincipalTags/team', 'aws:PrincipalTag/team'],
    ['aws:RequestTags/team', 'aws:RequestTag/team'],
    ['s3:prefx', 's3:prefix'],
    ['sts:ExternalID2', 'sts:ExternalId'],
    ['iam:PasedToService', 'iam:PassedToService'],
    ['bedrock:GuardrailId', 'bedrock:GuardrailIdentifier'],
    ['token.actions.githubusercontent.com:repositry', 'token.actions.githubusercontent.com:repository'],
    ['gitlab.com:project', 'gitlab.com:project_id'],
    ['oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:subj', 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub'],
  ])('%s: first of all %s', (key, meant) => {
    expect(didYouMeanConditionKey(key)[0]).toBe(meant);
  });

  it('is the claim that AWS offers in the place of one that it does not', () => {
    expect(didYouMeanConditionKey('token.actions.githubusercontent.com:repository_owner')).toEqual([
      'token.actions.githubusercontent.com:repository_owner_id',
    ]);
    expect(didYouMeanConditionKey('gitlab.com:project_path')).toEqual(['gitlab.com:project_id']);
  });

  it('is nothing for a key that is known, and for text that is like none', () => {
    for (const key of ['aws:SourceIp', 'aws:principaltag/x', 'gitlab.com:sub']) {
      expect(conditionKeyInfo(key).status).toBe('known');
      expect(didYouMeanConditionKey(key)).toEqual([]);
    }
    for (const key of ['', ':', 'xyzzy', 'aws:xyzzyxyzzyxyzzy', '1'.repeat(1_000_000)]) expect(didYouMeanConditionKey(key)).toEqual([]);
  });
});
