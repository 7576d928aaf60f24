import { compileAction } from '../action-pattern';
import { globMatches } from '../glob';
import { SHAPES } from '../shapes';
import { fillHoles } from '../text';
import { type ReferenceService, referenceService, servicePrefixes } from './service-reference';

/** Patterns are few in one run and their answers are long: keep some, not all. */
const CACHED_PATTERNS = 256;
/** Only hostile patterns are longer than any action. */
const LONGEST_CACHED = 256;

const answers = new Map<string, readonly string[]>();

function candidates(pattern: string): readonly ReferenceService[] {
  const colon = pattern.indexOf(':');
  const prefix = pattern.slice(0, colon);
  const prefixes = colon === -1 || /[*?]/.test(prefix) ? servicePrefixes() : [prefix];
  return prefixes.flatMap((name) => referenceService(name) ?? []);
}

function match(pattern: string): readonly string[] {
  const glob = compileAction(pattern);
  const found: string[] = [];
  for (const service of candidates(pattern)) {
    for (const [name, action] of service.actionNames) if (globMatches(glob, `${service.prefix}:${name}`)) found.push(action);
  }
  return found;
}

/**
 * The known actions that an action pattern of a policy matches, in AWS's own spelling and a fixed order.
 *
 * `*` and `?` are IAM's wildcards, case does not matter, and `*` alone matches every action. A hole stands for every value
 * of its shape, so with holes the answer may hold too many actions but never too few. An empty answer means that no action
 * *of the data* matches: see `referenceVersion` for its date.
 */
export function actionsMatching(pattern: string): readonly string[] {
  const folded = fillHoles(pattern, ({ shape }) => SHAPES[shape].glob).toLowerCase();
  const known = answers.get(folded);
  if (known !== undefined) return known;
  const found = match(folded);
  if (folded.length > LONGEST_CACHED) return found;
  const [oldest] = answers.keys();
  if (answers.size >= CACHED_PATTERNS && oldest !== undefined) answers.delete(oldest);
  answers.set(folded, found);
  return found;
}
