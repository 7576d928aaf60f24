/**
 * JSON text with values put in at deployment: one `Fn::Sub`, no custom resource.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
import { Aws, Fn, Token } from 'aws-cdk-lib';
import { type Hole, hasHole, parseText } from '../policy/text';
import { type GivenValues, holeValue } from './filled-text';

/** What `Fn::Sub` knows without being told. */
const PSEUDO: ReadonlyMap<string, string> = new Map([
  [Aws.ACCOUNT_ID, 'AWS::AccountId'],
  [Aws.REGION, 'AWS::Region'],
  [Aws.PARTITION, 'AWS::Partition'],
]);

/** `${…}` that IAM is to read, such as a policy variable, must pass through `Fn::Sub`. */
const kept = (text: string): string => text.replaceAll('${', '${!');

const insideJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** Names for values, one for each, of letters and digits as `Fn::Sub` wants. */
class Variables {
  readonly values: Record<string, string> = {};
  private readonly names = new Map<string, string>();

  nameOf({ hole }: Hole, value: string): string {
    const known = this.names.get(hole);
    if (known !== undefined) return known;
    const plain = hole.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_match, next: string | undefined) => (next ?? '').toUpperCase());
    let name = plain;
    for (let count = 2; Object.hasOwn(this.values, name); count += 1) name = `${plain}${count}`;
    this.names.set(hole, name);
    this.values[name] = value;
    return name;
  }
}

/** JSON text with its holes filled: plain text where all values are literal, else an `Fn::Sub`. */
export function subText(json: string, given: GivenValues): string {
  if (!hasHole(json)) return json;
  const variables = new Variables();
  const pieces = parseText(json).map((piece) => {
    if (typeof piece === 'string') return { text: piece, late: false };
    const value = holeValue(piece, given);
    return Token.isUnresolved(value)
      ? { text: `\${${PSEUDO.get(value) ?? variables.nameOf(piece, value)}}`, late: true }
      : { text: insideJson(value), late: false };
  });
  if (!pieces.some(({ late }) => late)) return pieces.map(({ text }) => text).join('');
  const body = pieces.map(({ text, late }) => (late ? text : kept(text))).join('');
  return Object.keys(variables.values).length === 0 ? Fn.sub(body) : Fn.sub(body, variables.values);
}
