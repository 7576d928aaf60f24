/** Properties of resources, as the service would take them. */
import type { GraphResource } from '../../graph/identity-graph';
import { below, textValue } from '../../graph/values';
import { isRecord } from '../../policy/parse-values';

/** A value that only the deployment settles: what it depends on. */
export interface Open {
  readonly open: string;
}

export const isOpen = (value: unknown): value is Open => isRecord(value) && typeof value.open === 'string';

export { below };

type Resource = Pick<GraphResource, 'properties'>;

/** Text of a property, of a number too; undefined where it is left out or empty. */
export const textAt = ({ properties }: Resource, ...path: readonly string[]): string | undefined => {
  const text = textValue(below(properties, ...path))?.trim();
  return text === '' ? undefined : text;
};

/** A flag; what is neither yes nor no is open. */
export function flagAt({ properties }: Resource, path: readonly string[], otherwise: boolean): boolean | Open {
  const text = textValue(below(properties, ...path));
  if (text === undefined) return otherwise;
  const flag = text.toLowerCase();
  return flag === 'true' ? true : flag === 'false' ? false : { open: text };
}

/** A number; undefined where it is left out. */
export function numberAt({ properties }: Resource, ...path: readonly string[]): number | Open | undefined {
  const text = textValue(below(properties, ...path));
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  return Number.isNaN(number) ? { open: text } : number;
}

/** Members of a list, or the one that stands in its place. */
export const listAt = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];

/** What a resource is called: by its construct path, its name in the program or its logical id. */
export const resourceName = ({ place, name }: Pick<GraphResource, 'place' | 'name'>): string => place.path ?? place.resource ?? name;
