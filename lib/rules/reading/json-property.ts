/** Properties that hold JSON, as such or as text. */
import type { GraphResource } from '../../graph/identity-graph';
import { below } from './properties';

/** What a property holds; its text where that is no JSON. */
export function jsonAt({ properties }: GraphResource, ...path: readonly string[]): unknown {
  const value = below(properties, ...path);
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
