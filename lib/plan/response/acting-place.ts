/** Where a machine of the plan acts on roles: in its own account, and through a role of its own in every other. */
import type { StatementJson } from '../../policy/policy-json';
import { type Layout, settle } from '../layout';
import type { PlanJson, PlannedResource } from '../plan';
import { machineRole } from './machine-role';
import type { ActedRole } from './reached-roles';
import { choice, jsonata, type State } from './states';

/** An account that a machine acts in, and the role it takes there. */
export interface ActingPlace {
  /** Names the account in the names of states; empty at home. */
  readonly label: string;
  /** Text of the account. */
  readonly account: string;
  /** ARN of the role to act with in an account other than the machine's own. */
  readonly as?: string;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
export const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort(byText);

interface Reach {
  /** Ids of the roles begin with it, such as `access.quarantine`. */
  readonly id: string;
  /** Name of the role that is made in each other account. */
  readonly name: string;
  readonly description: string;
  /** Name of the machine's own role, which alone is let in. */
  readonly machineRole: string;
  readonly roles: readonly ActedRole[];
  /** What may be done to roles. */
  readonly may: (roles: readonly ActedRole[]) => readonly StatementJson[];
}

/** Where the machine acts, what its own role may, and the roles that it takes elsewhere. */
export function reachRoles({ id, name, description, machineRole: own, roles, may }: Reach, layout: Layout) {
  const home = roles.filter(({ accountInput }) => accountInput === undefined);
  const away = distinct(roles.flatMap(({ accountInput }) => accountInput ?? [])).map((input) => ({
    input,
    acted: roles.filter(({ accountInput }) => accountInput === input),
    arn: `arn:⟨partition⟩:iam::⟨${input}:account-id⟩:role/${name}`,
  }));
  const places: readonly ActingPlace[] = [
    ...(home.length === 0 ? [] : [{ label: '', account: home[0]?.account ?? '' }]),
    ...away.map(({ input, arn }) => ({ label: ` in ${input}`, account: `⟨${input}:account-id⟩`, as: arn })),
  ];
  const statements: readonly StatementJson[] = [
    ...(home.length === 0 ? [] : may(home)),
    ...(away.length === 0
      ? []
      : [{ Sid: 'OtherAccounts', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: away.map(({ arn }) => arn) } as const]),
  ];
  const resources = away.flatMap(({ input, acted }): readonly PlannedResource[] =>
    settle(
      machineRole(
        {
          id: `${id}/role-in-${input}`,
          name,
          description,
          account: input,
          trust: {
            Sid: 'Machine',
            Effect: 'Allow',
            Principal: { AWS: ['arn:⟨partition⟩:iam::⟨.home:account-id⟩:root'] },
            Action: ['sts:AssumeRole'],
            Condition: { ArnEquals: { 'aws:PrincipalArn': [`arn:⟨partition⟩:iam::⟨.home:account-id⟩:role/${own}`] } },
          },
          may: may(acted),
        },
        layout,
      ),
      { account: input },
      layout.deployment,
    ),
  );
  return { places, statements, resources, away: away.map(({ input }) => input) };
}

/** What may be done to roles, and only as long as they have the boundary that the plan knows. */
export function statementsOn(roles: readonly ActedRole[], sid: string, actions: readonly string[]): readonly StatementJson[] {
  const bounded = roles.filter(({ boundary }) => boundary !== undefined);
  const others = roles.filter(({ boundary }) => boundary === undefined);
  const arns = (some: readonly ActedRole[]): readonly string[] => distinct(some.map(({ arn }) => arn));
  return [
    ...(bounded.length === 0
      ? []
      : [
          {
            Sid: sid,
            Effect: 'Allow',
            Action: actions,
            Resource: arns(bounded),
            // A role that has lost its boundary is no longer what was declared: what it then may do is for a human to judge.
            Condition: { ArnEquals: { 'iam:PermissionsBoundary': distinct(bounded.flatMap(({ boundary }) => boundary ?? [])) } },
          } as const,
        ]),
    ...(others.length === 0 ? [] : [{ Sid: `${sid}Adopted`, Effect: 'Allow', Action: actions, Resource: arns(others) } as const]),
  ];
}

/** What is made of what was done to each role: an execution fails where one role failed, with the names. */
export const verdictStates = (error: string): Readonly<Record<'Judge' | 'Done' | 'Incomplete', State>> => ({
  Judge: choice('$count($states.input[failed]) > 0', 'Incomplete', 'Done'),
  Done: { Type: 'Succeed' },
  Incomplete: {
    Type: 'Fail',
    Error: error,
    Cause: jsonata("$action & ' failed for ' & $join($states.input[failed].(role & ' (' & cause & ')'), ', ')"),
  },
});

/** A map over `$targets`: what is done to each role, in the account that it is in. A role that fails keeps no other from being reached. */
export function eachRole(
  places: readonly ActingPlace[],
  states: (place: ActingPlace) => Readonly<Record<string, State>>,
  names: { readonly where: string; readonly end: string },
): PlanJson {
  const starts = places.map((place) => ({ place, start: Object.keys(states(place))[0] ?? '' }));
  const [first] = starts;
  const where: Readonly<Record<string, State>> =
    starts.length < 2
      ? {}
      : {
          [names.where]: {
            Type: 'Choice',
            Choices: starts.slice(1).map(({ place, start }) => ({
              Condition: jsonata(`$states.input.account = '${place.account}'`),
              Next: start,
            })),
            Default: first?.start,
          },
        };
  return {
    Type: 'Map',
    Items: jsonata('$targets'),
    MaxConcurrency: 5,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: starts.length < 2 ? first?.start : names.where,
      States: {
        ...where,
        ...Object.assign({}, ...places.map(states)),
        [names.end]: {
          Type: 'Pass',
          Output: jsonata(
            "{'component': $states.input.component, 'role': $states.input.role, 'failed': $exists($states.input.failed), 'cause': $exists($states.input.cause) ? $states.input.cause : ''}",
          ),
          End: true,
        },
      },
    },
    Next: 'Judge',
  };
}
