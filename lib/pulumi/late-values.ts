/** Fills the holes of a plan's text: at once where the values are known, in an Output only where one is still to come. */
import * as pulumi from '@pulumi/pulumi';
import { bindValue, inputOfHole } from '../plan/bind';
import { holesOf } from '../policy/text';

/** What a hole becomes: text, or an Output that may stay unknown in a preview. */
export type GivenValue = string | pulumi.Output<string>;

/** Tells what a hole becomes, by the name of its input; asked only for holes that are met. */
export type GivenValues = (input: string) => GivenValue | undefined;

/** The inputs whose values a JSON value waits for, holes in keys included. */
export const inputsIn = (value: unknown): ReadonlySet<string> =>
  new Set(holesOf(JSON.stringify(value) ?? '').map((hole) => inputOfHole(hole).input));

/** Fills a JSON value, keys included, and renders it; a value without late parts stays out of Outputs, so that a preview shows it whole. */
export function filled<Value>(value: Value, given: GivenValues, render: (bound: Value) => string): GivenValue {
  const known: Record<string, string> = {};
  const late: Record<string, pulumi.Output<string>> = {};
  for (const input of inputsIn(value)) {
    const found = given(input);
    if (found === undefined) throw new Error(`nothing fills the hole \`${input}\` of the plan`);
    if (typeof found === 'string') known[input] = found;
    else late[input] = found;
  }
  if (Object.keys(late).length === 0) return render(bindValue(value, known));
  return pulumi.all(late).apply((values) => render(bindValue(value, { ...known, ...values })));
}
