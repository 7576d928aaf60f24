/** Properties that take a secret. */
import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { isRecord } from '../../policy/parse-values';
import { below, listAt } from './properties';

export interface AskedSecret {
  readonly resource: GraphResource;
  /** The property, as a path. */
  readonly path: string;
  readonly value: unknown;
}

type Found = Omit<AskedSecret, 'resource'>;
type Properties = GraphResource['properties'];

const at =
  (...path: readonly string[]) =>
  (properties: Properties): readonly Found[] => [{ path: path.join('.'), value: below(properties, ...path) }];

/** Client secrets of every vendor's configuration of an OAuth 2.0 credential provider. */
const clientSecrets = (properties: Properties): readonly Found[] => {
  const config = below(properties, 'Oauth2ProviderConfigInput');
  const vendors = isRecord(config) ? Object.keys(config) : [];
  return vendors.flatMap((vendor) => at('Oauth2ProviderConfigInput', vendor, 'ClientSecret')(properties));
};

const connection = (properties: Properties): readonly Found[] =>
  [
    ['ApiKeyAuthParameters', 'ApiKeyValue'],
    ['BasicAuthParameters', 'Password'],
    ['OAuthParameters', 'ClientParameters', 'ClientSecret'],
  ].flatMap((path) => at('AuthParameters', ...path)(properties));

const brokerUsers = (properties: Properties): readonly Found[] =>
  listAt(below(properties, 'Users')).map((user) => ({ path: 'Users.Password', value: below(user, 'Password') }));

const masterPassword = at('MasterUserPassword');

/** By type: AWS CloudFormation Template Reference. */
const ASKED: readonly (readonly [string, (properties: Properties) => readonly Found[]])[] = [
  ['AWS::IAM::User', at('LoginProfile', 'Password')],
  ['AWS::SecretsManager::Secret', at('SecretString')],
  ['AWS::BedrockAgentCore::OAuth2CredentialProvider', clientSecrets],
  ['AWS::BedrockAgentCore::ApiKeyCredentialProvider', at('ApiKey')],
  ['AWS::Cognito::UserPoolIdentityProvider', at('ProviderDetails', 'client_secret')],
  ['AWS::Events::Connection', connection],
  ['AWS::RDS::DBInstance', masterPassword],
  ['AWS::RDS::DBCluster', masterPassword],
  ['AWS::Redshift::Cluster', masterPassword],
  ['AWS::DocDB::DBCluster', masterPassword],
  ['AWS::RedshiftServerless::Namespace', at('AdminUserPassword')],
  ['AWS::ElastiCache::ReplicationGroup', at('AuthToken')],
  ['AWS::DMS::Endpoint', at('Password')],
  ['AWS::AmazonMQ::Broker', brokerUsers],
  ['AWS::OpenSearchService::Domain', at('AdvancedSecurityOptions', 'MasterUserOptions', 'MasterUserPassword')],
  ['AWS::DirectoryService::SimpleAD', at('Password')],
  ['AWS::DirectoryService::MicrosoftAD', at('Password')],
  ['AWS::CodeBuild::SourceCredential', at('Token')],
  ['AWS::Amplify::App', (properties) => [...at('OauthToken')(properties), ...at('AccessToken')(properties)]],
];

export const askedSecrets = (graph: IdentityGraph): readonly AskedSecret[] =>
  ASKED.flatMap(([type, found]) =>
    graph.resourcesOf(type).flatMap((resource) => found(resource.properties).map((one) => ({ ...one, resource }))),
  );
