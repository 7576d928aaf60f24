/**
 * Fly.io: the machines of one app become the component with the token that Fly.io gives them.
 *
 * Subject grammar: `ORG:APP:MACHINE`. Machines come and go, so a pattern stands for the machine unless one is named; organisation and app are exact, and
 * neither name can hold a colon. The issuer is the organisation's own, `https://oidc.fly.io/ORG`. Names can change hands within the organisation only.
 * Audience: what the app asks for; `sts.amazonaws.com` where Fly.io sets up the AWS SDK by `AWS_ROLE_ARN`. Claim keys that STS can test: `sub` and `aud`.
 *
 * Cost: 294 characters of statement for the example of docs/trust.md.
 *
 * @see https://fly.io/docs/security/openid-connect/
 */
import type { ExactIn } from '../exact';
import { text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import { checkAudience, checkPart, type ProviderSource } from './web-identity';

const AUDIENCE = 'sts.amazonaws.com';

/** Options of {@link flyIo}. */
export interface FlyIoOptions {
  /** Slug of the organization. */
  readonly organization: string;
  readonly app: string;
  /** Name of the one machine that becomes the component. Default: all machines of the app. */
  readonly machine?: string;
  /** Default `sts.amazonaws.com`. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

export interface FlyIoTrust extends FlyIoOptions {
  readonly kind: 'fly-io';
}

/** Fly.io: exactly the machines of one app. */
export const flyIo = <const Options extends FlyIoOptions>(
  options: Options & ExactIn<Options, 'organization' | 'app' | 'machine' | 'audience'>,
): FlyIoTrust => ({ ...(options as FlyIoOptions), kind: 'fly-io' });

const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

export const flyIoKind = defineWebIdentity<FlyIoTrust>({
  kind: 'fly-io',
  fields: { organization: text, app: text, machine: text, audience: text },
  check: (trust, findings) => {
    checkPart('organization', trust.organization, SLUG, 'slug of an organization', 'take it from `fly orgs list`', findings);
    if (trust.organization === 'personal')
      findings.add('WI133', {
        what: '`personal` is what Fly.io calls the organization of every single user',
        fix: 'move the app to an organization with a name of its own',
        pointer: 'organization',
      });
    checkPart('app', trust.app, SLUG, 'name of an app', 'take it from `fly apps list`', findings);
    if (trust.machine !== undefined)
      checkPart('machine', trust.machine, SLUG, 'name of a machine', 'take it from `fly machine list`', findings);
    checkAudience(trust.audience ?? AUDIENCE, findings);
  },
  token: ({ organization, app, machine, audience = AUDIENCE }) => ({
    sid: 'FlyIo',
    who: `Fly.io ${machine === undefined ? 'machines' : `machine ${machine}`} of ${organization}/${app}`,
    issuer: `https://oidc.fly.io/${organization}`,
    subjects: [`${organization}:${app}:${machine ?? '*'}`],
    subjectsAreLike: machine === undefined,
    audiences: [audience],
  }),
});
