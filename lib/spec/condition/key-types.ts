/**
 * Condition keys and the type of their values: the type decides the operator, so that nobody types it by hand.
 *
 * Source: AWS global condition context keys (IAM User Guide, reference_policies_condition-keys) and the service authorization reference
 * of 2026-09-26. `Strings` and `Arns` are multi-valued keys.
 */
export type KeyType = 'String' | 'Strings' | 'Arn' | 'Arns' | 'Bool' | 'Numeric' | 'Date' | 'IpAddress';

/** Keys whose whole name is fixed. */
export const FIXED_KEYS = {
  'aws:CalledVia': 'Strings',
  'aws:CalledViaAWSMCP': 'String',
  'aws:CalledViaFirst': 'String',
  'aws:CalledViaLast': 'String',
  'aws:CurrentTime': 'Date',
  'aws:Ec2InstanceSourcePrivateIPv4': 'IpAddress',
  'aws:Ec2InstanceSourceVpc': 'String',
  'aws:FederatedProvider': 'String',
  'aws:IsMcpServiceAction': 'Bool',
  'aws:OriginIdentity/Issuer': 'String',
  'aws:OriginIdentity/Subject': 'String',
  'aws:OriginIdentity/SubjectType': 'String',
  'aws:PrincipalAccount': 'String',
  'aws:PrincipalArn': 'Arn',
  'aws:PrincipalIsAWSService': 'Bool',
  'aws:PrincipalOrgID': 'String',
  'aws:PrincipalOrgPaths': 'Strings',
  'aws:PrincipalServiceName': 'String',
  'aws:RequestedRegion': 'String',
  'aws:ResourceAccount': 'String',
  'aws:ResourceOrgID': 'String',
  'aws:SecureTransport': 'Bool',
  'aws:SourceAccount': 'String',
  'aws:SourceArn': 'Arn',
  'aws:SourceIdentity': 'String',
  'aws:SourceIp': 'IpAddress',
  'aws:SourceOrgID': 'String',
  'aws:SourceVpc': 'String',
  'aws:SourceVpce': 'String',
  'aws:TagKeys': 'Strings',
  'aws:TokenIssueTime': 'Date',
  'aws:ViaAWSMCPService': 'Bool',
  'aws:ViaAWSService': 'Bool',
  'aws:VpcSourceIp': 'IpAddress',
  'bedrock:GuardrailIdentifier': 'String',
  'bedrock:InferenceProfileArn': 'Arn',
  'bedrock:ServiceTier': 'String',
  'bedrock-agentcore:InboundJwtClaim/aud': 'Strings',
  'bedrock-agentcore:InboundJwtClaim/client_id': 'String',
  'bedrock-agentcore:InboundJwtClaim/iss': 'String',
  'bedrock-agentcore:InboundJwtClaim/scope': 'Strings',
  'bedrock-agentcore:InboundJwtClaim/sub': 'String',
  'bedrock-agentcore:actorId': 'String',
  'bedrock-agentcore:namespace': 'String',
  'bedrock-agentcore:sessionId': 'String',
  'bedrock-agentcore:strategyId': 'String',
  'bedrock-agentcore:userid': 'String',
  'dynamodb:Attributes': 'Strings',
  'dynamodb:LeadingKeys': 'Strings',
  'dynamodb:ReturnValues': 'String',
  'dynamodb:Select': 'String',
  'ec2:RoleDelivery': 'Numeric',
  'ec2:SourceInstanceARN': 'Arn',
  'ecs:cluster': 'Arn',
  'events:detail-type': 'Strings',
  'events:source': 'Strings',
  'iam:AssociatedResourceArn': 'Arn',
  'iam:PassedToService': 'String',
  'iam:PermissionsBoundary': 'Arn',
  'kms:EncryptionContextKeys': 'Strings',
  'kms:GrantIsForAWSResource': 'Bool',
  'kms:ViaService': 'String',
  'lambda:FunctionArn': 'Arn',
  'lambda:SourceFunctionArn': 'Arn',
  's3:delimiter': 'String',
  's3:max-keys': 'Numeric',
  's3:prefix': 'String',
  's3:x-amz-server-side-encryption': 'String',
  's3:x-amz-server-side-encryption-aws-kms-key-id': 'Arn',
  'secretsmanager:SecretId': 'Arn',
  'secretsmanager:VersionId': 'String',
  'secretsmanager:VersionStage': 'String',
  'sts:DurationSeconds': 'Numeric',
  'sts:ExternalId': 'String',
  'sts:IdentityTokenAudience': 'Strings',
  'sts:RoleAuthorizedByIdp': 'Bool',
  'sts:RoleSessionName': 'String',
  'sts:SigningAlgorithm': 'String',
  'sts:SourceIdentity': 'String',
  'sts:TransitiveTagKeys': 'Strings',
} as const satisfies Record<string, KeyType>;

/** Keys whose name ends in something of the user's, such as a tag. All hold one string. */
export const KEY_PREFIXES = [
  'aws:PrincipalTag/',
  'aws:RequestTag/',
  'aws:ResourceTag/',
  'aws:TransactionContext/IdentityProvider/',
  'iam:ResourceTag/',
  'kms:EncryptionContext:',
  'kms:RecipientAttestation:',
  's3:ExistingObjectTag/',
  's3:RequestObjectTag/',
  'secretsmanager:ResourceTag/',
] as const;

export type FixedKey = keyof typeof FIXED_KEYS;
export type PrefixedKey = `${(typeof KEY_PREFIXES)[number]}${string}`;

const FOLDED = new Map<string, KeyType>(Object.entries(FIXED_KEYS).map(([key, type]) => [key.toLowerCase(), type]));

/** The type of a key's values; undefined where the key is not known here. Keys fold case, as in IAM. */
export function keyType(key: string): KeyType | undefined {
  const folded = key.toLowerCase();
  const fixed = FOLDED.get(folded);
  if (fixed !== undefined) return fixed;
  return KEY_PREFIXES.some((prefix) => folded.startsWith(prefix.toLowerCase()) && folded.length > prefix.length) ? 'String' : undefined;
}
