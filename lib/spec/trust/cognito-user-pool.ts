/**
 * Amazon Cognito user pool: one user of the pool becomes the component with an ID token. It is an ordinary OIDC issuer: the account has a provider for it.
 *
 * Subject: the user's `sub`, a UUID, which stays when the user is renamed and is new when the user is made again. Audience: the id of the app client. Access tokens have
 * no audience and are refused. Claim keys that STS can test: `sub`, `aud`, `amr`, `email`; groups and attributes of one's own are in the token and cannot be tested.
 *
 * A trigger before token generation (version 2) can write AWS's own claims: tags, source identity and roles. What is declared of them is required of every token. This
 * is how the instruction of a human is bound to the agent's session: the trigger writes who signed in into the source identity, which no later session can change.
 *
 * Cost: 1,171 characters of statements for the example of docs/trust.md, with two tags and a source identity.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
import type { ExactIn } from '../exact';
import { flag, shown, text } from '../form';
import type { Late } from '../late';
import { defineWebIdentity } from './define-web-identity';
import { checkTokenSession, sourceIdentityForm, type TokenSession, tagsForm } from './token-session';
import { checkAudience, checkIssuer, checkUuid, type ProviderSource } from './web-identity';

/** Options of {@link cognitoUserPool}. */
export interface CognitoUserPoolOptions extends TokenSession {
  /** `https://cognito-idp.REGION.amazonaws.com/POOL_ID`: the pool's provider URL. */
  readonly issuer: Late<'oidc-issuer-url'> | `https://cognito-idp.${string}/${string}`;
  /** Id of the app client that tokens are for. */
  readonly client: Late<'generated-id'> | string;
  /** `sub` of the one user that becomes the component: a UUID in lower case. */
  readonly user: string;
  /** The token must name the role in `https://aws.amazon.com/roles`, which the trigger writes. */
  readonly mustNameTheRole?: true;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

export interface CognitoUserPoolTrust extends CognitoUserPoolOptions {
  readonly kind: 'cognito-user-pool';
}

/** Amazon Cognito user pool: exactly one user, through one app client. */
export const cognitoUserPool = <const Options extends CognitoUserPoolOptions>(
  options: Options & ExactIn<Options, 'client' | 'user' | 'sourceIdentity'>,
): CognitoUserPoolTrust => ({ ...(options as CognitoUserPoolOptions), kind: 'cognito-user-pool' });

const ISSUER = /^https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/\1_[A-Za-z0-9]+$/;

export const cognitoUserPoolKind = defineWebIdentity<CognitoUserPoolTrust>({
  kind: 'cognito-user-pool',
  fields: { issuer: text, client: text, user: text, mustNameTheRole: flag, sourceIdentity: sourceIdentityForm, tags: tagsForm },
  check: (trust, findings) => {
    const before = findings.errors;
    checkIssuer(trust.issuer, findings);
    if (findings.errors === before && !/[⟨⟩]/.test(trust.issuer) && !ISSUER.test(trust.issuer))
      findings.add('WI132', {
        what: `${shown(trust.issuer)} is no issuer of a user pool`,
        fix: 'write `https://cognito-idp.REGION.amazonaws.com/REGION_POOL`, without a slash at its end',
        pointer: 'issuer',
      });
    checkAudience(trust.client, findings, 'client');
    checkUuid('user', trust.user, 'name the `sub` of the user: `aws cognito-idp admin-get-user` tells it', findings);
    checkTokenSession(trust, findings);
  },
  token: (trust) => ({
    sid: 'CognitoUserPool',
    who: `the user ${trust.user} of the user pool with issuer ${trust.issuer}`,
    issuer: trust.issuer,
    subjects: [trust.user],
    audiences: [trust.client],
    session: trust,
    mustNameTheRole: trust.mustNameTheRole === true,
  }),
});
