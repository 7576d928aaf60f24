/** Roles of what the library itself runs: state machines, and the services that start them. Each has a boundary of exactly its permissions. */
import type { StatementJson } from '../../policy/policy-json';
import { serviceStatement } from '../../spec/trust/service';
import type { Layout } from '../layout';
import type { PlannedBoundary, PlannedRole, PlanTags } from '../plan';
import { documentOf } from '../plan-boundary';

/** Tags of what belongs to the agent as a whole. */
export const agentTags = ({ agent }: Layout): PlanTags => ({
  'agent-identity:agent': agent.name,
  'agent-identity:owner': agent.owner,
});

interface MachineRole {
  /** Where it stands among its kind, such as `access.quarantine/role`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly trust: StatementJson;
  readonly may: readonly StatementJson[];
  /** Name of the input that holds its account; default home. */
  readonly account?: string;
}

/** A service of this account, for one resource. */
export const trustedService = (sid: string, service: string, sourceArn: string): StatementJson =>
  serviceStatement(sid, service, ['sts:AssumeRole'], {
    ArnEquals: { 'aws:SourceArn': [sourceArn] },
    StringEquals: { 'aws:SourceAccount': ['⟨account⟩'] },
  });

/** A role with its boundary. */
export function machineRole(
  { id, name, description, trust, may, account }: MachineRole,
  layout: Layout,
): readonly [PlannedBoundary, PlannedRole] {
  const place = account === undefined ? {} : { account };
  return [
    {
      kind: 'boundary',
      id: `${id}-boundary`,
      ...place,
      name: `${name}-boundary`,
      description: `everything that ${name} may do`,
      document: documentOf(may.map(({ Sid: _sid, ...statement }) => statement)),
    },
    {
      kind: 'role',
      id,
      ...place,
      name,
      description,
      trust: documentOf([trust]),
      policies: [{ name: 'task', document: documentOf(may) }],
      boundary: { planned: `${id}-boundary` },
      maxSessionSeconds: 3600,
      tags: agentTags(layout),
    },
  ];
}

/** A role that one service takes to start one state machine, and for nothing else. */
export const starterRole = (
  role: Pick<MachineRole, 'id' | 'name' | 'description' | 'trust'>,
  machineArn: string,
  layout: Layout,
): readonly [PlannedBoundary, PlannedRole] =>
  machineRole({ ...role, may: [{ Sid: 'Start', Effect: 'Allow', Action: ['states:StartExecution'], Resource: [machineArn] }] }, layout);
