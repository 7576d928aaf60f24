/** The requests that there are: the form of actions, resources and callers. */
import type { Dimension } from './atom';
import type { PatternTable, Token, TokenPattern } from './token';

const STAR: Token = { kind: 'star', reach: 'yes' };
const SEGMENT: Token = { kind: 'star', reach: 'no' };
const ONE: Token = { kind: 'one', reach: 'no' };

const text = (chars: string): readonly Token[] => chars.split('').map((char): Token => ({ kind: 'char', chars: char }));
const colon = text(':');

/** `service:Name`. */
const ACTION = [ONE, SEGMENT, ...colon, ONE, SEGMENT];

/** An ARN of six segments, or `*` for an action that knows no resources. */
const ARN = [...text('arn:'), SEGMENT, ...colon, SEGMENT, ...colon, SEGMENT, ...colon, SEGMENT, ...colon, STAR];
const NO_RESOURCE = text('*');

/** The patterns of which every value of a dimension matches one; `undefined` for a dimension that is free. */
export type Domains = (dimension: Dimension) => readonly TokenPattern[] | undefined;

export function domainsOf(table: PatternTable, principals: readonly (readonly Token[])[]): Domains {
  return (dimension) => {
    if (dimension === 'action') return [table.intern(ACTION)];
    if (dimension === 'resource') return [table.intern(ARN), table.intern(NO_RESOURCE)];
    return dimension === 'principal' ? principals.map((tokens) => table.intern(tokens)) : undefined;
  };
}
