/** Policies as plain JSON values, in the places of a `PolicySet`. */

export interface RawStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[] | undefined;
  readonly NotAction?: string | readonly string[] | undefined;
  readonly Resource?: string | readonly string[] | undefined;
  readonly NotResource?: string | readonly string[] | undefined;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface RawPolicy {
  readonly Version?: string;
  readonly Statement: readonly RawStatement[];
}

export interface RawPolicies {
  readonly identity?: readonly RawPolicy[];
  readonly boundary?: RawPolicy;
  readonly session?: readonly RawPolicy[];
  readonly scps?: readonly (readonly RawPolicy[])[];
  readonly rcps?: readonly RawPolicy[];
  readonly resource?: RawPolicy;
  /** Whether `resource` is the trust policy of a role. */
  readonly trust?: boolean;
}

/** Changes every policy of a set. */
export function mapPolicies(policies: RawPolicies, change: (policy: RawPolicy) => RawPolicy): RawPolicies {
  const { identity, boundary, session, scps, rcps, resource } = policies;
  return {
    ...policies,
    ...(identity && { identity: identity.map(change) }),
    ...(boundary && { boundary: change(boundary) }),
    ...(session && { session: session.map(change) }),
    ...(scps && { scps: scps.map((level) => level.map(change)) }),
    ...(rcps && { rcps: rcps.map(change) }),
    ...(resource && { resource: change(resource) }),
  };
}

/** Changes every statement of a policy. */
export const mapStatements = (policy: RawPolicy, change: (statement: RawStatement, policy: RawPolicy) => RawStatement): RawPolicy => ({
  ...policy,
  Statement: policy.Statement.map((statement) => change(statement, policy)),
});
