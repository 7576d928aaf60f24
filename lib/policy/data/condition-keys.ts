import { claimSupport } from '../claims/claims-of';
import { actionInfo } from './action-info';
import { GLOBAL_KEYS, type Presence } from './global-condition-keys';
import type { Fit } from './resource-fits';
import { type ReferenceAction, type ReferenceKey, referenceVersion, servicesWithKeysUnder } from './service-reference';

/** What the data knows about a condition key. */
export type ConditionKeyInfo =
  | ({ readonly status: 'known'; readonly origin: 'global'; readonly presence: Presence; readonly when: string } & ReferenceKey)
  | ({ readonly status: 'known'; readonly origin: 'service' | 'claim' } & ReferenceKey)
  /** Misspelt, or newer than the data. */
  | { readonly status: 'unknown'; readonly key: string; readonly dataDate: string; readonly reason: string };

/** What stands before and after the part of a template that the author of a policy chooses, in lower case. */
interface KeyTemplate {
  readonly head: string;
  /** Absent where nothing is left to choose. */
  readonly tail?: string;
}

const OPEN_PART = /\$\{[^}]*\}/;

const templates = new Map<string, KeyTemplate>();

function templateOf(text: string): KeyTemplate {
  const known = templates.get(text);
  if (known !== undefined) return known;
  const [head = '', tail] = text.toLowerCase().split(OPEN_PART);
  const template = tail === undefined ? { head } : { head, tail };
  templates.set(text, template);
  return template;
}

/** Whether a key of a policy, in lower case, is an instance of a key as the reference writes it. */
function keyMatches(template: string, folded: string): boolean {
  const { head, tail } = templateOf(template);
  if (tail === undefined) return head === folded;
  return folded.length > head.length + tail.length && folded.startsWith(head) && folded.endsWith(tail);
}

const prefixOf = (key: string): string => key.slice(0, key.indexOf(':'));

const globalKey = (folded: string) => GLOBAL_KEYS.find(({ key: template }) => keyMatches(template, folded));

function serviceKey(folded: string): ReferenceKey | undefined {
  const matching = servicesWithKeysUnder(prefixOf(folded)).flatMap(({ keys }) => {
    const exact = keys.get(folded);
    return exact !== undefined ? [exact] : [...keys.values()].filter((candidate) => keyMatches(candidate.key, folded));
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
  const folded = key.toLowerCase();
  const known = globalKey(folded);
  if (known !== undefined) return { status: 'known', origin: 'global', ...known };
  const ofService = serviceKey(folded);
  if (ofService !== undefined) return { status: 'known', origin: 'service', ...ofService };
  const { date } = referenceVersion();
  return { status: 'unknown', key, dataDate: date, reason: `unknown to the data of ${date}` };
}

/** Claims are in the request while a role is assumed with a token, and the trust policy is asked for all of these actions. */
const WEB_IDENTITY_ACTIONS: ReadonlySet<string> = new Set(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']);

const listed = ({ conditionKeys, resourceTypes }: ReferenceAction, folded: string): boolean =>
  [conditionKeys, ...resourceTypes.map((type) => type.conditionKeys)].some((keys) => keys.some((template) => keyMatches(template, folded)));

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
  if (listed(info, key.toLowerCase())) return 'yes';

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
