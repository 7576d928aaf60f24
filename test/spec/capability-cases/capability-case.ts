import type { Capability } from 'agent-workload-identity';
import type { Ask } from '../../plan/planned';

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

/** A capability, what it gives, and requests on both sides of it. */
export interface CapabilityCase {
  readonly capability: Capability;
  /** Everything it gives, to the letter. */
  readonly gives: readonly Statement[];
  /** Actions that it denies besides. */
  readonly closes?: readonly string[];
  readonly allowed: readonly Ask[];
  /** Requests that come near and are not allowed. */
  readonly refused: readonly Ask[];
}

export const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:111122223333:${resource}` as const;
