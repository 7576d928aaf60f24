/** Users, access keys and everything that may hold a secret. */
import type { Properties, TypeEntry } from './cloudformation-type';

const oauthProvider = ({ Oauth2ProviderConfig, ...properties }: Properties): Properties =>
  Oauth2ProviderConfig === undefined ? properties : { ...properties, Oauth2ProviderConfigInput: Oauth2ProviderConfig };

/** `insecureValue` is how the provider takes a value that is no secret. */
const parameter = ({ InsecureValue, ...properties }: Properties): Properties =>
  InsecureValue === undefined ? properties : { ...properties, Value: InsecureValue };

export const SECRET_TYPES: readonly TypeEntry[] = [
  ['aws:iam/user:User', { type: 'AWS::IAM::User', renamed: { name: 'UserName' }, asWritten: ['tags'] }],
  [
    'aws:iam/userLoginProfile:UserLoginProfile',
    // The provider generates the password and encrypts it.
    { type: 'AWS::IAM::User', partOf: 'user', rebuilt: () => ({ LoginProfile: { Password: '⟨generated-password:any⟩' } }) },
  ],
  ['aws:iam/accessKey:AccessKey', { type: 'AWS::IAM::AccessKey', renamed: { user: 'UserName' } }],
  ['aws:iam/serviceSpecificCredential:ServiceSpecificCredential', { type: 'AWS::IAM::ServiceSpecificCredential' }],
  ['aws:ssm/parameter:Parameter', { type: 'AWS::SSM::Parameter', asWritten: ['tags'], rebuilt: parameter }],
  ['aws:secretsmanager/secret:Secret', { type: 'AWS::SecretsManager::Secret', asWritten: ['tags'] }],
  [
    'aws:secretsmanager/secretVersion:SecretVersion',
    {
      type: 'AWS::SecretsManager::Secret',
      partOf: 'secretId',
      rebuilt: ({ SecretString }) => (SecretString === undefined ? {} : { SecretString }),
    },
  ],
  ['aws:secretsmanager/secretRotation:SecretRotation', { type: 'AWS::SecretsManager::RotationSchedule' }],
  ['aws:cognito/userPoolClient:UserPoolClient', { type: 'AWS::Cognito::UserPoolClient', renamed: { name: 'ClientName' } }],
  [
    'aws:bedrock/agentcoreOauth2CredentialProvider:AgentcoreOauth2CredentialProvider',
    { type: 'AWS::BedrockAgentCore::OAuth2CredentialProvider', asWritten: ['tags'], rebuilt: oauthProvider },
  ],
  [
    'aws:bedrock/agentcoreApiKeyCredentialProvider:AgentcoreApiKeyCredentialProvider',
    { type: 'AWS::BedrockAgentCore::ApiKeyCredentialProvider', asWritten: ['tags'] },
  ],
  [
    'aws:rds/instance:Instance',
    { type: 'AWS::RDS::DBInstance', renamed: { password: 'MasterUserPassword', username: 'MasterUsername' }, asWritten: ['tags'] },
  ],
  ['aws:rds/cluster:Cluster', { type: 'AWS::RDS::DBCluster', renamed: { masterPassword: 'MasterUserPassword' }, asWritten: ['tags'] }],
];
