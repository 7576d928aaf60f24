import { actionsMatching, matchAction, referenceVersion } from '../../../lib/policy';

describe('the actions that a pattern matches', () => {
  it('are one for a concrete action, in the spelling of AWS', () => {
    expect(actionsMatching('S3:GETOBJECT')).toEqual(['s3:GetObject']);
  });

  it('are found with wildcards anywhere, regardless of case', () => {
    expect(actionsMatching('s3:get*acl')).toEqual(['s3:GetBucketAcl', 's3:GetObjectAcl', 's3:GetObjectVersionAcl']);
    expect(actionsMatching('dynamodb:?etItem')).toEqual(['dynamodb:GetItem']);
    expect(actionsMatching('sts:*Caller*')).toEqual(['sts:GetCallerIdentity']);
  });

  it('may belong to several services', () => {
    expect(actionsMatching('*:InvokeModel')).toContain('bedrock:InvokeModel');
    expect(actionsMatching('bedrock*:invoke*')).toEqual(
      expect.arrayContaining(['bedrock:InvokeModel', 'bedrock-agentcore:InvokeAgentRuntime', 'bedrock-agentcore:InvokeGateway']),
    );
  });

  it('do not reach from one front door of Bedrock to another', () => {
    const services = new Set(actionsMatching('bedrock:*').map((action) => action.split(':')[0]));
    expect([...services]).toEqual(['bedrock']);
  });

  it.each(['*', '**', '*:*'])('are all actions for %p', (pattern) => {
    expect(actionsMatching(pattern)).toHaveLength(referenceVersion().actions);
  });

  it.each(['', ':', 's3', 's3:', 'nosuch:*', 's3:GetObjct', 's3 :GetObject'])('are none for %p', (pattern) => {
    expect(actionsMatching(pattern)).toEqual([]);
  });

  it('agree with matching one by one', () => {
    const all = actionsMatching('*');
    for (const pattern of ['iam:*Role*', 'ec2:Describe??s', '*:List*Tags*', 'kms:*Key']) {
      expect(actionsMatching(pattern)).toEqual(all.filter((action) => matchAction(pattern, action)));
    }
  });

  it('are never too few where part of the pattern is unknown', () => {
    expect(actionsMatching('s3:Get⟨what⟩')).toEqual(actionsMatching('s3:Get*'));
    expect(actionsMatching('⟨service⟩:GetObject')).toEqual(actionsMatching('*:GetObject'));
  });

  it('are found in bounded time for hostile patterns', () => {
    expect(actionsMatching('*?'.repeat(500_000))).toEqual([]);
    expect(actionsMatching(`s3:${'*a'.repeat(20_000)}`)).toEqual([]);
  });
});
