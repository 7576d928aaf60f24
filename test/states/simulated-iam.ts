/** IAM as state machines change it: roles with trust and inline policies, asked with the evaluator. The machine's own permissions are asked first. */
import { authorize, type Decision } from 'agent-workload-identity/policy';
import type { IdentityPlan, PlanDocument, PlannedRole } from '../../lib/plan/plan';
import { parsed, resourcesOfKind } from '../plan/planned';
import { StatesError, type TaskCall } from './run-machine';

interface SimulatedRole {
  readonly arn: string;
  trust: string;
  readonly inline: Map<string, string>;
  readonly boundary: { readonly arn: string; readonly document: PlanDocument } | undefined;
}

/** An action of the SDK by its name in policies. */
const actionOf = (called: string): string => {
  const [service = '', name = ''] = called.split(':');
  return `${service}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

const read = (text: string): PlanDocument => JSON.parse(text) as PlanDocument;

export class SimulatedIam {
  readonly #roles = new Map<string, SimulatedRole>();
  /** Every call that was made, in order. */
  readonly calls: TaskCall[] = [];
  /** Roles on which every call of an action fails, as `action role`. */
  readonly broken = new Set<string>();

  /** @param actor - ARN of the role that calls are made with where they name none. */
  constructor(
    plan: IdentityPlan,
    readonly actor: string,
  ) {
    for (const role of resourcesOfKind(plan, 'role')) this.#roles.set(arnOf(role), made(role, plan));
    for (const policy of resourcesOfKind(plan, 'role-policy')) {
      const role = [...this.#roles.values()].find(({ arn }) => arn.endsWith(`:role/${policy.role}`));
      role?.inline.set(policy.name, JSON.stringify(policy.document));
    }
  }

  role(name: string): SimulatedRole {
    const found = [...this.#roles.values()].find(({ arn }) => arn.endsWith(`/${name}`));
    if (found === undefined) throw new Error(`there is no role \`${name}\``);
    return found;
  }

  /** Everything about every role, to be compared. */
  snapshot(): unknown {
    return [...this.#roles.values()].map(({ arn, trust, inline }) => ({ arn, trust: read(trust), inline: [...inline].sort() }));
  }

  /** What AWS answers to a call of a machine. */
  readonly answer = (call: TaskCall): unknown => {
    this.calls.push(call);
    const { RoleName, PolicyName, PolicyDocument } = call.arguments as Readonly<Record<string, string>>;
    const caller = call.as ?? this.actor;
    const account = caller.split(':')[4];
    const role = this.#roles.get(`arn:aws:iam::${account}:role/${RoleName}`);
    if (role === undefined) throw new StatesError('Iam.NoSuchEntityException', `the role with name ${RoleName} cannot be found`);
    this.#authorized(call, caller, role);
    if (this.broken.has(`${call.action} ${RoleName}`)) throw new StatesError('Iam.ServiceFailureException', 'try again');
    switch (call.action) {
      case 'iam:putRolePolicy':
        role.inline.set(PolicyName ?? '', PolicyDocument ?? '');
        return {};
      case 'iam:deleteRolePolicy':
        if (!role.inline.delete(PolicyName ?? '')) throw new StatesError('Iam.NoSuchEntityException', 'there is no such policy');
        return {};
      case 'iam:updateAssumeRolePolicy':
        role.trust = PolicyDocument ?? '';
        return {};
      default:
        throw new Error(`\`${call.action}\` is not simulated`);
    }
  };

  /** What IAM decides on a request by the role, as it is now. */
  decide(name: string, action: string, resource: string, context: Readonly<Record<string, string>> = {}): Decision {
    return this.#decide(this.role(name), action, resource, context);
  }

  /** What IAM decides on the assumption of the role by a service. */
  decideAssumption(name: string, service: string, context: Readonly<Record<string, string>>): Decision {
    const { arn, trust } = this.role(name);
    const request = { principal: { kind: 'service', service } as const, action: 'sts:AssumeRole', resource: arn, context };
    return authorize(request, { resource: parsed(read(trust), 'trust') }).decision;
  }

  #decide(role: SimulatedRole, action: string, resource: string, context: Readonly<Record<string, string>>): Decision {
    const { arn, inline, boundary } = role;
    return authorize(
      {
        principal: { kind: 'aws', arn, account: arn.split(':')[4] ?? '' },
        action,
        resource,
        context: { 'aws:PrincipalArn': arn, 'aws:RequestedRegion': resource.split(':')[3] || 'us-east-1', ...context },
      },
      {
        identity: [...inline.values()].map((document) => parsed(read(document), 'identity')),
        ...(boundary === undefined ? {} : { boundary: parsed(boundary.document, 'boundary') }),
      },
    ).decision;
  }

  /** Assuming a role in another account takes a permission here and a trust there. */
  #authorized(call: TaskCall, caller: string, target: SimulatedRole): void {
    const own = this.#roles.get(this.actor);
    const acting = this.#roles.get(caller);
    if (own === undefined || acting === undefined) throw new StatesError('States.Permissions', `there is no role \`${caller}\``);
    if (caller !== this.actor) {
      const admitted = authorize(
        {
          principal: { kind: 'aws', arn: this.actor, account: this.actor.split(':')[4] ?? '' },
          action: 'sts:AssumeRole',
          resource: caller,
          context: { 'aws:PrincipalArn': this.actor },
        },
        {
          resource: parsed(read(acting.trust), 'trust'),
          identity: [...own.inline.values()].map((document) => parsed(read(document), 'identity')),
          ...(own.boundary === undefined ? {} : { boundary: parsed(own.boundary.document, 'boundary') }),
        },
      ).decision;
      if (admitted !== 'allow') throw new StatesError('States.Permissions', `\`${caller}\` cannot be assumed`);
    }
    const boundary: Readonly<Record<string, string>> =
      target.boundary === undefined ? {} : { 'iam:PermissionsBoundary': target.boundary.arn };
    if (this.#decide(acting, actionOf(call.action), target.arn, boundary) !== 'allow') {
      throw new StatesError('Iam.AccessDeniedException', `\`${caller}\` may not ${call.action} on ${target.arn}`);
    }
  }
}

const HOME = '111122223333';
const AWAY = '444455556666';

const arnOf = ({ name, account }: PlannedRole): string => `arn:aws:iam::${account === undefined ? HOME : AWAY}:role/${name}`;

function made(role: PlannedRole, plan: IdentityPlan): SimulatedRole {
  const { boundary } = role;
  const id = 'planned' in boundary ? boundary.planned : undefined;
  const policy = resourcesOfKind(plan, 'boundary').find((one) => one.id === id);
  return {
    arn: arnOf(role),
    trust: JSON.stringify(role.trust),
    inline: new Map(role.policies.map(({ name, document }) => [name, JSON.stringify(document)])),
    boundary:
      policy === undefined
        ? undefined
        : { arn: `arn:aws:iam::${role.account === undefined ? HOME : AWAY}:policy/${policy.name}`, document: policy.document },
  };
}
