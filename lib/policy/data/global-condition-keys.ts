import type { ReferenceKey } from './service-reference';

/**
 * Whether a request holds a global key.
 *
 * `always`: every request. `signed`: every request signed with AWS credentials. `sometimes`: see `when`. `listed`: only for
 * the actions that the service authorization reference lists the key for.
 */
export type Presence = 'always' | 'signed' | 'sometimes' | 'listed';

/** A condition key that does not belong to one action. */
export interface GlobalKey extends ReferenceKey {
  readonly presence: Presence;
  /** When it is present, in words. */
  readonly when: string;
}

type Kind = ReferenceKey['type'] | `${ReferenceKey['type']}[]`;

const global = (presence: Presence, when: string, keys: Readonly<Record<string, Kind>>): readonly GlobalKey[] =>
  Object.entries(keys).map(([key, kind]) => ({
    key,
    type: kind.replace('[]', '') as ReferenceKey['type'],
    multivalued: kind.endsWith('[]'),
    presence,
    when,
  }));

/**
 * Keys that can be in the request of any service.
 *
 * Source: IAM User Guide, "AWS global condition context keys". Keys of sessions such as `lambda:SourceFunctionArn` bear the
 * prefix of a service but are in the requests that the session makes to all of them.
 */
export const GLOBAL_KEYS: readonly GlobalKey[] = [
  ...global('always', 'in every request', {
    'aws:CurrentTime': 'Date',
    'aws:EpochTime': 'Date',
    'aws:RequestedRegion': 'String',
    'aws:SecureTransport': 'Bool',
    'aws:ViaAWSService': 'Bool',
  }),
  ...global('signed', 'in requests signed with AWS credentials', {
    'aws:PrincipalArn': 'ARN',
    'aws:PrincipalAccount': 'String',
    'aws:PrincipalIsAWSService': 'Bool',
    'aws:PrincipalType': 'String',
    'aws:userid': 'String',
  }),
  ...global('sometimes', 'when the principal belongs to an organization', {
    'aws:PrincipalOrgID': 'String',
    'aws:PrincipalOrgPaths': 'String[]',
  }),
  ...global('sometimes', 'when the role, user or session has the tag', { 'aws:PrincipalTag/${TagKey}': 'String' }),
  ...global('sometimes', 'when a service principal makes the call itself', {
    'aws:PrincipalServiceName': 'String',
    'aws:PrincipalServiceNamesList': 'String[]',
    'aws:SourceArn': 'ARN',
    'aws:SourceAccount': 'String',
    'aws:SourceOrgID': 'String',
    'aws:SourceOrgPaths': 'String[]',
    'aws:SourceOwner': 'String',
  }),
  ...global('sometimes', 'for IAM users', { 'aws:username': 'String' }),
  ...global('sometimes', 'with temporary credentials', { 'aws:TokenIssueTime': 'Date' }),
  ...global('sometimes', 'in sessions of a federated principal', { 'aws:FederatedProvider': 'String' }),
  ...global('sometimes', 'in sessions for which a source identity was set', { 'aws:SourceIdentity': 'String' }),
  ...global('sometimes', 'in sessions of AWS Sign-In with OAuth, not of the console', { 'aws:SignInSessionArn': 'ARN' }),
  ...global('sometimes', 'in sessions of AssumeRoot', { 'aws:AssumedRoot': 'Bool' }),
  ...global('sometimes', 'when a person signed in with MFA; never for federated identities or workloads', {
    'aws:MultiFactorAuthAge': 'Numeric',
    'aws:MultiFactorAuthPresent': 'Bool',
  }),
  ...global('sometimes', 'when a chat client makes the request', { 'aws:ChatbotSourceArn': 'ARN' }),
  ...global('sometimes', 'with the credentials of an EC2 instance role', {
    'aws:Ec2InstanceSourceVpc': 'String',
    'aws:Ec2InstanceSourcePrivateIPv4': 'IPAddress',
    'ec2:RoleDelivery': 'Numeric',
    'ec2:SourceInstanceARN': 'ARN',
  }),
  ...global('sometimes', 'from the environment of a Lambda function', { 'lambda:SourceFunctionArn': 'ARN' }),
  ...global('sometimes', 'with the default host management role of Systems Manager', { 'ssm:SourceInstanceArn': 'ARN' }),
  ...global('sometimes', 'from a CodeBuild build', { 'codebuild:BuildArn': 'ARN', 'codebuild:ProjectArn': 'ARN' }),
  ...global('sometimes', 'when AWS Glue assumed the role', {
    'glue:RoleAssumedBy': 'String',
    'glue:CredentialIssuingService': 'String',
  }),
  ...global('sometimes', 'in sessions of IAM Identity Center', { 'identitystore:UserId': 'String' }),
  ...global('sometimes', 'in sessions that carry the identity of an end user', {
    'aws:OriginIdentity/Subject': 'String',
    'aws:OriginIdentity/SubjectType': 'String',
    'aws:OriginIdentity/Issuer': 'String',
    'aws:OriginIdentity/FederatedProviderArn': 'ARN',
    'aws:TransactionContext/IdentityProvider/${Key}': 'String',
  }),
  ...global('sometimes', 'over the internet: not through a VPC endpoint', { 'aws:SourceIp': 'IPAddress' }),
  ...global('sometimes', 'through a VPC endpoint', {
    'aws:SourceVpc': 'String',
    'aws:SourceVpce': 'String',
    'aws:VpcSourceIp': 'IPAddress',
  }),
  ...global('sometimes', 'through a VPC endpoint of a service that AWS lists for the key', {
    'aws:SourceVpcArn': 'ARN',
    'aws:VpceAccount': 'String',
    'aws:VpceOrgID': 'String',
    'aws:VpceOrgPaths': 'String[]',
  }),
  ...global('sometimes', 'for most resources; AWS documents the exceptions', {
    'aws:ResourceAccount': 'String',
    'aws:ResourceOrgID': 'String',
    'aws:ResourceOrgPaths': 'String[]',
  }),
  ...global('sometimes', 'when a service makes the request on behalf of the caller (forward access session)', {
    'aws:CalledVia': 'String[]',
    'aws:CalledViaFirst': 'String',
    'aws:CalledViaLast': 'String',
  }),
  ...global('sometimes', 'when an AWS-managed MCP server makes the request', {
    'aws:CalledViaAWSMCP': 'String',
    'aws:ViaAWSMCPService': 'Bool',
  }),
  ...global('sometimes', 'when an AWS-managed MCP server authorizes an action of its own', { 'aws:IsMcpServiceAction': 'Bool' }),
  ...global('sometimes', 'when the client sends it, and then with any value the client likes', {
    'aws:referer': 'String',
    'aws:UserAgent': 'String',
  }),
  ...global('listed', 'when tags are passed to an action that supports it', {
    'aws:RequestTag/${TagKey}': 'String',
    'aws:TagKeys': 'String[]',
  }),
  ...global('listed', 'for tagged resources of a type that supports it', { 'aws:ResourceTag/${TagKey}': 'String' }),
];
