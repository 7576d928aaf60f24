import type { Conditions } from '../condition/conditions';
import { shown } from '../form';
import type { Capability, CapabilityFault, OutboundToken, Permission } from '../permission';
import { capability } from './capability';

/** Signs with RSA or with an elliptic curve. Entra takes RSA only. */
export type SigningAlgorithm = 'RS256' | 'ES384';

/** Options of {@link getWebIdentityToken}. */
export interface WebIdentityTokenOptions {
  /** Whom tokens may be for, exact: 1 to 10. A token names at least one of them and nobody else. */
  readonly audiences: readonly [string, ...string[]];
  /** How long a token may last: 60 to 3,600 seconds, and never longer than the session that asks for it. The shorter, the better: it is exchanged at once. */
  readonly maxSeconds: number;
  readonly algorithm: SigningAlgorithm;
  /**
   * Tags that a token may carry, each with the values that it may have. A token carries all of them or none.
   * @default tokens carry no tags
   */
  readonly tags?: Readonly<Record<string, readonly [string, ...string[]]>>;
}

/** The audience of Entra (Azure). */
export const ENTRA_AUDIENCE = 'api://AzureADTokenExchange';

/**
 * The audience that an OIDC provider of Google Cloud takes unless it is told another; ids of pools and providers have 4 to 32 characters.
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers
 */
export const GOOGLE_AUDIENCE =
  /^(?:https:)?\/\/iam\.googleapis\.com\/projects\/(\d+)\/locations\/global\/workloadIdentityPools\/([a-z0-9-]{4,32})\/providers\/([a-z0-9-]{4,32})$/;

const SOURCE = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html';
const EVERYWHERE = { pattern: '*', because: 'the action has no resource types' } as const;
const MOST_AUDIENCES = 10;
const MOST_TAGS = 50;
const [SHORTEST, LONGEST] = [60, 3600] as const;

const isExact = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && !/[*?]/.test(value);

function audienceFaults(audiences: readonly unknown[]): readonly CapabilityFault[] {
  return [
    ...(audiences.length >= 1 && audiences.length <= MOST_AUDIENCES
      ? []
      : [{ what: `names ${audiences.length} audiences`, fix: `name 1 to ${MOST_AUDIENCES}, such as \`${ENTRA_AUDIENCE}\`` }]),
    ...audiences
      .filter((audience) => !isExact(audience))
      .map((audience) => ({ what: `the audience ${shown(audience)} is not exact`, fix: 'name the one system that the token is for' })),
    ...audiences
      .filter((audience) => isExact(audience) && /^(?:https:)?\/\/iam\.googleapis\.com/.test(audience) && !GOOGLE_AUDIENCE.test(audience))
      .map((audience) => ({
        what: `${shown(audience)} is no provider of a workload identity pool`,
        fix: 'give `https://iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`',
      })),
  ];
}

function tagFaults(tags: Readonly<Record<string, readonly unknown[]>>): readonly CapabilityFault[] {
  const entries = Object.entries(tags);
  return [
    ...(entries.length <= MOST_TAGS ? [] : [{ what: `a token would carry ${entries.length} tags`, fix: `name ${MOST_TAGS} or fewer` }]),
    ...entries.flatMap(([key, values]) =>
      Array.isArray(values) && values.length > 0 && values.every(isExact)
        ? []
        : [{ what: `the values of the tag \`${key}\` are not exact`, fix: 'list each value that it may have, without wildcards' }],
    ),
  ];
}

/**
 * Gets tokens that say to systems outside of AWS who the component is: signed by AWS, with the ARN of the component's role as subject, for named audiences, for
 * a short time. No secret is kept on either side. The account must have its issuer switched on (`defineAccountFoundation`, `outboundTokens`), and the
 * other side must trust the issuer and this subject: `relyingPartyConfigurations` writes how.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
 */
export function getWebIdentityToken({ audiences, maxSeconds, algorithm, tags }: WebIdentityTokenOptions): Capability {
  const named: readonly unknown[] = Array.isArray(audiences) ? audiences : [];
  const isTagged = tags !== undefined && tags !== null;
  const faults = [
    ...audienceFaults(named),
    ...(Number.isInteger(maxSeconds) && maxSeconds >= SHORTEST && maxSeconds <= LONGEST
      ? []
      : [{ what: `a token of ${shown(maxSeconds)} seconds is not possible`, fix: `give ${SHORTEST} to ${LONGEST} seconds, such as 300` }]),
    ...(['RS256', 'ES384'].includes(algorithm)
      ? []
      : [{ what: `${shown(algorithm)} is no signing algorithm of STS`, fix: 'give `RS256` or `ES384`' }]),
    ...(algorithm === 'ES384' && named.includes(ENTRA_AUDIENCE)
      ? [{ what: 'Entra refuses tokens that are signed with `ES384`', fix: 'give `RS256`' }]
      : []),
    ...(isTagged ? tagFaults(tags) : []),
  ];
  const keys = isTagged ? Object.keys(tags).sort() : [];
  const outbound: OutboundToken = {
    audiences: named.filter(isExact).sort(),
    maxSeconds,
    algorithm,
    ...(keys.length === 0 ? {} : { tagKeys: keys }),
  };
  const conditions = {
    'sts:IdentityTokenAudience': outbound.audiences,
    'sts:DurationSeconds': { atMost: maxSeconds },
    'sts:SigningAlgorithm': algorithm,
  } as Conditions;
  const permissions: readonly Permission[] = [
    { effect: 'allow', label: 'GetWebIdentityToken', actions: ['sts:GetWebIdentityToken'], resources: [EVERYWHERE], conditions },
    ...(isTagged && keys.length > 0
      ? [
          {
            effect: 'allow',
            label: 'TagWebIdentityToken',
            actions: ['sts:TagGetWebIdentityToken'],
            resources: [EVERYWHERE],
            conditions: Object.fromEntries([
              ['aws:TagKeys', keys],
              ...keys.map((key) => [`aws:RequestTag/${key}`, tags[key]]),
            ]) as Conditions,
          } as const,
        ]
      : []),
  ];
  return { ...capability('getWebIdentityToken', SOURCE, permissions, faults), outbound };
}
