import { always, type IssuerDefinition, opaqueSubject, sometimes, standardClaims } from './claim';

const REFERENCE = 'Service Authorization Reference, AWS Security Token Service, condition keys';
const IAM_KEYS = 'IAM User Guide, "IAM and AWS STS condition context keys"';
const IN_SESSION = { inSession: true };
const DIGITS = /^\d+$/;

/** Issuers that IAM knows by name, and other clouds for which STS offers claims of their own. */
export const CLOUD_ISSUERS: readonly IssuerDefinition[] = [
  {
    id: 'google',
    title: 'Google',
    issuer: /^accounts\.google\.com$/,
    example: 'accounts.google.com',
    builtIn: true,
    tenancy: 'shared',
    claims: [
      // `azp` where the token has one, as those of service accounts do: their unique id.
      always('aud', ['116400000000000000001', '407408718192.apps.googleusercontent.com'], IN_SESSION),
      always('oaud', ['sts.amazonaws.com', '407408718192.apps.googleusercontent.com'], { from: 'aud' }),
      always('sub', ['116400000000000000001'], {
        ...IN_SESSION,
        grammar: { syntax: 'the numeric unique id of the account', pattern: DIGITS, globs: ['*'], fixed: false },
      }),
      sometimes('google/organization_number', 'the service account belongs to an organization', ['400000000000'], { type: 'Numeric' }),
    ],
    sources: [REFERENCE, IAM_KEYS],
  },
  {
    id: 'cognito-identity-pool',
    title: 'Amazon Cognito identity pool',
    issuer: /^cognito-identity\.amazonaws\.com$/,
    example: 'cognito-identity.amazonaws.com',
    builtIn: true,
    tenancy: 'shared',
    claims: [
      always('aud', ['us-east-1:12345678-dcba-4321-abcd-1234567890ab'], IN_SESSION),
      always('amr', ['authenticated', 'unauthenticated'], { ...IN_SESSION, multivalued: true }),
      always('sub', ['us-east-1:98765432-dcba-4321-abcd-1234567890ab'], IN_SESSION),
    ],
    sources: [REFERENCE, IAM_KEYS],
  },
  {
    id: 'facebook',
    title: 'Facebook',
    issuer: /^graph\.facebook\.com$/,
    example: 'graph.facebook.com',
    builtIn: true,
    tenancy: 'shared',
    claims: [always('app_id', ['1234567890'], IN_SESSION), always('id', ['10000000001'], IN_SESSION)],
    sources: [REFERENCE, IAM_KEYS],
  },
  {
    id: 'login-with-amazon',
    title: 'Login with Amazon',
    issuer: /^www\.amazon\.com$/,
    example: 'www.amazon.com',
    builtIn: true,
    tenancy: 'shared',
    claims: [
      always('app_id', ['amzn1.application.188a56d827a7d6555a8b67a5d'], IN_SESSION),
      always('user_id', ['amzn1.account.AEXAMPLE'], IN_SESSION),
    ],
    sources: [REFERENCE, IAM_KEYS],
  },
  {
    id: 'oracle-cloud',
    title: 'Oracle Cloud Infrastructure',
    issuer: /^idcs-[a-z0-9-]+\.identity\.oraclecloud\.com$/,
    example: 'idcs-9dc693e80d9b469480d7afe00e743931.identity.oraclecloud.com',
    builtIn: false,
    tenancy: 'per-tenant',
    claims: [
      ...standardClaims(opaqueSubject(['ocid1.instance.oc1.phx.example']), ['sts.amazonaws.com']),
      sometimes('rpst_id', 'the token comes from a resource principal', ['ocid1.instance.oc1.phx.example']),
    ],
    sources: [REFERENCE],
  },
];
