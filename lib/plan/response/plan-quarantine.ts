/** The kill switch of an agent: deployed with it, dormant until a finding or a human pulls it. */
import type { FindingList } from '../../finding/finding-list';
import type { StatementJson } from '../../policy/policy-json';
import { AT_HOME, type Layout, settle } from '../layout';
import { roleNameOf } from '../names';
import type { PlanJson, PlannedEventRule, PlannedResource, PlannedStateMachine } from '../plan';
import type { Edge } from '../plan-calls';
import type { ComponentPlan } from '../plan-component';
import { distinct, reachRoles, statementsOn } from './acting-place';
import { alarmOn, machineAlarms } from './alarms';
import { severityOf } from './check-response';
import { agentTags, machineRole, starterRole, trustedService } from './machine-role';
import { quarantineMachine } from './quarantine-machine';
import { type ActedRole, actedRoles, reachOf } from './reached-roles';

/** No component is called so: its name would hold two hyphens in a row. */
const PART = '-quarantine';
const ID = 'access.quarantine';

/** What a quarantine may do to roles: put its policy on, take it off, and cut or restore the trust that the plan knows. */
const actingStatements = (roles: readonly ActedRole[]): readonly StatementJson[] => {
  const known = roles.filter(({ trust }) => trust !== undefined);
  return [
    ...statementsOn(roles, 'Quarantine', ['iam:DeleteRolePolicy', 'iam:PutRolePolicy']),
    ...(known.length === 0 ? [] : statementsOn(known, 'CutTrust', ['iam:UpdateAssumeRolePolicy'])),
  ];
};

/** Findings about what the agent's roles did. Their types are not restricted, so that those of AI Protection are among them. */
const patternOf = (roles: readonly ActedRole[], severity: number): PlanJson => ({
  source: ['aws.guardduty'],
  'detail-type': ['GuardDuty Finding'],
  detail: {
    accountId: distinct(roles.map(({ account }) => account)),
    severity: [{ numeric: ['>=', severity] }],
    resource: { accessKeyDetails: { userName: distinct(roles.map(({ name }) => name)) } },
  },
});

function warn(roles: readonly ActedRole[], findings: FindingList): void {
  for (const { component } of roles.filter(({ trust }) => trust === undefined)) {
    findings.below(`components.${component}`, component).add('WI188', {
      what: `a quarantine does not cut the trust of \`${component}\`, whose role is adopted`,
      fix: 'let the plan make the role, or cut the trust of the adopted one by hand',
      pointer: 'role',
    });
  }
  const away = distinct(roles.flatMap(({ accountInput }) => accountInput ?? []));
  if (away.length > 0) {
    findings.add('WI189', {
      what: `findings about ${away.map((account) => `\`${account}\``).join(', ')} reach the quarantine only through GuardDuty's administrator account`,
      fix: 'deploy the agent to the administrator account of GuardDuty, or pull the switch by hand',
      pointer: 'access.onThreat',
    });
  }
}

function checkSizes(definition: PlanJson, pattern: PlanJson, findings: FindingList): void {
  for (const [what, value, most] of [
    ['the event pattern', pattern, 4_096],
    ['the definition of the state machine', definition, 1_000_000],
  ] as const) {
    const size = JSON.stringify(value).length;
    if (size > most) {
      findings.add('WI190', {
        what: `${what} of the quarantine has ${size} characters, and ${most} are allowed`,
        fix: 'divide the agent into two, or give its components shorter names',
        pointer: 'access.onThreat',
      });
    }
  }
}

/** Plans the kill switch, where one is declared. */
export function planQuarantine(
  layout: Layout,
  edges: readonly Edge[],
  planned: readonly ComponentPlan[],
  findings: FindingList,
): readonly PlannedResource[] {
  const { agent, deployment } = layout;
  const severity = agent.access === undefined ? undefined : severityOf(agent.access);
  if (severity === undefined) return [];
  const roles = actedRoles(planned, layout);
  warn(roles, findings);

  const name = roleNameOf(agent.name, PART, deployment);
  const machineArn = `arn:⟨partition⟩:states:⟨region⟩:⟨account⟩:stateMachine:${name}`;
  const ruleArn = `arn:⟨partition⟩:events:⟨region⟩:⟨account⟩:rule/${name}`;
  const roleArn = `arn:⟨partition⟩:iam::⟨account⟩:role/${name}`;
  const starterName = roleNameOf(agent.name, `${PART}-start`, deployment);

  const reachName = roleNameOf(agent.name, `${PART}-reach`, deployment);

  const reach = reachRoles(
    {
      id: ID,
      name: reachName,
      description: `lets the quarantine of the agent ${agent.name} act in this account, and does nothing else`,
      machineRole: name,
      roles,
      may: actingStatements,
    },
    layout,
  );

  const definition = quarantineMachine(roles, reachOf(layout, edges), reach.places);
  const pattern = patternOf(roles, severity);
  checkSizes(definition, pattern, findings);

  const machine: PlannedStateMachine = {
    kind: 'state-machine',
    id: `${ID}/machine`,
    name,
    roleArn,
    role: `${ID}/role`,
    definition,
    tags: agentTags(layout),
  };
  const rule: PlannedEventRule = {
    kind: 'event-rule',
    id: `${ID}/rule`,
    name,
    description: `quarantines a component of ${agent.name} that GuardDuty finds a threat in`,
    pattern,
    target: { arn: machineArn, roleArn: `arn:⟨partition⟩:iam::⟨account⟩:role/${starterName}` },
    after: [machine.id, `${ID}/start`],
    tags: agentTags(layout),
  };
  const made: readonly PlannedResource[] = [
    ...machineRole(
      {
        id: `${ID}/role`,
        name,
        description: `puts components of the agent ${agent.name} into quarantine, and does nothing else`,
        trust: trustedService('Quarantine', 'states.amazonaws.com', machineArn),
        may: reach.statements,
      },
      layout,
    ),
    ...starterRole(
      {
        id: `${ID}/start`,
        name: starterName,
        description: `starts the quarantine of the agent ${agent.name} when GuardDuty finds a threat`,
        trust: trustedService('Rule', 'events.amazonaws.com', ruleArn),
      },
      machineArn,
      layout,
    ),
    machine,
    rule,
    ...machineAlarms(ID, name, `a quarantine of ${agent.name}`, machineArn, layout),
    alarmOn(
      {
        id: `${ID}/alarm-started`,
        name: `${name}-started`,
        description: `the quarantine of ${agent.name} was pulled or lifted`,
        namespace: 'AWS/States',
        metric: 'ExecutionsStarted',
        dimensions: { StateMachineArn: machineArn },
      },
      layout,
    ),
    alarmOn(
      {
        id: `${ID}/alarm-not-started`,
        name: `${name}-not-started`,
        description: `a finding about ${agent.name} could not start the quarantine`,
        namespace: 'AWS/Events',
        metric: 'FailedInvocations',
        dimensions: { RuleName: name },
      },
      layout,
    ),
  ];
  return [...settle(made, AT_HOME, deployment), ...reach.resources];
}
