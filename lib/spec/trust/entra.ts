/**
 * Microsoft Entra ID: a managed identity or an application becomes the component with an access token of its tenant.
 *
 * Subject: the object id of the service principal (not the client id, and not the object id of the application), a UUID in lower case. It is made anew when the
 * identity is deleted and made again, and cannot be taken over by a name. The issuer is the tenant's own; which of its two versions signs is decided by
 * `requestedAccessTokenVersion` of the application that the token is for:
 * - `v1`: `https://sts.windows.net/TENANT/`, whose slash at the end belongs to it, in the provider's URL and ARN as in every condition key. The audience is the
 *   application's id URI, `api://…`, or its client id.
 * - `v2`: `https://login.microsoftonline.com/TENANT/v2.0`. The audience is the client id of the application that the token is for. These tokens have `azp`, the
 *   client id of who asked for it, which STS tests under `aud`, and the audience under `oaud`; so both are pinned.
 *
 * Claim keys that STS can test: `sub`, `aud`, `oaud`, `amr`, `email`. `tid`, `oid`, `appid`, `roles` and `xms_mirid` are in the token and cannot be tested.
 *
 * Cost: 408 characters of statement for v1, 590 characters for v2, for the examples of docs/trust.md.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { oneOf, shown, text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import type { OneOf } from './one-of';
import { checkAudience, checkUuid, type ProviderSource } from './web-identity';

interface Principal {
  /** Directory id of the tenant. A UUID in lower case. */
  readonly tenant: string;
  /** Object id of the service principal: of a managed identity its principal id. A UUID in lower case. */
  readonly objectId: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

/** Tokens for an application whose `requestedAccessTokenVersion` is 1 or not set. */
interface VersionOne {
  readonly version: 'v1';
  /** Id URI of the application that the token is for, such as `api://agents`, or its client id. */
  readonly audience: string;
}

/** Tokens for an application whose `requestedAccessTokenVersion` is 2. */
interface VersionTwo {
  readonly version: 'v2';
  /** Client id of the application that the token is for. A UUID in lower case. */
  readonly audience: string;
  /** Client id of the managed identity or application that asks for the token. A UUID in lower case. */
  readonly clientId: string;
}

/** Options of {@link entra}. */
export type EntraOptions = Principal & OneOf<VersionOne | VersionTwo>;

export type EntraTrust = EntraOptions & { readonly kind: 'entra' };

/** Microsoft Entra ID: exactly one managed identity or application of one tenant. */
export const entra = <const Options extends EntraOptions>(
  options: Options & ExactIn<Options, 'tenant' | 'objectId' | 'audience' | 'clientId'>,
): EntraTrust => ({ ...(options as EntraOptions), kind: 'entra' });

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID_URI = /^(?:api|https):\/\/[^\s*?]+$/;

const issuerOf = ({ tenant, version }: EntraTrust): string =>
  version === 'v1' ? `https://sts.windows.net/${tenant}/` : `https://login.microsoftonline.com/${tenant}/v2.0`;

/** Each version has audiences of its own. */
function checkVersion(trust: EntraTrust, findings: FindingList): void {
  const { version, audience, clientId }: { version?: string; audience: string; clientId?: string } = trust;
  if (version === undefined) {
    findings.add('WI133', {
      what: 'no `version` of the tokens is given',
      fix: "write 'v2' where the application that the token is for has `requestedAccessTokenVersion: 2`, else 'v1'",
      pointer: 'version',
    });
    return;
  }
  const exact = typeof audience === 'string' && audience !== '' && !/[*?]/.test(audience);
  if (version === 'v2') {
    checkUuid('clientId', clientId, 'name the client id of the managed identity or application that asks for the token', findings);
    if (exact && !UUID.test(audience))
      findings.add('WI131', {
        what: `${shown(audience)} is never the audience of a token of version 2`,
        fix: 'name the client id of the application that the token is for, without `api://`',
        pointer: 'audience',
      });
    return;
  }
  if (clientId !== undefined)
    findings.add('WI133', {
      what: 'tokens of version 1 have no `azp`, so `clientId` cannot be tested',
      fix: 'leave `clientId` out: the object id names the identity already',
      pointer: 'clientId',
    });
  if (exact && !UUID.test(audience) && !ID_URI.test(audience))
    findings.add('WI131', {
      what: `${shown(audience)} is never the audience of a token of version 1`,
      fix: 'name the id URI of the application that the token is for, such as `api://agents`, or its client id',
      pointer: 'audience',
    });
}

export const entraKind = defineWebIdentity<EntraTrust>({
  kind: 'entra',
  fields: { tenant: text, objectId: text, version: oneOf('v1', 'v2'), audience: text, clientId: text },
  check: (trust, findings) => {
    checkUuid('tenant', trust.tenant, 'name the directory id of the tenant: `az account show --query tenantId`', findings);
    checkUuid(
      'objectId',
      trust.objectId,
      'name the object id of the service principal: `az ad sp show --id CLIENT_ID --query id`',
      findings,
    );
    checkAudience(trust.audience, findings);
    checkVersion(trust, findings);
  },
  token: (trust) => ({
    sid: 'Entra',
    who: `the service principal ${trust.objectId} of the Entra tenant ${trust.tenant}`,
    issuer: issuerOf(trust),
    subjects: [trust.objectId],
    audiences: [trust.audience],
    ...(trust.clientId === undefined ? {} : { authorizedParty: trust.clientId }),
  }),
});
