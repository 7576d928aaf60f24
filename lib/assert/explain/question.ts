/** What somebody wants explained of a component. */
import type { TokenClaims } from '../../policy/authorize-web-identity';
import type { ContextValue } from '../../policy/request';

export interface Question {
  /** The component: its name, or the name or logical id of a role. */
  readonly component: string;
  /** The claims of a token that is brought to the role. Its signature is not looked at. */
  readonly claims?: TokenClaims;
  /** `service:Name`; whether the component may do it. */
  readonly action?: string;
  /** ARN, or the name of an input of the declaration. Default `*`, for actions without resources. */
  readonly resource?: string;
  /** Condition keys of the request. */
  readonly context?: Readonly<Record<string, ContextValue>>;
  /** Name of the session. Default `explain`. */
  readonly session?: string;
  /** The time of the request, for conditions on it and for tokens that expire. */
  readonly now: Date;
}
