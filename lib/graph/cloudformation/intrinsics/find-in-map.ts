/** `Fn::FindInMap`: a value of the template's mappings. */

import { isRecord, own } from '../../../policy/parse-values';
import { hasHole } from '../../../policy/text';
import { NOTHING } from '../nothing';
import type { Resolver } from '../resolver';

/** Members that a key can mean: the one it names, or all of them while the key is open. */
const under = (members: readonly unknown[], key: string): readonly unknown[] =>
  members.flatMap((member) => {
    if (!isRecord(member)) return [];
    if (hasHole(key)) return Object.values(member);
    return Object.hasOwn(member, key) ? [own(member, key)] : [];
  });

export function findInMap(argument: unknown, resolver: Resolver): unknown {
  const [map, first, second, otherwise]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const [name, top, inner] = [map, first, second].map((part) => resolver.textOf(part));
  if (name === undefined || top === undefined || inner === undefined) {
    resolver.problem('`Fn::FindInMap` must be given a mapping and two keys');
    return resolver.hole('unread');
  }
  const mapping = resolver.template.mappings.get(name);
  const found = under(under([mapping], top), inner);
  const fallback =
    isRecord(otherwise) && Object.hasOwn(otherwise, 'DefaultValue') ? resolver.resolve(own(otherwise, 'DefaultValue')) : NOTHING;
  if (found.length === 0 && fallback !== NOTHING) return fallback;
  const texts = new Set([...found, ...(fallback === NOTHING ? [] : [fallback])].map((value) => JSON.stringify(value)));
  // Every entry the key can mean says the same, so which one it is does not matter.
  if (texts.size === 1) return found[0];
  if (texts.size === 0) resolver.problem(`the mapping \`${name}\` has no such entry`);
  return resolver.hole(name, top, inner);
}
