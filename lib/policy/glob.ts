/** Matching of `*` and `?` in time bounded by the product of the lengths, without backtracking over more than one star. */
import { type Pattern, parsePattern } from './pattern';

/** What stands between two stars: code units, `ONE` for a `?`. */
interface Piece {
  readonly length: number;
  /** The literal text; absent where the piece holds a `?`. */
  readonly text?: string;
  readonly units?: readonly number[];
}

/** A pattern ready to be matched many times. */
export interface Glob {
  /** The runs between the stars; one run where there is no star, and none where a literal says all. */
  readonly pieces: readonly Piece[];
  /** The one text that matches, where there are no wildcards. */
  readonly literal: string | undefined;
  /** Whether every text matches. */
  readonly everything: boolean;
}

const ONE = -1;
const NO_PIECES: readonly Piece[] = [];

/**
 * Prepares a pattern of literal text and wildcards.
 *
 * @throws {TypeError} where the pattern holds a variable or a hole: those have to be resolved first
 */
export function compileGlob(pattern: Pattern): Glob {
  const pieces: Piece[] = [];
  let text = '';
  let units: number[] | undefined;
  const close = (last: boolean): void => {
    const piece: Piece = units === undefined ? { length: text.length, text } : { length: units.length, units };
    // Of two neighbouring stars one is enough; the first and the last run stay, as they tie the ends down.
    if (pieces.length === 0 || last || piece.length > 0) pieces.push(piece);
    text = '';
    units = undefined;
  };
  for (const part of pattern) {
    if (part.kind === 'any') close(false);
    else if (part.kind === 'one') {
      units ??= Array.from(text, (_, index) => text.charCodeAt(index));
      units.push(ONE);
    } else if (part.kind === 'text') {
      if (units === undefined) text += part.text;
      else for (let index = 0; index < part.text.length; index++) units.push(part.text.charCodeAt(index));
    } else throw new TypeError(`a ${part.kind} cannot be matched before its value is known`);
  }
  close(true);
  const literal = pieces.length === 1 ? pieces[0]?.text : undefined;
  return {
    pieces: literal === undefined ? pieces : NO_PIECES,
    literal,
    everything: pieces.length === 2 && pieces.every(({ length }) => length === 0),
  };
}

const pieceAt = ({ text, units }: Piece, value: string, at: number): boolean => {
  if (units === undefined) return value.startsWith(text ?? '', at);
  for (let index = 0; index < units.length; index++) {
    const unit = units[index];
    if (unit !== ONE && unit !== value.charCodeAt(at + index)) return false;
  }
  return true;
};

const findPiece = (piece: Piece, value: string, from: number, limit: number): number => {
  const last = limit - piece.length;
  if (piece.units === undefined) {
    const at = value.indexOf(piece.text ?? '', from);
    return at > last ? -1 : at;
  }
  for (let at = from; at <= last; at++) if (pieceAt(piece, value, at)) return at;
  return -1;
};

/** Whether the whole value matches. The leftmost place of each run is always the best one, so nothing is tried twice. */
export function globMatches(glob: Glob, value: string): boolean {
  if (glob.literal !== undefined) return value === glob.literal;
  return glob.everything || piecesMatch(glob.pieces, value);
}

function piecesMatch(pieces: readonly Piece[], value: string): boolean {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return value === '';
  if (pieces.length === 1) return value.length === first.length && pieceAt(first, value, 0);
  const limit = value.length - last.length;
  if (limit < first.length || !pieceAt(first, value, 0) || !pieceAt(last, value, limit)) return false;
  let at = first.length;
  for (let index = 1; index < pieces.length - 1; index++) {
    const piece = pieces[index];
    if (piece === undefined) return false;
    const found = findPiece(piece, value, at, limit);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return true;
}

/** Whether `value` matches `pattern`, in which `*` stands for any run of characters and `?` for one; case matters. */
export const matchGlob = (pattern: string, value: string): boolean =>
  globMatches(compileGlob(parsePattern(pattern, { wildcards: true, variables: false })), value);
