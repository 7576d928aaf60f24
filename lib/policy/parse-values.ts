/** Reading of the plain values that policy documents are made of. */
import { type FaultList, pointTo } from './parse-faults';
import { quote } from './quote';
import { HOLE_CLOSE, HOLE_OPEN } from './text';

/** No policy of any service may be as long as this; a longer string is refused before any work is spent on it. */
export const LONGEST_STRING = 65_536;

/** Characters that the IAM API takes in a document (CreatePolicy, `PolicyDocument`), and the brackets of our holes. */
const IAM_CHARACTERS = new RegExp(`^[\\u0009\\u000A\\u000D\\u0020-\\u00FF${HOLE_OPEN}${HOLE_CLOSE}]*$`);

export interface StringRules {
  readonly faults: FaultList;
  /** Whether IAM itself stores the document; other services take more characters. */
  readonly storedByIam: boolean;
}

/** What kind of JSON value something is, for messages. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of an object's own member; never one that it inherits. */
export const own = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** Reads a string; adds a fault and gives `undefined` where there is none. */
export function readString(value: unknown, pointer: string, what: string, { faults, storedByIam }: StringRules): string | undefined {
  if (typeof value !== 'string') faults.add(pointer, `${what} must be a string, not ${kindOf(value)}`);
  else if (value.length > LONGEST_STRING) faults.add(pointer, `${what} is longer than any policy that AWS accepts`);
  else if (storedByIam && !IAM_CHARACTERS.test(value)) {
    faults.add(pointer, `${what} ${quote(value)} holds a character that IAM does not accept in a policy`);
  } else return value;
  return undefined;
}

/** The members of a single value or a list, each with its pointer. An empty list is a fault. */
export function membersOf(value: unknown, pointer: string, what: string, faults: FaultList): readonly (readonly [unknown, string])[] {
  if (!Array.isArray(value)) return [[value, pointer]];
  if (value.length === 0) faults.add(pointer, `${what} must not be an empty list`);
  // `Array.from` visits the holes of a sparse array too.
  return Array.from(value, (member: unknown, index) => [member, pointTo(pointer, index)] as const);
}

/** Reads one string or a list of them. Faulty members are left out. */
export function readStrings(value: unknown, pointer: string, what: string, rules: StringRules): readonly (readonly [string, string])[] {
  return membersOf(value, pointer, what, rules.faults).flatMap(([member, place]) => {
    const text = readString(member, place, what, rules);
    return text === undefined ? [] : [[text, place] as const];
  });
}
