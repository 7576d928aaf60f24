/** Makes the role that a component's workloads and other constructs are given. */
import { Arn, ArnFormat } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { IdentityPlan, PlannedBoundary, PlannedComponent, PlannedResource, PlannedRole } from '../plan/plan';
import { componentId } from './construct-id';
import { filledText, type GivenValues } from './filled-text';
import { GrantLedger, type GrantMode } from './grant-ledger';
import type { LateNames } from './late-names';
import { type OpenableRole, whyClosed } from './open-role';
import { SealedRole, type SealedRoleProps } from './sealed-role';

export interface HandOutRequest {
  readonly identity: Construct;
  readonly plan: IdentityPlan;
  /** What the identity makes. */
  readonly resources: readonly PlannedResource[];
  readonly given: GivenValues;
  /** What late values read as. */
  readonly names: () => LateNames;
  readonly grants: GrantMode;
  /** The account whose part of the agent the identity is. */
  readonly account: string | undefined;
}

export interface HandedOut {
  readonly role: SealedRole;
  /** Whether the identity makes the role, adopts it, or only names one of another account. */
  readonly origin: SealedRoleProps['origin'];
  readonly ledger: GrantLedger;
  /** What statements can be added to; absent where nothing can. */
  readonly openable?: OpenableRole;
}

const originOf = ({ adopted, account }: PlannedComponent, part: string | undefined): SealedRoleProps['origin'] => {
  if (adopted) return 'adopted';
  return account === part ? 'made' : 'other-account';
};

/** The account in a role's ARN. */
const accountOf = (arn: string): string => Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).account ?? '';

function elementsOf(component: string, resources: readonly PlannedResource[]): Partial<OpenableRole> {
  const own = resources.filter((resource) => resource.component === component);
  const role = own.find((resource): resource is PlannedRole => resource.kind === 'role');
  const planned = role !== undefined && 'planned' in role.boundary ? role.boundary.planned : undefined;
  const boundary = own.find((resource): resource is PlannedBoundary => resource.kind === 'boundary' && resource.id === planned);
  return { ...(role === undefined ? {} : { role }), ...(boundary === undefined ? {} : { boundary }) };
}

/** The role of a component, below its identity. */
export function handOut(component: PlannedComponent, request: HandOutRequest): HandedOut {
  const { identity, plan, resources, given, names, grants, account: part } = request;
  const origin = originOf(component, part);
  const { role: planned, boundary } = elementsOf(component.name, resources);
  const closed = whyClosed(planned, boundary);
  const id = componentId(plan, component.name);
  const ledger = new GrantLedger({ names, path: `${identity.node.path}/${id}`, plan, component, given, mode: grants, closed });
  const arn = filledText(component.roleArn, given);
  const account = given(component.account ?? 'account') ?? accountOf(arn);
  const role = new SealedRole(identity, id, {
    agent: plan.agent.name,
    component: component.name,
    origin,
    name: filledText(component.roleName, given),
    arn,
    account,
    accountRoot: `arn:${given('partition')}:iam::${account}:root`,
    callers: plan.calls.filter(({ to, by }) => to === component.name && by === 'role').map(({ from }) => from),
    ledger,
  });
  const openable = closed === undefined && planned !== undefined && boundary !== undefined ? { role: planned, boundary } : undefined;
  return { role, origin, ledger, ...(openable === undefined ? {} : { openable }) };
}
