/** `Fn::Join`: texts with a delimiter between them. */
import type { Resolver } from '../resolver';

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

export function join(argument: unknown, resolver: Resolver): unknown {
  const [delimiter, values]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const resolved = resolver.resolve(values);
  const texts = Array.isArray(resolved) ? resolved.map(asText) : [undefined];
  if (typeof delimiter === 'string' && texts.every((text) => text !== undefined)) return resolver.bounded(texts.join(delimiter));
  resolver.problem('`Fn::Join` must be given a delimiter and a list of texts');
  return resolver.hole('unread');
}
