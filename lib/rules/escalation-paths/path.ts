/** Ways from few permissions to more, as the public catalogues of AWS privilege escalation know them. */

/** One way: whoever holds all of these permissions gains what it says. */
export interface EscalationPath {
  /** Id in the catalogue pathfinding.cloud; `other-…` where it has none. */
  readonly id: string;
  /** Actions that are needed together, in AWS's own spelling. */
  readonly needs: readonly [string, ...string[]];
  /** The service that a role is passed to, where `iam:PassRole` is among them. */
  readonly passesTo?: string;
}

/** Ids of the catalogue that no rule looks for, each with the reason. */
export type OutOfScope = Readonly<Record<string, string>>;

export const path = (id: string, ...needs: readonly [string, ...string[]]): EscalationPath => ({ id, needs });

/** A way that gives a role to new or changed code of a service. */
export const passing = (id: string, passesTo: string, ...needs: readonly [string, ...string[]]): EscalationPath => ({
  id,
  needs: ['iam:PassRole', ...needs],
  passesTo,
});
