/** The binary operator: base-64 text compared byte for byte. */
import { literalText } from '../pattern';
import { quote } from '../quote';
import { matchesNothing, type Operator } from './operator';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a base-64 text, written two hexadecimal digits each; `undefined` for text that is not base-64. */
export function parseBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const data = text.replace(/=+$/, '');
  if (data.length % 4 === 1 || (data.length !== text.length && text.length % 4 !== 0)) return undefined;
  let bytes = '';
  let buffer = 0;
  let bits = 0;
  for (const character of data) {
    buffer = ((buffer << 6) | ALPHABET.indexOf(character)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += ((buffer >> bits) & 0xff).toString(16).padStart(2, '0');
    }
  }
  return bytes;
}

export const BINARY_OPERATORS: readonly Operator[] = [
  {
    name: 'BinaryEquals',
    family: 'binary',
    negated: false,
    positive: 'BinaryEquals',
    wildcards: false,
    variables: false,
    prepare: (pattern) => {
      const expected = parseBase64(literalText(pattern) ?? '=');
      return expected === undefined ? matchesNothing : (value) => parseBase64(value) === expected;
    },
    faultOf: (text) => (parseBase64(text) === undefined ? `${quote(text)} is not base-64` : undefined),
  },
];
