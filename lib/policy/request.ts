/** One concrete question to IAM: who asks to do what on which resource, and what else is known about the call. */

/** A value of a condition key: one string, or several for a multi-valued key. Numbers, Booleans and dates are written as text. */
export type ContextValue = string | readonly string[];

/** Who makes the call. */
export type RequestPrincipal =
  /** A role session or user of an account; `arn` is the role's (or user's) own ARN, never the session's. */
  | {
      readonly kind: 'aws';
      readonly arn: string;
      readonly account: string;
      /** The role session's name; absent where the session does not matter, or for a user. */
      readonly session?: string;
      /** The canonical user id of the account, by which S3 policies may name it. */
      readonly canonicalUser?: string;
    }
  | { readonly kind: 'service'; readonly service: string }
  /** A token of an identity provider, before it has become a session. `provider` is its ARN or built-in host. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'anonymous' };

export interface AuthorizationRequest {
  readonly principal: RequestPrincipal;
  /** `service:Name`, concrete. */
  readonly action: string;
  /** Concrete ARN, or `*` for actions without resources. */
  readonly resource: string;
  /** The account that owns the resource; 12 digits. Default: the account in the resource's ARN, else the principal's. */
  readonly resourceAccount?: string;
  /** Condition keys as AWS writes them; compared without regard to case. A key that is not here is absent from the request. */
  readonly context: Readonly<Record<string, ContextValue>>;
}
