/** Fills the holes of a plan's text with values that may be tokens. */
import { Fn, Token } from 'aws-cdk-lib';
import { fillHoles, type Hole } from '../policy/text';
import { type Derivation, derive, inputOfHole } from '../spec/derivation';

/** Tells the value of an input, or of account, region and partition. It may hold tokens. */
export type GivenValues = (input: string) => string | undefined;

/** What stands before the part, in every value that has the part. */
const DELIMITER: { readonly [Part in Derivation]: string } = { name: '/', host: '//', suffix: '-' };

const part = (value: string, derivation: Derivation): string =>
  Token.isUnresolved(value) ? Fn.select(1, Fn.split(DELIMITER[derivation], value)) : derive(value, derivation);

/** The value of one hole, derived where the hole wants a part. */
export function holeValue(hole: Hole, given: GivenValues): string {
  const { input, derivation } = inputOfHole(hole);
  const value = given(input);
  if (value === undefined) throw new Error(`the plan asks for \`${hole.hole}\`, which nothing supplies`);
  return derivation === undefined ? value : part(value, derivation);
}

/** Text with every hole filled: literal where all values are, a CDK string with tokens otherwise. */
export const filledText = (text: string, given: GivenValues): string => fillHoles(text, (hole) => holeValue(hole, given));
