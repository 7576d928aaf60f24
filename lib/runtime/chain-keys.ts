/**
 * The names under which the chain from instruction to call is kept: session tags, fields of log lines and of their indexes, request metadata of models, and
 * entries of baggage all take their names from here, so that one question finds all of them.
 */

/** The session tags that a role assumption carries where the declaration names none (`session.requiredTags`). */
export const SESSION_TAGS = ['run', 'task', 'user'] as const;

/**
 * Fields of a log line by which a chain is followed. `requestId` is that of the AWS request: CloudTrail (`requestID`) and the log of model invocations have the
 * same; `traceId` is that of spans; `sourceIdentity` is on every event of a session in CloudTrail.
 */
export const CHAIN_KEYS = ['requestId', 'run', 'sourceIdentity', 'task', 'traceId', 'user'] as const;

/** Those that are no session tags: the same whatever tags an agent requires. */
export const CHAIN_FIELDS = ['requestId', 'sourceIdentity', 'traceId'] as const satisfies readonly ChainKey[];

/** A field by which a chain is followed. */
export type ChainKey = (typeof CHAIN_KEYS)[number];
