import { distance } from 'fastest-levenshtein';
import { claimsOf } from '../claims/claims-of';
import { claimKey, parseClaimKey } from '../claims/issuer';
import { actionsMatching } from './actions-matching';
import { conditionKeyInfo } from './condition-keys';
import { GLOBAL_KEYS } from './global-condition-keys';
import { OPERATION_ACTIONS } from './operation-actions';
import { type ReferenceService, referenceService, servicePrefixes, servicesWithKeysUnder } from './service-reference';

const MOST = 3;
/** Longer than any action or key; a bound on the work for hostile input. */
const LONGEST = 256;
/** A name that more services than this share says nothing about which one was meant. */
const SHARED_BY = 3;
/** Nor does a name as short as `Receive`. */
const TELLING = 10;

/** How many characters may be wrong: one in three, and at least two, but never the whole word. */
const tolerance = (word: string): number => Math.min(Math.max(2, Math.floor(word.length / 3)), Math.max(0, word.length - 1), 6);

interface Candidate {
  readonly suggestion: string;
  /** What is compared with the misspelt word, in lower case. */
  readonly word: string;
}

/** A word that was cut short, such as `project` for `project_id`, is as good as misspelt. */
const shortened = (word: string, other: string): boolean =>
  word.length >= 5 && other.startsWith(word) && other.length <= 2 * word.length && other.length - word.length <= 8;

/** The nearest candidates, nearest first, those of equal distance in the order of the alphabet. */
function nearest(word: string, candidates: readonly Candidate[]): readonly string[] {
  const near = candidates
    .map(({ suggestion, word: other }) => ({ suggestion, other, away: distance(word, other) }))
    .filter(({ other, away }) => away <= tolerance(word) || shortened(word, other))
    .sort((left, right) => left.away - right.away || (left.suggestion < right.suggestion ? -1 : 1));
  return [...new Set(near.map(({ suggestion }) => suggestion))].slice(0, MOST);
}

const services = (): readonly ReferenceService[] => servicePrefixes().flatMap((prefix) => referenceService(prefix) ?? []);

const actionsOf = (service: ReferenceService): readonly Candidate[] =>
  [...service.actionNames].map(([word, suggestion]) => ({ suggestion, word }));

/** For patterns such as `s3:GetObjct*`: what the names of a service begin with, cut where a word ends. */
const stemsOf = (service: ReferenceService): readonly Candidate[] =>
  [...service.actionNames.values()].flatMap((action) => {
    const words = action.slice(service.prefix.length + 1).match(/[A-Z]?[^A-Z]*/g) ?? [];
    return words.flatMap((word, index) => {
      const stem = words.slice(0, index + 1).join('');
      return word === '' ? [] : [{ suggestion: `${service.prefix}:${stem}*`, word: stem.toLowerCase() }];
    });
  });

function actionsOfOtherServices(prefix: string, name: string): readonly string[] {
  const having = services().filter(({ actionNames }) => actionNames.has(name));
  const alike = nearest(
    prefix,
    having.map((service) => ({ suggestion: service.actionNames.get(name) ?? '', word: service.prefix })),
  );
  if (alike.length > 0) return alike;
  return having.length > SHARED_BY || name.length < TELLING ? [] : having.flatMap((service) => service.actionNames.get(name) ?? []);
}

/**
 * Known actions that a misspelt action may mean, at most three, the nearest first; none where the action is known or the
 * pattern matches a known one.
 *
 * An API operation that is no action, such as `bedrock:Converse`, gets the actions that it needs. Otherwise the name is
 * looked for in its service, then in others. A pattern may end in one `*`.
 */
export function didYouMeanAction(action: string): readonly string[] {
  if (action.length > LONGEST || actionsMatching(action).length > 0) return [];
  const operation = action.toLowerCase();
  if (Object.hasOwn(OPERATION_ACTIONS, operation)) return OPERATION_ACTIONS[operation] ?? [];
  const colon = action.indexOf(':');
  const prefix = action.slice(0, Math.max(colon, 0)).toLowerCase();
  const name = action.slice(colon + 1).toLowerCase();
  if (name === '' || name === '*') return [];

  const service = referenceService(prefix);
  if (service !== undefined) {
    const stem = name.replace(/\*$/, '');
    const close = nearest(stem, stem === name ? actionsOf(service) : stemsOf(service));
    if (close.length > 0) return close;
  }
  return actionsOfOtherServices(prefix, name);
}

const keyCandidates = (keys: readonly string[]): readonly Candidate[] => keys.map((key) => ({ suggestion: key, word: key.toLowerCase() }));

/** Puts the part that the author chose, such as the tag's name, back into a suggested template. */
function nearestKeys(key: string, templates: readonly string[]): readonly string[] {
  const slash = key.indexOf('/');
  const chosen = slash === -1 ? '' : key.slice(slash + 1);
  const open = templates.filter((template) => /\/\$\{[^}]*\}$/.test(template)).map((template) => template.replace(/\$\{[^}]*\}$/, ''));
  const fixed = nearest(key.toLowerCase(), keyCandidates(templates.filter((template) => !template.includes('$'))));
  if (chosen === '') return fixed;
  const heads = nearest(key.slice(0, slash + 1).toLowerCase(), keyCandidates(open)).map((head) => `${head}${chosen}`);
  return [...new Set([...heads, ...fixed])].slice(0, MOST);
}

/**
 * Known condition keys that a misspelt one may mean, at most three, the nearest first; none for a key that is known.
 *
 * A claim that an issuer does not offer gets the claim that takes its place, where there is one.
 */
export function didYouMeanConditionKey(key: string): readonly string[] {
  if (key.length > LONGEST || conditionKeyInfo(key).status === 'known') return [];
  const claim = parseClaimKey(key);
  if (claim !== undefined) {
    const { claims, hidden } = claimsOf(claim.issuer);
    const name = claim.claim.toLowerCase();
    const instead = Object.hasOwn(hidden, name) ? hidden[name] : undefined;
    const names = instead === undefined ? nearest(name, keyCandidates(claims.map((known) => known.name))) : [instead];
    return names.map((known) => claimKey(claim.issuer, known));
  }
  const prefix = key.slice(0, Math.max(key.indexOf(':'), 0)).toLowerCase();
  const global = GLOBAL_KEYS.map((known) => known.key);
  const ofServices = servicesWithKeysUnder(prefix).flatMap(({ keys }) => [...keys.values()].map((known) => known.key));
  return nearestKeys(key, [...new Set([...global, ...ofServices])]);
}
