/** Ways from few permissions to more, as the public catalogues of AWS privilege escalation know them. */

/** One way: whoever holds all of these permissions gains what it says. */
export interface EscalationPath {
  /** Id in the catalogue pathfinding.cloud; `other-…` where it has none. */
  readonly id: string;
  /** Actions that are needed together, in AWS's own spelling; the first is the decisive one. */
  readonly needs: readonly [string, ...string[]];
  /** What is gained, in lower case, to be told after "gains". */
  readonly gains: string;
  /** Services that a role is passed to, where `iam:PassRole` is among the actions: any of them will do. */
  readonly passesTo?: readonly string[];
  /** Actions that have to be permitted on one and the same resource. */
  readonly onOne?: readonly string[];
  /** Open only to somebody whom a Deny of its own policies binds. */
  readonly liftsDeny?: true;
}

export const path = (id: string, gains: string, ...needs: readonly [string, ...string[]]): EscalationPath => ({ id, gains, needs });

/** A way whose actions have to be permitted on one and the same resource. */
export const onOne = (id: string, gains: string, ...needs: readonly [string, ...string[]]): EscalationPath => ({
  ...path(id, gains, ...needs),
  onOne: needs,
});

const OF_SERVICES = /^(?!iam:|s3:|dynamodb:)([a-z0-9-]+):/;

/** The principals of the services whose actions these are, such as `ecs.amazonaws.com`. */
const ownPrincipals = (needs: readonly string[]): readonly string[] =>
  needs.flatMap((action) => {
    const [, service] = OF_SERVICES.exec(action) ?? [];
    return service === undefined ? [] : [`${service}.amazonaws.com`];
  });

/** A way that gives a role to new or changed code of a service: to the principal that runs the code, or to the service's own. */
export const passing = (id: string, passesTo: string | readonly string[], ...needs: readonly [string, ...string[]]): EscalationPath => {
  const services = typeof passesTo === 'string' ? [passesTo] : passesTo;
  return {
    id,
    gains: `a role that lets ${services.map((service) => `\`${service}\``).join(' or ')} become it`,
    needs: ['iam:PassRole', ...needs],
    passesTo: [...new Set([...services, ...ownPrincipals(needs)])],
  };
};
