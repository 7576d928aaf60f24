/** Strings that a reader takes for real, tried before the shortest one is searched for. */
import { type Input, SEPARATOR, type Token, type TokenPattern } from './token';

const ACCOUNT = '111122223333';

/** What a wildcard segment of an ARN is filled with, by the number of colons before it. */
const SEGMENTS: readonly (readonly string[])[] = [['arn'], ['aws'], ['s3'], ['eu-central-1', ''], [ACCOUNT, '']];

/** Fillings for all other wildcards, in the order in which they are tried. */
const FILLINGS = ['example', '', 'Example', '1'] as const;

/** Some matches of the pattern, with its unknowns where it holds them. Sorted by how well they read. */
export function niceStrings({ tokens }: TokenPattern): readonly (readonly Input[])[] {
  if (tokens.length === 1 && tokens[0]?.kind === 'star') return [];
  return FILLINGS.map((filling) => fill(tokens, filling));
}

function fill(tokens: readonly Token[], filling: string): readonly Input[] {
  const inputs: Input[] = [];
  let colons = 0;
  const isArn = startsLikeArn(tokens);
  const add = (text: string): void => {
    for (const char of text.split('')) {
      inputs.push(char);
      if (char === ':') colons++;
    }
  };
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'char') add(token.chars.charAt(0));
    else if (token.kind === 'unknown') inputs.push(token);
    else if (token.kind === 'one') add(filling.charAt(0) || 'x');
    else {
      const whole = isWhole(tokens, index);
      const usual = isArn && whole ? SEGMENTS[colons] : undefined;
      add(usual === undefined ? filling : (usual[filling === '' ? usual.length - 1 : 0] ?? filling));
    }
  }
  return inputs;
}

/** Whether the star at the place makes up a segment of its own. */
const isWhole = (tokens: readonly Token[], index: number): boolean => isBorder(tokens[index - 1]) && isBorder(tokens[index + 1]);

const isBorder = (token: Token | undefined): boolean =>
  token === undefined || (token.kind === 'char' && (token.chars === ':' || token.chars === SEPARATOR));

function startsLikeArn(tokens: readonly Token[]): boolean {
  const text = tokens.map((token) => (token.kind === 'char' ? token.chars.charAt(0) : '*')).join('');
  return text.startsWith('arn:') || text.startsWith('*:') || text.startsWith(`aws${SEPARATOR}arn:`);
}
