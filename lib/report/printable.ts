/** Makes text from anywhere safe to print: no terminal escapes, no line breaks, no characters that reorder or hide what is read. */

// Control characters, invisible format characters (direction marks among them), line and paragraph separators.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escapeCharacter = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
};

/** The text on one line; every character that would not show is written as its code point, such as `\u001b`. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, escapeCharacter);
