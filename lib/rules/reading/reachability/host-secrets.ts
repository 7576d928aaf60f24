/** Secrets that others have, and that who hosts does not need. */
import type { GraphBinding, GraphRole, IdentityGraph } from '../../../graph/identity-graph';
import type { RuleContext } from '../../define-rule';
import { below, listAt } from '../properties';
import { mayMatchAction } from '../relevant';
import { together } from '../when';
import { actorOf } from './ability';
import { type Member, membersOf, rolesByArn } from './members';

/** A secret or parameter, and who has it. */
export interface OwnedSecret {
  readonly arn: string;
  readonly owner: GraphRole;
}

/** Actions that read secrets. */
export const READ_SECRETS = ['secretsmanager:GetSecretValue', 'ssm:GetParameter', 'ssm:GetParameters'];

/** Secrets that the policies of a role name. */
function namedBy(owner: GraphRole): readonly OwnedSecret[] {
  const statements = actorOf(owner)?.permissions.own.flatMap((document) => document.statements) ?? [];
  return statements
    .filter(
      ({ effect, action }) => effect === 'Allow' && !action.negated && action.patterns.some((one) => mayMatchAction(one, READ_SECRETS)),
    )
    .flatMap(({ resource }) => (resource === undefined || resource.negated ? [] : resource.patterns))
    .filter((pattern) => !/[*?$]/.test(pattern))
    .map((arn) => ({ arn, owner }));
}

/** Secrets of the components that the environment does not host. */
function ofStrangers({ declared }: Member, context: RuleContext): readonly OwnedSecret[] {
  if (declared === undefined) return [];
  const { plan, component } = declared;
  return membersOf(context)
    .all.filter((other) => other.declared?.plan === plan)
    .filter(
      ({ declared: other }) => other !== undefined && other.component !== component && !component.hosts.includes(other.component.name),
    )
    .flatMap(({ role }) => namedBy(role));
}

const idOf = ({ place }: Pick<GraphBinding, 'place'>): string => `${place.file ?? ''} ${place.resource ?? ''}`;

/** Secrets that tasks are started with by other roles. */
function ofOtherTasks({ role, bindings }: Member, graph: IdentityGraph): readonly OwnedSecret[] {
  if (!bindings.some(({ kind }) => kind === 'task-execution')) return [];
  const starters = new Map(
    graph.bindings.flatMap((binding) => (binding.kind === 'task-execution' ? [[idOf(binding), binding] as const] : [])),
  );
  return graph.resourcesOf('AWS::ECS::TaskDefinition').flatMap((task) => {
    const starter = starters.get(idOf(task));
    if (starter === undefined || starter.roleArn === role.arn || !together(task, role)) return [];
    const owners = (rolesByArn(graph).get(starter.roleArn) ?? []).filter((owner) => together(owner, task));
    const secrets = listAt(task.properties.ContainerDefinitions).flatMap((container) => listAt(below(container, 'Secrets')));
    return owners.flatMap((owner) =>
      secrets.flatMap((secret) => {
        const arn = below(secret, 'ValueFrom');
        return typeof arn === 'string' && arn.startsWith('arn:') ? [{ arn, owner }] : [];
      }),
    );
  });
}

/** Secrets that the host is to leave to others. Those that two have are both of theirs. */
export function secretsOfOthers(host: Member, context: RuleContext): readonly OwnedSecret[] {
  const own = new Set(guestsOf(host, context).flatMap((role) => namedBy(role).map(({ arn }) => arn)));
  const others = [...ofStrangers(host, context), ...ofOtherTasks(host, context.graph)];
  return [...new Map(others.filter(({ arn }) => !own.has(arn)).map((one) => [one.arn, one])).values()];
}

const guestsOf = ({ declared }: Member, context: RuleContext): readonly GraphRole[] =>
  declared === undefined
    ? []
    : membersOf(context)
        .all.filter((other) => other.declared?.plan === declared.plan && declared.component.hosts.includes(other.declared.component.name))
        .map(({ role }) => role);
