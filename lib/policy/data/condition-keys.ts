import { claimSupport } from '../claims/claims-of';
import { actionInfo } from './action-info';
import { GLOBAL_KEYS, type Presence } from './global-condition-keys';
import type { Fit } from './resource-fits';
import { type ReferenceKey, referenceVersion, servicesWithKeysUnder } from './service-reference';

/** What the data knows about a condition key. */
export type ConditionKeyInfo =
  | ({ readonly status: 'known'; readonly origin: 'global'; readonly presence: Presence; readonly when: string } & ReferenceKey)
  | ({ readonly status: 'known'; readonly origin: 'service' | 'claim' } & ReferenceKey)
  /** Misspelt, or newer than the data. */
  | { readonly status: 'unknown'; readonly key: string; readonly dataDate: string; readonly reason: string };

/** Splits `aws:PrincipalTag/${TagKey}` and the like at the part that the author of the policy chooses. */
const OPEN_PART = /\$\{[^}]*\}/;

/** Whether a key of a policy is an instance of a key as the reference writes it. Case never matters for keys. */
export function keyMatches(template: string, key: string): boolean {
  const [head = '', ...tails] = template.toLowerCase().split(OPEN_PART);
  const folded = key.toLowerCase();
  if (tails.length === 0) return head === folded;
  const tail = tails.join('');
  return folded.length > head.length + tail.length && folded.startsWith(head) && folded.endsWith(tail);
}

const prefixOf = (key: string): string => key.slice(0, key.indexOf(':'));

const globalKey = (key: string) => GLOBAL_KEYS.find(({ key: template }) => keyMatches(template, key));

function serviceKey(key: string): ReferenceKey | undefined {
  const matching = servicesWithKeysUnder(prefixOf(key)).flatMap(({ keys }) => {
    const exact = keys.get(key.toLowerCase());
    return exact !== undefined ? [exact] : [...keys.values()].filter((candidate) => keyMatches(candidate.key, key));
  });
  // Of `events:Metadata/${MetadataKey}` and `events:Metadata/${MetadataKey}/Matcher` the one that says more is meant.
  return matching.sort((left, right) => right.key.length - left.key.length)[0];
}

/**
 * What is known about a condition key, written in any case: its spelling, the type of its value, and whether one request
 * can hold several values of it. `key` of a known key may be a template such as `aws:PrincipalTag/${TagKey}`.
 */
export function conditionKeyInfo(key: string): ConditionKeyInfo {
  const claim = claimSupport(key);
  if (claim.support === 'exposed') {
    const { name, type, multivalued } = claim.claim;
    return { status: 'known', origin: 'claim', key: `${claim.issuer}:${name}`, type, multivalued };
  }
  const known = globalKey(key);
  if (known !== undefined) return { status: 'known', origin: 'global', ...known };
  const ofService = serviceKey(key);
  if (ofService !== undefined) return { status: 'known', origin: 'service', ...ofService };
  const { date } = referenceVersion();
  return { status: 'unknown', key, dataDate: date, reason: `unknown to the data of ${date}` };
}

/** Claims are in the request while a role is assumed with a token, and the trust policy is asked for all of these actions. */
const WEB_IDENTITY_ACTIONS: ReadonlySet<string> = new Set(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']);

const listed = (keys: readonly string[], key: string): boolean => keys.some((template) => keyMatches(template, key));

/**
 * Whether a request for the action can hold the condition key.
 *
 * `no`: the data knows the key and the action, and does not list the one for the other, so that the key is absent from every
 * request for it. `unknown`: the data does not know the action or the key. Global keys that depend on the caller or the way of
 * the request are `yes` for every action; `conditionKeyInfo` says when they are present.
 *
 * Source: AWS Service Authorization Reference; IAM User Guide, "AWS global condition context keys".
 */
export function conditionKeySupported(action: string, key: string): Fit {
  const info = actionInfo(action);
  if (info.status !== 'known') return 'unknown';
  if (listed([...info.conditionKeys, ...info.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys)], key)) return 'yes';

  const claim = claimSupport(key);
  if (claim.support === 'exposed') {
    return claim.claim.inSession || WEB_IDENTITY_ACTIONS.has(info.action) ? 'yes' : 'no';
  }
  if (claim.support === 'hidden') return 'no';
  if (claim.support === 'unknown') return 'unknown';

  const known = conditionKeyInfo(key);
  if (known.status === 'unknown') return 'unknown';
  return known.origin === 'global' && known.presence !== 'listed' ? 'yes' : 'no';
}
