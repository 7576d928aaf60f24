/** Trust kinds of identity providers and of clusters of one's own: an example of each, the tokens that are the component, and near misses. */
import { like, type Trust, trust } from 'agent-workload-identity';
import type { TokenClaims } from 'agent-workload-identity/policy';
import { HOME, REGION } from '../../plan/planned';

const TENANT = '0a1b2c3d-1111-4222-8333-444455556666';
const OBJECT = '9f8e7d6c-5555-4666-8777-888899990000';
const API = '6f1e2cca-4702-4368-8bc0-39b7dc9d4485';
const CLIENT = '3c9d4485-4702-4368-8bc0-6f1e2cca39b7';
const OTHER = '11111111-2222-4333-8444-555555555555';
const UNIQUE_ID = '116400000000000000001';
const POOL = `${REGION}:${TENANT}` as const;
const IDENTITY = `${REGION}:${OBJECT}` as const;
const ROLE = `arn:aws:iam::${HOME}:role/support-tool-${REGION}`;
const SERVICE_ACCOUNT = 'system:serviceaccount:agents:orchestrator';
const SPIFFE_ID = 'spiffe://prod.acme.example/agents/orchestrator';
const WORDS = {
  tags: 'https://aws.amazon.com/tags',
  sourceIdentity: 'https://aws.amazon.com/source_identity',
  roles: 'https://aws.amazon.com/roles',
} as const;

const tagged = (tags: Readonly<Record<string, string>>, transitive: readonly string[] = []): TokenClaims => ({
  [WORDS.tags]: {
    principal_tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]])),
    ...(transitive.length === 0 ? {} : { transitive_tag_keys: transitive }),
  },
});

type Named = readonly [what: string, claims: TokenClaims];

export interface ProviderCase {
  /** File of the kind. */
  readonly file: string;
  readonly trust: Trust;
  readonly issuer: string;
  /** Where IAM knows the issuer by its host. */
  readonly builtIn?: true;
  readonly statements: readonly object[];
  /** A token that is the component. */
  readonly token: TokenClaims;
  /** What else may be in it. */
  readonly admitted: readonly [Named, Named, ...Named[]];
  /** What makes it a token of somebody else. */
  readonly refused: readonly [Named, Named, Named, Named, Named, Named, ...Named[]];
}

const federated = (issuer: string) => ({ Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] });
const admits = (issuer: string, Condition: object, Principal: object = federated(issuer)) => ({
  Effect: 'Allow',
  Principal,
  Action: ['sts:AssumeRoleWithWebIdentity'],
  Condition,
});

const V1 = `sts.windows.net/${TENANT}/`;
const V2 = `login.microsoftonline.com/${TENANT}/v2.0`;
const GOOGLE = 'accounts.google.com';
const IDENTITY_POOL = 'cognito-identity.amazonaws.com';
const USER_POOL = `cognito-idp.${REGION}.amazonaws.com/${REGION}_EXAMPLE01`;
const CLUSTER = 'kubernetes.acme.example';
const SPIRE = 'spire.acme.example';

export const PROVIDER_CASES: Readonly<Record<string, ProviderCase>> = {
  'Microsoft Entra ID, version 1': {
    file: 'entra',
    trust: trust.entra({ tenant: TENANT, objectId: OBJECT, version: 'v1', audience: 'api://agents' }),
    issuer: V1,
    statements: [admits(V1, { StringEquals: { [`${V1}:aud`]: ['api://agents'], [`${V1}:sub`]: [OBJECT] } })],
    token: { sub: OBJECT, aud: 'api://agents', tid: TENANT, oid: OBJECT, appid: CLIENT, ver: '1.0' },
    admitted: [
      ['with app roles', { roles: ['Agents.Call'] }],
      ['of another client of the same principal, which tokens of version 1 do not let STS tell', { appid: OTHER }],
    ],
    refused: [
      ['of another principal of the tenant', { sub: OTHER }],
      ['whose object id is right and whose subject is not', { sub: OTHER, oid: OBJECT }],
      ['for another application', { aud: 'api://another' }],
      ['for a longer id URI', { aud: 'api://agents2' }],
      ['with the object id in capitals', { sub: OBJECT.toUpperCase() }],
      ['without a subject', { sub: undefined }],
      ['of another tenant', { iss: `https://sts.windows.net/${OTHER}/` }],
      ['of the same tenant without the slash at the end', { iss: `https://sts.windows.net/${TENANT}` }],
    ],
  },
  'Microsoft Entra ID, version 2': {
    file: 'entra',
    trust: trust.entra({ tenant: TENANT, objectId: OBJECT, version: 'v2', audience: API, clientId: CLIENT }),
    issuer: V2,
    statements: [admits(V2, { StringEquals: { [`${V2}:aud`]: [CLIENT], [`${V2}:oaud`]: [API], [`${V2}:sub`]: [OBJECT] } })],
    token: { sub: OBJECT, aud: API, azp: CLIENT, tid: TENANT, ver: '2.0' },
    admitted: [
      ['with app roles', { roles: ['Agents.Call'] }],
      ['with an id of its own', { uti: 'a1b2c3' }],
    ],
    refused: [
      ['of another principal of the tenant', { sub: OTHER }],
      ['for another application', { aud: OTHER }],
      ['asked for by another client', { azp: OTHER }],
      ['whose client is the audience', { azp: API, aud: CLIENT }],
      ['without the client that asked for it', { azp: undefined }],
      ['for the id URI', { aud: 'api://agents' }],
      ['of another tenant', { iss: `https://login.microsoftonline.com/${OTHER}/v2.0` }],
    ],
  },
  'a Google service account': {
    file: 'google-service-account',
    trust: trust.googleServiceAccount({ uniqueId: UNIQUE_ID, organizationNumber: '400000000000' }),
    issuer: GOOGLE,
    builtIn: true,
    statements: [
      admits(
        GOOGLE,
        {
          StringEquals: {
            [`${GOOGLE}:aud`]: [UNIQUE_ID],
            [`${GOOGLE}:oaud`]: ['sts.amazonaws.com'],
            [`${GOOGLE}:sub`]: [UNIQUE_ID],
          },
          NumericEquals: { [`${GOOGLE}:google/organization_number`]: ['400000000000'] },
        },
        { Federated: [GOOGLE] },
      ),
    ],
    token: { sub: UNIQUE_ID, azp: UNIQUE_ID, aud: 'sts.amazonaws.com', 'google/organization_number': 400000000000 },
    admitted: [
      ['with its e-mail address', { email: 'agent@acme.iam.gserviceaccount.com', email_verified: true }],
      ['from an instance', { google: { compute_engine: { instance_name: 'agent-1' } } }],
    ],
    refused: [
      ['of another service account', { sub: '116400000000000000002', azp: '116400000000000000002' }],
      ['of another account for the client of this one', { sub: '116400000000000000002' }],
      ['for another audience', { aud: 'https://another-service.example' }],
      [
        'of a user, whose tokens are for a client',
        { azp: '407408718192.apps.googleusercontent.com', aud: '407408718192.apps.googleusercontent.com' },
      ],
      ['without the client that asked for it', { azp: undefined }],
      ['of another organization', { 'google/organization_number': 400000000001 }],
      ['of no organization', { 'google/organization_number': undefined }],
    ],
  },
  'an identity of a Cognito identity pool': {
    file: 'cognito-identity-pool',
    trust: trust.cognitoIdentityPool({ pool: POOL, identity: IDENTITY }),
    issuer: IDENTITY_POOL,
    builtIn: true,
    statements: [
      admits(
        IDENTITY_POOL,
        {
          StringEquals: { [`${IDENTITY_POOL}:aud`]: [POOL], [`${IDENTITY_POOL}:sub`]: [IDENTITY] },
          'ForAnyValue:StringEquals': { [`${IDENTITY_POOL}:amr`]: ['authenticated'] },
        },
        { Federated: [IDENTITY_POOL] },
      ),
    ],
    token: { sub: IDENTITY, aud: POOL, amr: ['authenticated', 'login.acme.agents'] },
    admitted: [
      ['that says only that it is authenticated', { amr: ['authenticated'] }],
      ['of another login', { amr: ['authenticated', 'graph.facebook.com'] }],
    ],
    refused: [
      ['of a guest', { amr: ['unauthenticated'] }],
      ['that does not say how it is authenticated', { amr: undefined }],
      ['with no way of authentication', { amr: [] }],
      ['of another identity of the pool', { sub: `${REGION}:${OTHER}` }],
      ['of another pool', { aud: `${REGION}:${OTHER}` }],
      ['of a pool of that id in another region', { aud: `us-east-1:${TENANT}` }],
    ],
  },
  'a user of a Cognito user pool': {
    file: 'cognito-user-pool',
    trust: trust.cognitoUserPool({
      issuer: `https://${USER_POOL}`,
      client: '1example23456789',
      user: OBJECT,
      sourceIdentity: like('user-*'),
      tags: { tenant: 'acme', team: like('agents-*') },
    }),
    issuer: USER_POOL,
    statements: [
      admits(USER_POOL, {
        StringEquals: { [`${USER_POOL}:aud`]: ['1example23456789'], [`${USER_POOL}:sub`]: [OBJECT], 'aws:RequestTag/tenant': ['acme'] },
        StringLike: { 'aws:RequestTag/team': ['agents-*'], 'sts:SourceIdentity': ['user-*'] },
      }),
      {
        Effect: 'Allow',
        Principal: federated(USER_POOL),
        Action: ['sts:TagSession'],
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'tenant'] }, Null: { 'sts:TransitiveTagKeys': ['true'] } },
      },
      {
        Effect: 'Allow',
        Principal: federated(USER_POOL),
        Action: ['sts:SetSourceIdentity'],
        Condition: { StringLike: { 'sts:SourceIdentity': ['user-*'] } },
      },
    ],
    token: {
      sub: OBJECT,
      aud: '1example23456789',
      token_use: 'id',
      [WORDS.sourceIdentity]: 'user-17',
      ...tagged({ tenant: 'acme', team: 'agents-eu' }),
    },
    admitted: [
      ['of another instruction', { [WORDS.sourceIdentity]: 'user-18' }],
      ['of another team', tagged({ tenant: 'acme', team: 'agents-us' })],
    ],
    refused: [
      ['of another user', { sub: OTHER }],
      ['of another app client', { aud: '1example23456780' }],
      ['without an audience, as access tokens are', { aud: undefined, client_id: '1example23456789', token_use: 'access' }],
      ['without a source identity', { [WORDS.sourceIdentity]: undefined }],
      ['with a source identity of another form', { [WORDS.sourceIdentity]: 'admin-1' }],
      ['without tags', { [WORDS.tags]: undefined }],
      ['of another tenant', tagged({ tenant: 'evil', team: 'agents-eu' })],
      ['with a tag that was not declared', tagged({ tenant: 'acme', team: 'agents-eu', 'agent-identity:component': 'crm' })],
      ['with a tag that goes on to other sessions', tagged({ tenant: 'acme', team: 'agents-eu' }, ['tenant'])],
    ],
  },
  'a service account of a cluster of one\u2019s own': {
    file: 'kubernetes',
    trust: trust.kubernetes({ issuer: `https://${CLUSTER}`, namespace: 'agents', serviceAccount: 'orchestrator' }),
    issuer: CLUSTER,
    statements: [admits(CLUSTER, { StringEquals: { [`${CLUSTER}:aud`]: ['sts.amazonaws.com'], [`${CLUSTER}:sub`]: [SERVICE_ACCOUNT] } })],
    token: { sub: SERVICE_ACCOUNT, aud: ['sts.amazonaws.com'] },
    admitted: [
      ['of one pod', { 'kubernetes.io': { pod: { name: 'orchestrator-1' } } }],
      ['of another pod', { 'kubernetes.io': { pod: { name: 'orchestrator-2' } } }],
    ],
    refused: [
      ['of another service account', { sub: 'system:serviceaccount:agents:crm' }],
      ['of that name in another namespace', { sub: 'system:serviceaccount:default:orchestrator' }],
      ['of a longer name', { sub: `${SERVICE_ACCOUNT}-2` }],
      ['of a namespace that ends alike', { sub: 'system:serviceaccount:my-agents:orchestrator' }],
      ['for the API server', { aud: ['https://kubernetes.default.svc'] }],
      ['of another cluster', { iss: 'https://kubernetes2.acme.example' }],
      ['without a subject', { sub: undefined }],
    ],
  },
  'a SPIFFE id by JWT-SVID': {
    file: 'spiffe-jwt',
    trust: trust.spiffeJwt({ issuer: `https://${SPIRE}`, spiffeId: SPIFFE_ID, mustNameTheRole: true }),
    issuer: SPIRE,
    statements: [
      admits(SPIRE, {
        StringEquals: { [`${SPIRE}:aud`]: ['sts.amazonaws.com'], [`${SPIRE}:sub`]: [SPIFFE_ID] },
        Bool: { 'sts:RoleAuthorizedByIdp': ['true'] },
      }),
    ],
    token: { sub: SPIFFE_ID, aud: ['sts.amazonaws.com'], [WORDS.roles]: [ROLE] },
    admitted: [
      ['that names one role as text', { [WORDS.roles]: ROLE }],
      ['that names several roles', { [WORDS.roles]: [`${ROLE}-2`, ROLE] }],
    ],
    refused: [
      ['of another workload', { sub: 'spiffe://prod.acme.example/agents/crm' }],
      ['of a workload below it', { sub: `${SPIFFE_ID}/sidecar` }],
      ['of that path in another trust domain', { sub: 'spiffe://staging.acme.example/agents/orchestrator' }],
      ['for another audience', { aud: ['spiffe://prod.acme.example/agents/crm'] }],
      ['that names another role', { [WORDS.roles]: [`${ROLE}-2`] }],
      ['that names no role', { [WORDS.roles]: undefined }],
      ['of another issuer', { iss: 'https://spire.evil.example' }],
    ],
  },
};
