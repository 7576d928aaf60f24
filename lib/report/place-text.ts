/** Places on one line. */
import type { Place } from '../finding/finding';
import { printable } from './printable';

const PLAIN_SEGMENT = /^[A-Za-z0-9_-]+$/;

/** A JSON pointer as a property path; a segment that is no plain word stands in brackets. Other paths stay as they are. */
export function pathOfPointer(pointer: string): string {
  if (!pointer.startsWith('/')) return pointer;
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((segment, index) => (PLAIN_SEGMENT.test(segment) ? (index === 0 ? segment : `.${segment}`) : `[${JSON.stringify(segment)}]`))
    .join('');
}

/** Everything that is known of a place: path, resource, property, then file and line. Empty where nothing is. */
export function placeToText({ component, file, path, resource, pointer, line }: Place): string {
  const property = pointer === undefined || pointer === '' ? undefined : pathOfPointer(pointer);
  const owner = path === undefined ? resource : resource === undefined || resource === path ? path : `${path} (${resource})`;
  // A path within a declaration names its component already.
  const named = owner ?? (component === undefined || property?.startsWith(`components.${component}`) ? undefined : component);
  const spot = [named, property].filter((part) => part !== undefined).join(' ');
  const source = file === undefined ? undefined : line === undefined ? file : `${file}:${line}`;
  return printable([spot, source].filter((part) => part !== undefined && part !== '').join(', '));
}
