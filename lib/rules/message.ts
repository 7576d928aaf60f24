/** The messages of rules: sentences with named places for values. */
import type { Severity } from '../finding/finding';

/** A sentence for what was found and one for how to mend it. A place for a value is its name in angle brackets. */
export interface Message {
  /** Lower case, no final period, the values of users in backticks. */
  readonly what: string;
  /** Can be pasted or followed as it stands. */
  readonly fix: string;
  /** Where this message is less grave than the rule. */
  readonly severity?: Severity;
}

export type Messages = Readonly<Record<string, Message>>;

type PlacesOf<Text extends string> = Text extends `${string}<${infer Name}>${infer Rest}` ? Name | PlacesOf<Rest> : never;

/** The values that a message needs: one for every place in its sentences. */
export type ValuesOf<One extends Message> = { readonly [Name in PlacesOf<One['what'] | One['fix']>]: string };

/** Puts values into a sentence. A place without a value stays as it is written. */
export const fillSentence = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/<([A-Za-z]+)>/g, (place, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? place) : place));
