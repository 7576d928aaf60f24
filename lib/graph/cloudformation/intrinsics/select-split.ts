/**
 * `Fn::Select` and `Fn::Split`: parts of texts.
 *
 * A late text is split at the delimiters that are certainly there. Of an unknown as a whole, the parts that a plan derives (`Derivation`) are named as the
 * plan names them; any other part is an unknown of its own.
 */

import { isRecord, own } from '../../../policy/parse-values';
import type { ShapeName } from '../../../policy/shapes';
import { type Hole, parseText, renderHole, type TextParts } from '../../../policy/text';
import { type Derivation, derived } from '../../../spec/derivation';
import { holeText } from '../../hole-name';
import type { Resolver } from '../resolver';

/** The parts that emitters take with `Fn::Select` 1 of `Fn::Split`, by delimiter. */
const DERIVATIONS: ReadonlyMap<string, Derivation> = new Map<string, Derivation>([
  ['/', 'name'],
  ['//', 'host'],
  ['-', 'suffix'],
]);

/** Shapes whose values never hold any of these characters. */
const WITHOUT: ReadonlyMap<ShapeName, string> = new Map<ShapeName, string>([
  ['account', '/:-._'],
  ['account-id', '/:-._'],
  ['region', '/:._'],
  ['partition', '/:._'],
  ['name', '/:'],
  ['organization-id', '/:._'],
  ['vpc-id', '/:._'],
]);

/** Fields of an ARN that have a shape of their own. */
const ARN_FIELDS: ReadonlyMap<number, ShapeName> = new Map<number, ShapeName>([
  [1, 'partition'],
  [4, 'account-id'],
]);

const splits = (part: string | Hole, delimiter: string): boolean =>
  typeof part !== 'string' && ![...delimiter].some((character) => WITHOUT.get(part.shape)?.includes(character) === true);

/** The pieces of a text whose holes cannot hold the delimiter; undefined where one may. */
function pieces(parts: TextParts, delimiter: string): readonly string[] | undefined {
  if (parts.some((part) => splits(part, delimiter))) return undefined;
  const found = [''];
  for (const part of parts) {
    const [head = '', ...rest] = typeof part === 'string' ? part.split(delimiter) : [renderHole(part)];
    found.push(`${found.pop()}${head}`, ...rest);
  }
  return found;
}

function partOf(text: string, delimiter: string, index: number, resolver: Resolver): string {
  const parts = parseText(text);
  const exact = pieces(parts, delimiter);
  if (exact !== undefined) return pieceAt(exact, index, resolver);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') return partOfHole(only, delimiter, index);
  // What stands before the first hole that may hold the delimiter is still certain.
  const first = parts.findIndex((part) => splits(part, delimiter));
  const before = pieces(parts.slice(0, first), delimiter) ?? [];
  const certain = index < before.length - 1 ? before[index] : undefined;
  return certain ?? partOfText(text, delimiter, index);
}

/** A part that is the same wherever the same text is split in the same way, and only there. */
const partOfText = (text: string, delimiter: string, index: number): string => holeText('any', `${text}${delimiter}`, `part${index}`);

function partOfHole(hole: Hole, delimiter: string, index: number): string {
  const derivation = index === 1 ? DERIVATIONS.get(delimiter) : undefined;
  if (derivation !== undefined) return derived(renderHole(hole), derivation);
  const shape = delimiter === ':' && hole.shape.endsWith('-arn') ? ARN_FIELDS.get(index) : undefined;
  return delimiter === ':' ? holeText(shape ?? 'any', hole.hole, `part${index}`) : partOfText(renderHole(hole), delimiter, index);
}

function pieceAt(values: readonly unknown[], index: number, resolver: Resolver): string {
  const found = values[index];
  if (typeof found === 'string') return found;
  resolver.problem(`\`Fn::Select\` asks for number ${index} of ${values.length}`);
  return resolver.hole('unread');
}

const splitArguments = (argument: unknown, resolver: Resolver): { readonly delimiter: string; readonly text: string } | undefined => {
  const [delimiter, source]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const text = resolver.textOf(source);
  return typeof delimiter === 'string' && delimiter !== '' && text !== undefined ? { delimiter, text } : undefined;
};

export function split(argument: unknown, resolver: Resolver): unknown {
  const given = splitArguments(argument, resolver);
  if (given === undefined) {
    resolver.problem('`Fn::Split` must be given a delimiter and a text');
    return resolver.hole('unread');
  }
  return pieces(parseText(given.text), given.delimiter) ?? [holeText('any', `${given.text}${given.delimiter}`, 'parts')];
}

export function select(argument: unknown, resolver: Resolver): unknown {
  const [at, from]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const index = Number(resolver.textOf(at) ?? Number.NaN);
  if (Number.isInteger(index) && index >= 0) {
    const source = isRecord(from) && Object.keys(from).length === 1 ? own(from, 'Fn::Split') : undefined;
    const given = source === undefined ? undefined : splitArguments(source, resolver);
    if (given !== undefined) return partOf(given.text, given.delimiter, index, resolver);
    const values = resolver.resolve(from);
    if (Array.isArray(values)) return selected(values, from, index, resolver);
  }
  resolver.problem('`Fn::Select` must be given a number and a list');
  return resolver.hole('unread');
}

/** A member of a list; of a list that is one unknown, an unknown of its own. */
function selected(values: readonly unknown[], from: unknown, index: number, resolver: Resolver): unknown {
  const [only] = values;
  if (Array.isArray(from) || values.length !== 1 || typeof only !== 'string') return values[index] ?? pieceAt(values, index, resolver);
  const [hole] = parseText(only);
  return hole === undefined || typeof hole === 'string' ? pieceAt(values, index, resolver) : holeText('any', hole.hole, `part${index}`);
}
