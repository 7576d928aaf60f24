/** Why a question was left undecided, in words. */
import type { Atom } from './atom';
import type { SearchResult } from './search';

export function reasonsFor(result: SearchResult, statesCapped: boolean): readonly string[] {
  if (result.kind === 'capped')
    return ['the search was given up: it took more branches than `maximumBranches` allows, or more steps than any search may take'];
  const atoms = result.kind === 'perhaps' ? result.literals.map(({ atom }) => atom) : [];
  const open = atoms.flatMap((atom) => (atom.kind === 'open' ? [atom.what] : []));
  const unknowns = [...new Set(atoms.flatMap(unknownsOf))];
  const reasons = unknowns.length > 0 ? [...open, `depends on the value of ${unknowns.join(', ')}`] : [...open];
  if (statesCapped) reasons.push('patterns could not be told apart within as many states as `maximumStates` allows');
  if (reasons.length > 0) return reasons;
  const conditions = atoms.filter((atom) => atom.kind === 'condition');
  const keys = [...new Set(conditions.map(({ key }) => `\`${key}\``))].join(', ');
  const mixed = conditions.some(({ qualifier }) => qualifier === undefined) && conditions.some(({ qualifier }) => qualifier !== undefined);
  if (mixed) return [`AWS does not say how several values of ${keys} compare without a set operator`];
  return [keys === '' ? NOTHING_FOUND : `${NOTHING_FOUND}, that meets all conditions on ${keys}`];
}

const NOTHING_FOUND = 'no request was found, nor shown not to exist';

function unknownsOf(atom: Atom): readonly string[] {
  if (atom.kind === 'condition' && atom.test.kind === 'opaque') return atom.test.holes.map((value) => `\`${value}\``);
  if (atom.kind === 'open') return [];
  const patterns = atom.kind === 'pattern' ? atom.patterns : atom.test.kind === 'text' ? atom.test.patterns : [];
  return patterns.flatMap(({ tokens }) => tokens.flatMap((token) => (token.kind === 'unknown' ? [token.unknown.shown] : [])));
}
