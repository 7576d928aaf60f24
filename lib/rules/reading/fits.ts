/** Whether resources are ones that actions accept, seen at a glance where it can be. */
import { resourceFits } from '../../policy/data/resource-fits';
import { hasHole } from '../../policy/text';
import { arnParts, arnPlace } from './accounts';
import type { KnownAction } from './known-actions';

/** The literal text that a template or pattern begins with. */
const headOf = (text: string): string => /^[^*?$⟨]*/.exec(text)?.[0] ?? '';

interface Typed {
  readonly service: string | undefined;
  /** What the name of the type is, and all before the first thing that is not written out. */
  readonly head: string;
}

const typed = (arn: string): Typed => ({ service: arnPlace(arn)?.service, head: headOf(arnParts(arn)?.rest ?? '') });

const templates = new Map<string, Typed>();

/** The same of a template of the reference, which are few. */
function ofTemplate(template: string): Typed {
  const before = templates.get(template);
  if (before !== undefined) return before;
  const answer = typed(template);
  templates.set(template, answer);
  return answer;
}

/** Whether a pattern names the type of resource that a template is of: `log-group:…`, `table/…`. */
const namesType = (template: Typed, pattern: Typed): boolean =>
  template.head !== '' && template.service === pattern.service && pattern.head.startsWith(template.head);

/** Where something is deployed to decides no fit: every template leaves it open. */
const deployed = (pattern: string): string =>
  pattern.replaceAll('⟨partition⟩', 'aws').replaceAll('⟨region⟩', 'eu-central-1').replaceAll('⟨account⟩', '111122223333');

/** Buckets and objects, whose names decide no fit either. */
const BUCKET = /^arn:[^:]*:s3:::(?=[^:]*$)/;

const known = new Map<string, boolean>();

/** The answer for buckets and objects, which are many and alike. */
function fitsNothingInBuckets(action: string, pattern: string): boolean {
  const [head = ''] = BUCKET.exec(pattern) ?? [];
  const alike =
    head +
    pattern
      .slice(head.length)
      .replaceAll(/[A-Za-z0-9._-]+/g, 'x')
      .slice(0, 64);
  const key = `${action} ${alike}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const answer = resourceFits(action, alike) === 'no';
  known.set(key, answer);
  return answer;
}

/**
 * Whether no resource that the action accepts matches the pattern. A pattern that names the type of one is not looked at further, and neither is one of the
 * same service with a value that is known only at deployment.
 */
export function fitsNothing({ action, resourceTypes }: KnownAction, written: string): boolean {
  if (/^\*+$/.test(written)) return false;
  const pattern = deployed(written);
  const own = typed(pattern);
  const accepted = resourceTypes.flatMap(({ arns }) => arns.map(ofTemplate));
  if (accepted.some((template) => namesType(template, own))) return false;
  if (hasHole(pattern) && (own.service === undefined || accepted.some(({ service }) => service === own.service))) return false;
  return BUCKET.test(pattern) && !pattern.includes('$') ? fitsNothingInBuckets(action, pattern) : resourceFits(action, pattern) === 'no';
}
