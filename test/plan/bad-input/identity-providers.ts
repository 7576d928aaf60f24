/** What is wrong with which identities of providers, own clusters and certificates may become a component. */
import { entry, like, trust } from 'agent-workload-identity';
import { loose, withCrm, withTrust } from '../declared';
import type { BadInput } from './bad-input-case';

const UUID = '0a1b2c3d-1111-4222-8333-444455556666';
const POOL = `eu-central-1:${UUID}` as const;
const AT = 'components.crm.trust';

const entra = (options: object) =>
  withTrust(trust.entra(loose({ tenant: UUID, objectId: UUID, version: 'v1', audience: 'api://agents', ...options })));
const google = (options: object) => withTrust(trust.googleServiceAccount(loose({ uniqueId: '116400000000000000001', ...options })));
const identityPool = (options: object) => withTrust(trust.cognitoIdentityPool(loose({ pool: POOL, identity: POOL, ...options })));
const userPool = (options: object) =>
  withTrust(
    trust.cognitoUserPool(
      loose({
        issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE01',
        client: '1example23456789',
        user: UUID,
        ...options,
      }),
    ),
  );
const kubernetes = (options: object) =>
  withTrust(trust.kubernetes(loose({ issuer: 'https://kubernetes.example.com', namespace: 'agents', serviceAccount: 'crm', ...options })));
const spiffeJwt = (options: object) =>
  withTrust(trust.spiffeJwt(loose({ issuer: 'https://spire.example.com', spiffeId: 'spiffe://example.com/crm', ...options })));

const ANCHOR = `arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/${UUID}` as const;
const PEM = '-----BEGIN CERTIFICATE-----\nMIIBdTCCARugAwIBAgIUTg==\n-----END CERTIFICATE-----\n';
const certificate = (options: object) =>
  withTrust(trust.rolesAnywhere(loose({ anchor: ANCHOR, commonName: 'crm', profile: 'imported', ...options })));
const svid = (options: object) =>
  withTrust(trust.spiffeX509(loose({ anchor: ANCHOR, spiffeId: 'spiffe://example.com/crm', profile: 'created', ...options })));

type Row = readonly [what: string, agent: unknown, code: string, at: string, says: string, fix: string];

const ROWS: readonly Row[] = [
  ['an Entra tenant by its name', entra({ tenant: 'acme.onmicrosoft.com' }), 'WI133', 'tenant', '`acme.onmicrosoft.com`', 'tenantId'],
  ['an Entra tenant with a wildcard', entra({ tenant: '*' }), 'WI130', 'tenant', '`*`', 'exact'],
  ['an Entra principal by its name', entra({ objectId: 'crm-identity' }), 'WI133', 'objectId', '`crm-identity`', 'az ad sp show'],
  ['an Entra object id in capitals', entra({ objectId: UUID.toUpperCase() }), 'WI133', 'objectId', 'lower case', 'az ad sp show'],
  ['no version of Entra\u2019s tokens', entra({ version: undefined }), 'WI133', 'version', 'no `version`', 'requestedAccessTokenVersion'],
  ['no audience of Entra\u2019s tokens', entra({ audience: undefined }), 'WI131', 'audience', 'no audience', 'name the audience'],
  ['an audience that Entra does not write', entra({ audience: 'agents' }), 'WI131', 'audience', '`agents`', 'api://'],
  ['an id URI as audience of version 2', entra({ version: 'v2', clientId: UUID }), 'WI131', 'audience', '`api://agents`', 'client id'],
  ['version 2 without the client', entra({ version: 'v2', audience: UUID }), 'WI133', 'clientId', 'no `clientId`', 'name the clientId'],
  ['version 1 with a client', entra({ clientId: UUID }), 'WI133', 'clientId', 'no `azp`', 'leave `clientId` out'],

  [
    'a Google account by its e-mail address',
    google({ uniqueId: 'crm@acme.iam.gserviceaccount.com' }),
    'WI133',
    'uniqueId',
    'gserviceaccount',
    'uniqueId',
  ],
  ['any Google account', google({ uniqueId: '*' }), 'WI130', 'uniqueId', '`*`', 'exact'],
  [
    'a Google organization by its name',
    google({ organizationNumber: 'acme.com' }),
    'WI133',
    'organizationNumber',
    '`acme.com`',
    'organizations list',
  ],
  ['a Google token for anybody', google({ audience: '*' }), 'WI131', 'audience', '`*`', 'no wildcard'],
  ['a provider for an issuer that needs none', google({ provider: 'created' }), 'WI100', 'provider', '`provider`', 'one of'],

  ['an identity pool by its name', identityPool({ pool: 'agents' }), 'WI131', 'pool', '`agents`', 'cognito-identity-pool-id'],
  ['no identity pool', identityPool({ pool: undefined }), 'WI131', 'pool', 'no `pool`', 'cognito-identity-pool-id'],
  [
    'no identity of the pool',
    identityPool({ identity: undefined }),
    'WI133',
    'identity',
    'every authenticated identity',
    'name the one identity',
  ],
  ['an identity without its region', identityPool({ identity: UUID }), 'WI133', 'identity', `\`${UUID}\``, 'the region'],
  ['one identity and every one', identityPool({ dangerouslyEveryIdentity: 'all' }), 'WI133', 'identity', 'exclude', 'name the one'],
  [
    'every identity without a reason',
    identityPool({ identity: undefined, dangerouslyEveryIdentity: ' ' }),
    'WI111',
    'dangerouslyEveryIdentity',
    'no reason',
    'say why',
  ],

  ['a user pool by its id', userPool({ issuer: 'eu-central-1_EXAMPLE01' }), 'WI132', 'issuer', '`eu-central-1_EXAMPLE01`', 'https'],
  [
    'a user pool of another region than its host',
    userPool({ issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-central-1_EXAMPLE01' }),
    'WI132',
    'issuer',
    'no issuer of a user pool',
    'REGION_POOL',
  ],
  ['a user by name', userPool({ user: 'ada' }), 'WI133', 'user', '`ada`', 'admin-get-user'],
  ['an app client that is missing', userPool({ client: undefined }), 'WI131', 'client', 'no audience', 'name the audience'],
  [
    'a source identity that is anything',
    userPool({ sourceIdentity: like('*') }),
    'WI166',
    'sourceIdentity',
    'begins with a wildcard',
    'user-',
  ],
  ['a pattern as exact source identity', userPool({ sourceIdentity: 'user-*' }), 'WI130', 'sourceIdentity', '`user-*`', 'like('],
  ['a SPIFFE id as source identity', userPool({ sourceIdentity: 'spiffe://a/b' }), 'WI166', 'sourceIdentity', '`spiffe://a/b`', '64'],
  ['a pattern without patterns', userPool({ sourceIdentity: { like: [] } }), 'WI166', 'sourceIdentity', 'no value', 'like('],
  [
    'a tag that says whose a role is',
    userPool({ tags: { 'agent-identity:component': 'crm' } }),
    'WI122',
    'tags',
    'agent-identity',
    'forge',
  ],
  ['a tag of AWS\u2019s', userPool({ tags: { 'aws:team': 'crm' } }), 'WI122', 'tags', '`aws:team`', '`aws:`'],
  ['a tag twice', userPool({ tags: { team: 'crm', Team: 'crm' } }), 'WI122', 'tags', 'fold case', 'once'],
  ['no tag at all', userPool({ tags: {} }), 'WI122', 'tags', 'empty', 'at least one'],
  ['a tag that is anything', userPool({ tags: { team: like('*') } }), 'WI166', 'tags', 'begins with a wildcard', 'begin the pattern'],
  ['a tag with a value that STS refuses', userPool({ tags: { team: 'crm;ops' } }), 'WI166', 'tags', '`crm;ops`', '256'],

  [
    'an issuer inside of the cluster',
    kubernetes({ issuer: 'https://kubernetes.default.svc' }),
    'WI165',
    'issuer',
    'kubernetes.default.svc',
    'publish',
  ],
  ['an issuer without TLS', kubernetes({ issuer: 'http://kubernetes.example.com' }), 'WI132', 'issuer', 'no issuer URL', 'https'],
  ['a namespace in capitals', kubernetes({ namespace: 'Agents' }), 'WI133', 'namespace', '`Agents`', 'lower-case'],
  [
    'a service account with its namespace',
    kubernetes({ serviceAccount: 'agents:crm' }),
    'WI133',
    'serviceAccount',
    '`agents:crm`',
    'lower-case',
  ],
  ['the roles claim of a Kubernetes API server', kubernetes({ mustNameTheRole: true }), 'WI100', 'mustNameTheRole', 'not known', 'one of'],

  ['a trust domain as workload', spiffeJwt({ spiffeId: 'spiffe://example.com' }), 'WI133', 'spiffeId', 'not a workload', 'path'],
  ['a SPIFFE id with a wildcard', spiffeJwt({ spiffeId: 'spiffe://example.com/*' }), 'WI130', 'spiffeId', 'wildcard', 'exact'],
  ['a trust domain in capitals', spiffeJwt({ spiffeId: 'spiffe://Example.com/crm' }), 'WI133', 'spiffeId', 'no SPIFFE id', 'lower case'],
  [
    'a SPIFFE id with a slash at its end',
    spiffeJwt({ spiffeId: 'spiffe://example.com/crm/' }),
    'WI133',
    'spiffeId',
    'no SPIFFE id',
    'slash',
  ],
  [
    'a SPIFFE id that STS would cut',
    spiffeJwt({ spiffeId: `spiffe://example.com/${'a'.repeat(240)}` }),
    'WI133',
    'spiffeId',
    'too long',
    '255',
  ],
  ['a SPIRE server inside of a network', spiffeJwt({ issuer: 'https://spire.corp.internal' }), 'WI165', 'issuer', 'internet', 'publish'],

  ['no trust anchor', certificate({ anchor: undefined }), 'WI109', 'anchor', 'no `anchor`', 'trust-anchor-arn'],
  ['a trust anchor by its id', certificate({ anchor: UUID }), 'WI109', 'anchor', 'no trust anchor', 'trust-anchor-arn'],
  ['every trust anchor', certificate({ anchor: ANCHOR.replace(UUID, '*') }), 'WI109', 'anchor', 'no trust anchor', 'literal ARN'],
  ['a new anchor that takes nothing for the truth', certificate({ anchor: {} }), 'WI100', 'anchor', 'nothing for the truth', 'either'],
  [
    'a new anchor with two truths',
    certificate({ anchor: { certificates: PEM, privateCa: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/x' } }),
    'WI100',
    'anchor',
    'exclude',
    'either',
  ],
  [
    'a private key among the certificates',
    certificate({ anchor: { certificates: `${PEM}-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n` } }),
    'WI167',
    'anchor.certificates',
    'private key',
    'certificates alone',
  ],
  ['certificates in another form', certificate({ anchor: { certificates: 'MIIBdTCC' } }), 'WI167', 'anchor.certificates', 'PEM', 'BEGIN'],
  [
    'more certificates than an anchor takes',
    certificate({ anchor: { certificates: PEM.repeat(115) } }),
    'WI167',
    'anchor.certificates',
    'too many',
    '8000',
  ],
  [
    'revocations that are certificates',
    certificate({ anchor: { certificates: PEM, revocations: PEM } }),
    'WI167',
    'anchor.revocations',
    'no list',
    'X509 CRL',
  ],
  [
    'an authority that is none',
    certificate({ anchor: { privateCa: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate/x' } }),
    'WI109',
    'anchor.privateCa',
    'no authority',
    'private-ca-arn',
  ],
  ['a profile that nobody has decided on', certificate({ profile: undefined }), 'WI100', 'profile', 'profile', 'imported'],
  ['a misspelt profile', certificate({ profile: 'create' }), 'WI100', 'profile', '`create`', '`created`'],
  ['a length of sessions for an existing profile', certificate({ sessionSeconds: 900 }), 'WI100', 'sessionSeconds', 'exists', 'leave'],
  ['any common name', certificate({ commonName: '*' }), 'WI130', 'commonName', '`*`', 'exact'],
  ['a whole subject as common name', certificate({ commonName: 'CN=crm,O=Acme' }), 'WI133', 'commonName', 'CN=crm', '`CN` alone'],
  ['an issuer with a wildcard', certificate({ issuerCommonName: 'Acme*' }), 'WI130', 'issuerCommonName', '`Acme*`', 'exact'],
  ['sessions of a minute', svid({ sessionSeconds: 60 }), 'WI120', 'sessionSeconds', '`60`', '900'],
  ['sessions of a day', svid({ sessionSeconds: 86_400 }), 'WI120', 'sessionSeconds', '`86400`', '43200'],
  ['an SVID of a trust domain', svid({ spiffeId: 'spiffe://example.com/' }), 'WI133', 'spiffeId', 'not a workload', 'path'],
  ['an SVID of a workload by a URL', svid({ spiffeId: 'https://example.com/crm' }), 'WI133', 'spiffeId', 'no SPIFFE id', 'spiffe://'],
];

export const IDENTITY_PROVIDERS: readonly BadInput[] = [
  {
    what: 'a trust anchor of another account',
    agent: withCrm({
      trust: trust.spiffeX509({
        anchor: loose(ANCHOR.replace('111122223333', '444455556666')),
        spiffeId: 'spiffe://example.com/crm',
        profile: 'imported',
      }),
      entry: entry.queue('arn:aws:sqs:eu-central-1:111122223333:crm'),
    }),
    deployment: { account: '111122223333' },
    code: 'WI115',
    at: `${AT}.anchor`,
    says: 'another account',
    fix: 'account-id',
  },
  ...ROWS.map(([what, agent, code, at, says, fix]) => ({
    what,
    agent,
    code,
    at: `${AT}.${at}`,
    says,
    fix,
  })),
];
