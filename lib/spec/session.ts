/** How long a component's credentials live, and what its sessions must carry. */
import type { FindingList } from '../finding/finding-list';
import { SESSION_TAGS } from '../runtime/chain-keys';

export interface SessionSpec {
  /** The longest session of a role, in minutes: 60 (the default, and the least that IAM lets a role have) to 720. Sessions that an AWS service creates have the service's own length. */
  readonly maxMinutes?: number;
  /** Session tags that a component must carry when it assumes another's role; default `run`, `task` and `user`. */
  readonly requiredTags?: readonly [string, ...string[]];
}

/** The session tags that a role assumption carries where the declaration names none. */
export const DEFAULT_SESSION_TAGS = SESSION_TAGS;

/** The tags by which a role says whose it is. No caller may pass them as session tags, which would override them. */
export const IDENTITY_TAG_PREFIX = 'agent-identity:';

/** Tells keys that session tags cannot have. `pointer` names the list. */
export function checkTagKeys(tags: readonly string[], pointer: string, findings: FindingList): void {
  const name = pointer.slice(pointer.lastIndexOf('.') + 1);
  if (tags.length === 0) findings.add('WI122', { what: `\`${name}\` is empty`, fix: 'name at least one session tag', pointer });
  const twice = tags.find((tag, index) => tags.findIndex((other) => other.toLowerCase() === tag.toLowerCase()) !== index);
  if (twice !== undefined)
    findings.add('WI122', {
      what: `the session tag \`${twice}\` is required twice: keys of session tags fold case`,
      fix: 'name each tag once',
      pointer,
    });
  for (const tag of tags) {
    const own = tag.toLowerCase().startsWith(IDENTITY_TAG_PREFIX);
    if (own || tag.toLowerCase().startsWith('aws:') || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(tag)) {
      findings.add('WI122', {
        what: `\`${tag}\` cannot be a session tag`,
        fix: own
          ? 'that tag says whose a role is, and a caller could forge it; choose another name'
          : 'use 1 to 128 letters, digits, spaces and `_ . : / = + - @`, not beginning with `aws:`',
        pointer,
      });
    }
  }
}
