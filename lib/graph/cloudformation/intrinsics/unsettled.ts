/** Functions whose results matter little to identities, or are known only at deployment. */
import { hasHole } from '../../../policy/text';
import { NOTHING } from '../nothing';
import type { Resolver } from '../resolver';

export function toJsonString(argument: unknown, resolver: Resolver): unknown {
  const resolved = resolver.resolve(argument);
  return resolved === NOTHING ? NOTHING : resolver.bounded(JSON.stringify(resolved) ?? '');
}

export function base64(argument: unknown, resolver: Resolver): unknown {
  const text = resolver.textOf(argument);
  return text === undefined || hasHole(text) ? resolver.hole('base64', JSON.stringify(argument)) : btoaText(text);
}

const btoaText = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

export function length(argument: unknown, resolver: Resolver): unknown {
  const resolved = resolver.resolve(argument);
  return Array.isArray(resolved) && !resolved.some((member) => typeof member === 'string' && hasHole(member))
    ? resolved.length
    : resolver.hole('length', JSON.stringify(argument));
}

/** A list that one unknown stands for. */
export const listOfUnknown =
  (what: string) =>
  (argument: unknown, resolver: Resolver): unknown => [resolver.hole(what, JSON.stringify(argument))];
