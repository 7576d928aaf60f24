/**
 * SPIFFE with JWT-SVIDs: a workload becomes the component with a token of the trust domain's OIDC discovery provider.
 *
 * Subject: the workload's SPIFFE id, `spiffe://TRUST_DOMAIN/PATH`. It is a name: which workloads get it is decided by the selectors of its registration entry, so whoever
 * may write entries is every component. The issuer is `jwt_issuer` of the server, and must be served to the public by the OIDC discovery provider, for IAM fetches its keys.
 * Audience: what the workload asks the Workload API for, by habit `sts.amazonaws.com`. Claim keys that STS can test: `sub` and `aud`.
 *
 * A credential composer on the server can write AWS's own claims: tags, source identity and roles. What is declared of them is required of every token. A SPIFFE id cannot
 * be a source identity, whose characters leave out `:` and `/`, but it can be the value of a tag.
 *
 * Cost: 366 characters of statement for the example of docs/trust.md, in which the token must name the role.
 *
 * @see https://spiffe.io/docs/latest/keyless/oidc-federation-aws/
 * @see https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md
 */
import type { ExactIn } from '../exact';
import { flag, text } from '../form';
import type { Late } from '../late';
import { defineWebIdentity } from './define-web-identity';
import { checkSpiffeId, type SpiffeId } from './spiffe-id';
import { checkTokenSession, sourceIdentityForm, type TokenSession, tagsForm } from './token-session';
import { checkAudience, checkIssuer, checkPublicIssuer, type ProviderSource } from './web-identity';

const AUDIENCE = 'sts.amazonaws.com';

/** Options of {@link spiffeJwt}. */
export interface SpiffeJwtOptions extends TokenSession {
  /** The issuer of the trust domain's JWT-SVIDs, to the letter. */
  readonly issuer: Late<'oidc-issuer-url'> | `https://${string}`;
  readonly spiffeId: SpiffeId;
  /** Default `sts.amazonaws.com`. */
  readonly audience?: string;
  /** The token must name the role in `https://aws.amazon.com/roles`, which a credential composer writes. */
  readonly mustNameTheRole?: true;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

export interface SpiffeJwtTrust extends SpiffeJwtOptions {
  readonly kind: 'spiffe-jwt';
}

/** SPIFFE with JWT-SVIDs: exactly one SPIFFE id. */
export const spiffeJwt = <const Options extends SpiffeJwtOptions>(
  options: Options & ExactIn<Options, 'spiffeId' | 'audience' | 'sourceIdentity'>,
): SpiffeJwtTrust => ({ ...(options as SpiffeJwtOptions), kind: 'spiffe-jwt' });

export const spiffeJwtKind = defineWebIdentity<SpiffeJwtTrust>({
  kind: 'spiffe-jwt',
  ownNetwork: true,
  attestedBy: 'SPIRE',
  fields: { issuer: text, spiffeId: text, audience: text, mustNameTheRole: flag, sourceIdentity: sourceIdentityForm, tags: tagsForm },
  check: (trust, findings) => {
    checkIssuer(trust.issuer, findings);
    checkPublicIssuer(trust.issuer, findings);
    checkSpiffeId(trust.spiffeId, findings);
    checkAudience(trust.audience ?? AUDIENCE, findings);
    checkTokenSession(trust, findings);
  },
  token: (trust) => ({
    sid: 'SpiffeJwt',
    who: `the workload ${trust.spiffeId}, by a token of ${trust.issuer}`,
    issuer: trust.issuer,
    subjects: [trust.spiffeId],
    audiences: [trust.audience ?? AUDIENCE],
    session: trust,
    mustNameTheRole: trust.mustNameTheRole === true,
  }),
});
