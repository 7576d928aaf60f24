/** Under which conditions the agent may act at all. */
export interface AccessSpec {
  /**
   * Regions in which requests may be processed; calls to other regions are denied, those of global services excepted. Destination regions of inference
   * profiles must be among them.
   */
  readonly regions?: readonly [string, ...string[]];
  /** What is to happen when a threat is found. Room for a quarantine policy is kept in every role. */
  readonly onThreat?: 'quarantine';
}
