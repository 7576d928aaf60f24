import { SEPARATOR, type Token, type TokenPattern } from './token';

/** Whether a string matches a pattern; both without unknowns. Written for single strings, without automata. */
export function matchesPlain({ tokens }: Pick<TokenPattern, 'tokens'>, text: string): boolean {
  let positions = settle(new Set([0]), tokens);
  for (const char of text.split('')) {
    const next = new Set<number>();
    for (const position of positions) {
      const token = tokens[position];
      if (token === undefined || !takes(token, char)) continue;
      next.add(token.kind === 'star' ? position : position + 1);
    }
    positions = settle(next, tokens);
  }
  return positions.has(tokens.length);
}

/**
 * Adds the places behind stars, which may stand for nothing, and leaves out those before a star that takes everything: it
 * takes what lies between, too.
 */
function settle(positions: Set<number>, tokens: readonly Token[]): Set<number> {
  let from = 0;
  for (const position of positions) {
    const token = tokens[position];
    if (token?.kind !== 'star') continue;
    positions.add(position + 1);
    if (token.reach === 'yes' && position > from) from = position;
  }
  if (from === 0) return positions;
  return new Set([...positions].filter((position) => position >= from));
}

function takes(token: Token, char: string): boolean {
  if (token.kind === 'char') return token.chars.includes(char);
  if (token.kind === 'unknown') return false;
  if (char === SEPARATOR) return token.reach === 'yes';
  return char !== ':' || token.reach !== 'no';
}
