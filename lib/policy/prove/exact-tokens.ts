import { parsePattern } from '../pattern';
import { textTokens } from './compile-pattern';
import type { Token } from './token';

const PLAIN = { wildcards: false, variables: false } as const;

/** Exactly this text, holes included. */
export const exactTokens = (text: string): readonly Token[] => textTokens(parsePattern(text, PLAIN), PLAIN);
