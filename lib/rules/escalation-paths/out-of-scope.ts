/** Ways of the catalogue pathfinding.cloud that no rule on escalation looks for. */

/** By id, each with the reason. */
export const OUT_OF_SCOPE: Readonly<Record<string, string>> = {
  'sts-001':
    'assuming a role that lets one in is how components call each other: whom a trust policy lets in is judged where the role is made, by the rules on trust',
};
