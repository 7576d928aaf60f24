/**
 * The form of what is declared, for whoever comes without the compiler's help. A form reads any value at all, gives back what is well-formed
 * of it, and tells the rest. It reads the members that it knows and no others, so that cycles and depth do not matter.
 */
import { didYouMean } from '../finding/did-you-mean';
import type { FindingList } from '../finding/finding-list';

/** Reads a value; `findings` stands at its place. Undefined where nothing of it can be used, which has been told. */
export type Form<T> = (value: unknown, findings: FindingList) => T | undefined;

/** No text of a policy is longer than the longest policy. */
const LONGEST_TEXT = 10_240;
const MOST_MEMBERS = 1_000;
const SHOWN = 80;

/** A value for a message: short, and never failing. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `\`${value.length > SHOWN ? `${value.slice(0, SHOWN - 1)}…` : value}\``;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return `\`${value}\``;
  return kindOf(value);
}

/** What a value is, in words. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (isList(value)) return 'a list';
  const words: Readonly<Record<string, string>> = { string: 'text', number: 'a number', boolean: 'true or false', object: 'a record' };
  return words[typeof value] ?? `a ${typeof value}`;
}

/** A revoked proxy throws even here. */
export function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

const refuse = (value: unknown, wanted: string, findings: FindingList): undefined => {
  findings.add('WI100', { what: `${kindOf(value)} stands where ${wanted} is wanted`, fix: `write ${wanted}` });
  return undefined;
};

export const text: Form<string> = (value, findings) => {
  if (typeof value !== 'string') return refuse(value, 'text', findings);
  if (value.length <= LONGEST_TEXT) return value;
  findings.add('WI100', {
    what: `a text of ${value.length} characters is longer than any policy`,
    fix: `write at most ${LONGEST_TEXT} characters`,
  });
  return undefined;
};

export const number: Form<number> = (value, findings) => (typeof value === 'number' ? value : refuse(value, 'a number', findings));

export const flag: Form<boolean> = (value, findings) => (typeof value === 'boolean' ? value : refuse(value, 'true or false', findings));

const listed = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** How to mend a word that is none of the known ones. */
export function suggestion(word: unknown, known: readonly string[]): string {
  const near = typeof word === 'string' ? didYouMean(word, known) : undefined;
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return known.length === 0 ? 'there is none to name' : `one of ${listed(known)}`;
}

/** One of a few words. */
export const oneOf =
  <const Words extends readonly [string, ...string[]]>(...words: Words): Form<Words[number]> =>
  (value, findings) => {
    const found = words.find((word) => word === value);
    if (found === undefined) findings.add('WI100', { what: `${shown(value)} is none of ${listed(words)}`, fix: suggestion(value, words) });
    return found;
  };

/** The items of a list; undefined for what is none. */
export function itemsOf(value: unknown, wanted: string, findings: FindingList): readonly unknown[] | undefined {
  if (!isList(value)) return refuse(value, wanted, findings);
  try {
    if (value.length <= MOST_MEMBERS) return Array.from(value);
    findings.add('WI100', { what: `a list of ${value.length} items is too long`, fix: `write at most ${MOST_MEMBERS}` });
  } catch {
    findings.add('WI100', { what: 'a list cannot be read', fix: 'declare plain data' });
  }
  return undefined;
}

/** The members of a record, own and enumerable; undefined for what is none. */
export function membersOf(value: unknown, wanted: string, findings: FindingList): ReadonlyMap<string, unknown> | undefined {
  if (value === null || typeof value !== 'object' || isList(value)) return refuse(value, wanted, findings);
  try {
    const entries = Object.entries(value);
    if (entries.length <= MOST_MEMBERS) return new Map(entries);
    findings.add('WI100', { what: `a record of ${entries.length} members is too large`, fix: `write at most ${MOST_MEMBERS}` });
  } catch {
    findings.add('WI100', { what: 'a record cannot be read', fix: 'declare plain data' });
  }
  return undefined;
}

/** Items that are not well-formed are left out. `what` names the items in the plural. */
export const listOf =
  <T>(form: Form<T>, what: string): Form<readonly T[]> =>
  (value, findings) =>
    itemsOf(value, `a list of ${what}`, findings)?.flatMap((item, index) => {
      const read = form(item, findings.below(String(index)));
      return read === undefined ? [] : [read];
    });

/** Values under names of the user's own. */
export const recordOf =
  <T>(form: Form<T>, what: string): Form<Readonly<Record<string, T>>> =>
  (value, findings) => {
    const members = membersOf(value, `a record of ${what}`, findings);
    if (members === undefined) return undefined;
    return Object.fromEntries(
      [...members].flatMap(([name, member]) => {
        const read = member === undefined ? undefined : form(member, findings.below(name));
        return read === undefined ? [] : [[name, read] as const];
      }),
    );
  };

type Read<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] extends Form<infer T> ? T : never };

/** A record of known members. Each may be missing: what it takes to be complete is for others to tell. */
export const record =
  <const Fields extends Readonly<Record<string, Form<unknown>>>>(fields: Fields, what = 'a record'): Form<Read<Fields>> =>
  (value, findings) => {
    const members = membersOf(value, what, findings);
    if (members === undefined) return undefined;
    const known = Object.keys(fields);
    return Object.fromEntries(
      [...members].flatMap(([name, member]) => {
        const form = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (form === undefined) {
          findings.add('WI100', { what: `${shown(name)} is not known here`, fix: suggestion(name, known), pointer: name });
          return [];
        }
        const read = member === undefined ? undefined : form(member, findings.below(name));
        return read === undefined ? [] : [[name, read] as const];
      }),
    ) as Read<Fields>;
  };

/** One of two forms, by what the value is. */
export const either =
  <A, B>(isFirst: (value: unknown) => boolean, first: Form<A>, second: Form<B>): Form<A | B> =>
  (value, findings) =>
    isFirst(value) ? first(value, findings) : second(value, findings);

/** A value that is of use only as a whole: half of it would mean something else. */
export const whole =
  <T>(form: Form<T>): Form<T> =>
  (value, findings) => {
    const before = findings.errors;
    const read = form(value, findings);
    return findings.errors === before ? read : undefined;
  };

/** The member of something that may be no record at all. */
export const peek = (value: unknown, name: string): unknown => {
  try {
    return value !== null && typeof value === 'object' ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
  } catch {
    return undefined;
  }
};
