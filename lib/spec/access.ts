/** Under which conditions the agent may act at all. */
import type { ComponentAccess } from './access/index';

/** Conditions on every component, and what is to happen when a threat is found. */
export interface AccessSpec extends ComponentAccess {
  /** What is to happen when a threat is found. Room for a quarantine policy is kept in every role. */
  readonly onThreat?: 'quarantine';
}
