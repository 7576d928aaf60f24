/** What makes a witness realistic. Nothing in it changes a verdict. */
export interface Vocabulary {
  /** The actions that exist, in AWS's spelling, which match an action pattern. */
  actionsMatching(pattern: string): readonly string[];
  /** Patterns of the resources that an action accepts; `*` for an action that knows no resources; none where that is not known. */
  resourcePatterns(action: string): readonly string[];
  /** Values that a condition key really has, the most common first. */
  exampleValues(key: string): readonly string[];
  /** Patterns in IAM's wildcards of the values that a condition key can have; none where anything goes. */
  valuePatterns(key: string): readonly string[];
}
