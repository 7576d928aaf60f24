/** Patterns that name nothing in particular. */
import { arnParts, arnPlace } from './accounts';

/** Whether an action pattern names no service, or none of the service's actions. */
export const namesNoAction = (pattern: string): boolean => /^(?:[*?]+|[^:]*[*?][^:]*:.*|[^:]+:[*?]+)$/.test(pattern);

/** Whether an action pattern covers every service. */
export const coversServices = (pattern: string): boolean => /^\*+(?::[*?]*\*[*?]*)?$/.test(pattern);

/** Whether the name of an action is open at its start, so that it says nothing of what is done: `*Policy`. */
export const isOpenAtStart = (pattern: string): boolean => /^[^:]*:[*?]/.test(pattern);

/** Whether an action pattern is not written out far enough to tell what is permitted. */
export const isWideAction = (pattern: string): boolean => namesNoAction(pattern) || isOpenAtStart(pattern);

/** `type/` or `type:` before the name of a resource. */
const TYPE = /^[a-z0-9-]+[/:]/i;

/** Services whose ARNs name the resource at once, without its type before it. */
const NAMED_AT_ONCE: ReadonlySet<string> = new Set(['execute-api', 's3', 'sns', 'sqs']);

/** All that is before the resource itself, or less, and then a star: `*`, `arn:*`, `arn:aws:s3*`. */
const BEFORE_RESOURCE = /^(?:a|ar|arn|arn(?::[a-z0-9*?-]*){1,4}:?)?\*+$/i;

/** Whether a resource pattern names not even a type of resource. */
export const namesNoType = (pattern: string): boolean => BEFORE_RESOURCE.test(pattern);

/** Whether a resource pattern names no resource: whatever its name, it matches. A value that is known only at deployment counts as a name. */
export function isOpenResource(pattern: string): boolean {
  if (namesNoType(pattern)) return true;
  const rest = arnParts(pattern)?.rest;
  if (rest === undefined) return false;
  const name = NAMED_AT_ONCE.has(arnPlace(pattern)?.service ?? '') ? rest : rest.replace(TYPE, '');
  const [first = ''] = name.replace(/^\//, '').split(/[/:]/);
  return /^[*?]*\*[*?]*$/.test(first);
}
