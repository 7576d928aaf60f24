/** What a component does in one task at a time, under a role of its own whose sessions say for whom. */
import type { Capability, Denial, Permission } from './permission';
import type { Text } from './text';

/** The task-scoped role of a component. Only the component itself can assume it, with every tag, a source identity, and for an hour at most. */
export interface TaskSpec {
  /**
   * Session tags that every session of the task role carries, none of them empty, and no others: 1 to 50 keys. The component says their values; IAM keeps them for
   * the length of the session.
   */
  readonly tags: readonly [string, ...string[]];
  /** What a task may do. Name the tags with {@link sessionTag}, so that a session reaches only what its task is about. */
  readonly can: readonly [Permission | Capability, ...(Permission | Capability)[]];
  /** What a task must never do, besides what the component must not. */
  readonly cannot?: readonly Denial[];
}

/**
 * The value that the session has for a tag, as IAM fills it in with each request: text`${bucket}/tenants/${sessionTag('tenant')}/*`. A session without the tag is
 * allowed nothing by it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export const sessionTag = (key: string): Text => `\${aws:PrincipalTag/${key}}` as Text;
