/** Fills the holes of a plan's text with values that may be tokens. */
import { CfnResource, Fn, Reference, Token, Tokenization } from 'aws-cdk-lib';
import { fillHoles, type Hole } from '../policy/text';
import { type Derivation, derive, inputOfHole } from '../spec/derivation';

/** Tells the value of an input, or of account, region and partition. It may hold tokens. */
export type GivenValues = (input: string) => string | undefined;

/** What stands before the part, in every value that has the part. */
const DELIMITER: { readonly [Part in Derivation]: string } = { name: '/', host: '//', suffix: '-' };

/** A role of the app, where the value is the ARN of one. */
function roleOf(value: string): CfnResource | undefined {
  const { firstToken, length } = Tokenization.reverseString(value);
  if (length !== 1 || !Reference.isReference(firstToken) || firstToken.displayName !== 'Arn') return undefined;
  const { target } = firstToken;
  return CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::IAM::Role' ? target : undefined;
}

function latePart(value: string, derivation: Derivation): string {
  if (derivation === 'name') {
    // What follows the last token is known, and with it the name, whatever path stands before it.
    const known = value.slice(value.lastIndexOf('}') + 1);
    if (known.includes('/')) return derive(known, derivation);
    // A role may have a path, and CloudFormation cannot take the last piece of a text; but it knows the role by its name.
    const role = roleOf(value);
    if (role !== undefined) return role.ref;
  }
  return Fn.select(1, Fn.split(DELIMITER[derivation], value));
}

const part = (value: string, derivation: Derivation): string =>
  Token.isUnresolved(value) ? latePart(value, derivation) : derive(value, derivation);

/** The value of one hole, derived where the hole wants a part. */
export function holeValue(hole: Hole, given: GivenValues): string {
  const { input, derivation } = inputOfHole(hole);
  const value = given(input);
  if (value === undefined) throw new Error(`the plan asks for \`${hole.hole}\`, which nothing supplies`);
  return derivation === undefined ? value : part(value, derivation);
}

/** Text with every hole filled: literal where all values are, a CDK string with tokens otherwise. */
export const filledText = (text: string, given: GivenValues): string => fillHoles(text, (hole) => holeValue(hole, given));
