/**
 * Google Cloud: a service account becomes the component with an ID token, from the metadata server or from IAM Credentials.
 *
 * Subject: the unique id of the service account, 15 to 25 digits. It is never given again, other than the e-mail address. IAM knows `accounts.google.com` by its host;
 * there is no provider to make. Every account of Google's gets its tokens from this one issuer, so that the id alone tells them apart.
 *
 * Audience: what the workload asks for, such as `sts.amazonaws.com`. Tokens of service accounts have `azp`, the unique id again: STS tests that under `aud`, and the
 * audience under `oaud`. Claim keys that STS can test: `aud`, `oaud`, `sub` and `google/organization_number`, a number, which only accounts of an organization have.
 *
 * Cost: 408 characters of statement for the example of docs/trust.md.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 * @see https://cloud.google.com/compute/docs/instances/verifying-instance-identity
 */
import type { ExactIn } from '../exact';
import { text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import { checkAudience, checkPart } from './web-identity';

const AUDIENCE = 'sts.amazonaws.com';

/** Options of {@link googleServiceAccount}. */
export interface GoogleServiceAccountOptions {
  /** Unique id of the service account: digits. */
  readonly uniqueId: string;
  /** Number of the organization that the account must belong to: digits. */
  readonly organizationNumber?: string;
  /** Default `sts.amazonaws.com`. */
  readonly audience?: string;
}

export interface GoogleServiceAccountTrust extends GoogleServiceAccountOptions {
  readonly kind: 'google-service-account';
}

/** Google Cloud: exactly one service account. */
export const googleServiceAccount = <const Options extends GoogleServiceAccountOptions>(
  options: Options & ExactIn<Options, 'uniqueId' | 'organizationNumber' | 'audience'>,
): GoogleServiceAccountTrust => ({ ...(options as GoogleServiceAccountOptions), kind: 'google-service-account' });

export const googleServiceAccountKind = defineWebIdentity<GoogleServiceAccountTrust>({
  kind: 'google-service-account',
  builtIn: true,
  fields: { uniqueId: text, organizationNumber: text, audience: text },
  check: ({ uniqueId, organizationNumber, audience = AUDIENCE }, findings) => {
    const asked = '`gcloud iam service-accounts describe EMAIL --format "value(uniqueId)"` tells it';
    checkPart('uniqueId', uniqueId, /^\d{15,25}$/, 'unique id of a service account', asked, findings);
    if (organizationNumber !== undefined)
      checkPart(
        'organizationNumber',
        organizationNumber,
        /^[1-9]\d{0,18}$/,
        'number of an organization',
        '`gcloud organizations list` tells it',
        findings,
      );
    checkAudience(audience, findings);
  },
  token: ({ uniqueId, organizationNumber, audience = AUDIENCE }) => ({
    sid: 'GoogleServiceAccount',
    who: `the Google service account with the unique id ${uniqueId}`,
    issuer: 'https://accounts.google.com',
    subjects: [uniqueId],
    audiences: [audience],
    authorizedParty: uniqueId,
    ...(organizationNumber === undefined ? {} : { numbers: { 'google/organization_number': [organizationNumber] } }),
  }),
});
