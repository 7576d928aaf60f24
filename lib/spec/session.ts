/** How long a component's credentials live, and what its sessions must carry. */
export interface SessionSpec {
  /** The longest session of a role, in minutes: 60 (the default, and the least that IAM lets a role have) to 720. Sessions that an AWS service creates have the service's own length. */
  readonly maxMinutes?: number;
  /** Session tags that a component must carry when it assumes another's role; default `run`, `task` and `user`. */
  readonly requiredTags?: readonly [string, ...string[]];
}

/** The session tags that a role assumption carries where the declaration names none. */
export const DEFAULT_SESSION_TAGS = ['run', 'task', 'user'] as const;

/** The tags by which a role says whose it is. No caller may pass them as session tags, which would override them. */
export const IDENTITY_TAG_PREFIX = 'agent-identity:';
