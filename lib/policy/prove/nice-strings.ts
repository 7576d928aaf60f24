/** Strings that a reader takes for real, tried before the shortest one is searched for. */
import { type Input, SEPARATOR, type Token, type TokenPattern } from './token';

/** Account numbers that AWS keeps for documentation, and fillings for wildcards, in the order in which they are tried. */
const ACCOUNTS = ['111122223333', '444455556666', '777788889999'] as const;
/** Nothing longer reads well. */
const LONGEST = 2000;
const FILLINGS = ['example', '', 'Example', '1'] as const;

/** Some matches of the pattern, with its unknowns where it holds them. Sorted by how well they read. */
export function* niceStrings({ tokens }: TokenPattern): Generator<readonly Input[]> {
  if (tokens.length > LONGEST) return;
  for (const account of ACCOUNTS) for (const filling of FILLINGS) yield new Filler(tokens, filling, account).fill();
}

class Filler {
  readonly #inputs: Input[] = [];
  #colons = 0;
  #separators = 0;
  #digits = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly filling: string,
    readonly account: string,
  ) {}

  fill(): readonly Input[] {
    for (const [index, token] of this.tokens.entries()) {
      if (token.kind === 'unknown') this.#inputs.push(token);
      else if (token.kind === 'char') this.#add(token.chars.length < 10 ? token.chars.charAt(0) : this.account.charAt(this.#digits++ % 12));
      else if (token.kind === 'star') this.#add(this.#star(index));
      // A `?` before a star says no more than that there is something.
      else if (this.tokens[index + 1]?.kind !== 'star' || this.filling === '') this.#add(this.filling.charAt(0) || 'x');
    }
    return this.#inputs;
  }

  #add(text: string): void {
    for (const char of text.split('')) {
      this.#inputs.push(char);
      if (char === ':') this.#colons++;
      else if (char === SEPARATOR) this.#separators++;
    }
  }

  #star(index: number): string {
    // A session and a canonical user id are named only where someone asks for them.
    if (this.#separators >= 2) return '';
    if (!this.#isArn()) return this.filling;
    const usual = isBorder(this.tokens[index + 1]) ? this.#segment(isBorder(this.tokens[index - 1])) : undefined;
    return usual ?? this.filling;
  }

  /** What the segment of an ARN usually holds; a partition may begin with `aws`. */
  #segment(whole: boolean): string | undefined {
    const empty = this.filling === '';
    switch (this.#colons) {
      case 0:
        return whole ? 'arn' : undefined;
      case 1:
        return whole ? 'aws' : '';
      case 2:
        return whole ? 's3' : undefined;
      case 3:
        return whole ? (empty ? '' : 'eu-central-1') : undefined;
      case 4:
        return whole ? (empty ? '' : this.account) : undefined;
      default:
        return undefined;
    }
  }

  #isArn(): boolean {
    const text = this.tokens.map((token) => (token.kind === 'char' ? token.chars.charAt(0) : '*')).join('');
    return text.startsWith('arn:') || text.startsWith('*:') || text.startsWith(`aws${SEPARATOR}arn:`);
  }
}

const isBorder = (token: Token | undefined): boolean =>
  token === undefined || (token.kind === 'char' && (token.chars === ':' || token.chars === SEPARATOR));
