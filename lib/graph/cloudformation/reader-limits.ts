/** Bounds on the work that one resource may cost, so that a mangled or hostile template ends in a message and not in a hang. */

/** Deeper nesting than CloudFormation or IAM take. */
export const DEEPEST = 64;
/** Values visited for one resource. */
export const MOST_STEPS = 200_000;
/** Characters of one resolved text; no policy of any service is longer. */
export const LONGEST_TEXT = 65_536;
/** Different problems told of one resource. */
export const MOST_PROBLEMS = 20;
