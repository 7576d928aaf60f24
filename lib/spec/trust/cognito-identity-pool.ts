/**
 * Amazon Cognito identity pool: an authenticated identity of the pool becomes the component.
 *
 * Subject: the identity's id, `REGION:UUID`; it is the pool's for good. IAM knows `cognito-identity.amazonaws.com` by its host; there is no provider to make. Every
 * pool of every account gets its tokens from this one issuer: the audience, which is the pool's id, is what tells them apart, and IAM refuses a trust policy that does
 * not test it. `amr` is a list; it holds `authenticated` or `unauthenticated`, so guests of the pool are kept out. Claim keys that STS can test: `aud`, `amr`, `sub`.
 *
 * The role must stand in the pool's account. In the basic flow Cognito assumes roles of other accounts in its own name, which this kind does not admit.
 *
 * Cost: 447 characters of statement for the example of docs/trust.md.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
import type { ExactIn } from '../exact';
import { shown, text } from '../form';
import { hasShape } from '../has-shape';
import type { Late } from '../late';
import { defineWebIdentity } from './define-web-identity';
import type { OneOf } from './one-of';
import { checkPart, checkReason } from './web-identity';

interface Pool {
  /** Id of the identity pool: `REGION:UUID`, or an input of shape `cognito-identity-pool-id`. */
  readonly pool: Late<'cognito-identity-pool-id'> | `${string}:${string}`;
}

interface OneIdentity {
  /** Id of the one identity that becomes the component: `REGION:UUID`. */
  readonly identity: string;
}

interface EveryIdentity {
  /** Lets every authenticated identity of the pool become the component; the reason stands in the review. */
  readonly dangerouslyEveryIdentity: string;
}

/** Options of {@link cognitoIdentityPool}. */
export type CognitoIdentityPoolOptions = Pool & OneOf<OneIdentity | EveryIdentity>;

export type CognitoIdentityPoolTrust = CognitoIdentityPoolOptions & { readonly kind: 'cognito-identity-pool' };

/** Amazon Cognito identity pool: exactly one authenticated identity of one pool. */
export const cognitoIdentityPool = <const Options extends CognitoIdentityPoolOptions>(
  options: Options & ExactIn<Options, 'pool' | 'identity'>,
): CognitoIdentityPoolTrust => ({ ...(options as CognitoIdentityPoolOptions), kind: 'cognito-identity-pool' });

const IDENTITY = /^[a-z]{2,4}(?:-[a-z]{2,10}){1,3}-\d:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const cognitoIdentityPoolKind = defineWebIdentity<CognitoIdentityPoolTrust>({
  kind: 'cognito-identity-pool',
  builtIn: true,
  fields: { pool: text, identity: text, dangerouslyEveryIdentity: text },
  check: ({ pool, identity, dangerouslyEveryIdentity: because }, findings) => {
    if (typeof pool !== 'string' || !hasShape(pool, 'cognito-identity-pool-id'))
      findings.add('WI131', {
        what: pool === undefined ? 'no `pool` is given' : `${shown(pool)} is no identity pool`,
        fix: 'give an input of shape `cognito-identity-pool-id`, or the id such as `eu-central-1:0a1b2c3d-1111-4222-8333-444455556666`',
        pointer: 'pool',
      });
    if ((identity === undefined) === (because === undefined)) {
      findings.add('WI133', {
        what:
          identity === undefined
            ? 'no `identity` is given, so every authenticated identity of the pool would be the component'
            : '`identity` and `dangerouslyEveryIdentity` exclude each other',
        fix: 'name the one identity',
        pointer: 'identity',
      });
      return;
    }
    if (identity !== undefined)
      checkPart('identity', identity, IDENTITY, 'identity', 'write its id: the region, a colon and a UUID in lower case', findings);
    checkReason('dangerouslyEveryIdentity', because, 'every authenticated identity of the pool may become the component', findings);
  },
  token: ({ pool, identity }) => ({
    sid: 'CognitoIdentityPool',
    who: `${identity === undefined ? 'every authenticated identity' : `the identity ${identity}`} of the Cognito identity pool ${pool}`,
    issuer: 'https://cognito-identity.amazonaws.com',
    subjects: identity === undefined ? [] : [identity],
    audiences: [pool],
    anyOf: { amr: ['authenticated'] },
  }),
  waivers: ({ pool, dangerouslyEveryIdentity: because }) =>
    because === undefined ? [] : [{ what: `every authenticated identity of the Cognito identity pool ${pool}`, because }],
});
