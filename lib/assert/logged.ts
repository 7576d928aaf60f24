/** That what a component does is kept where nobody else can touch it. */
import type { GraphLogGroup, GraphRole } from '../graph/identity-graph';
import { hasHole } from '../policy/text';
import { componentLogOf } from '../rules/reading/component-log';
import { rolesNear, TAMPER, WRITE } from '../rules/reading/log-access';
import { nameOf } from '../rules/reading/places';
import { showAction } from '../rules/reading/show-request';
import { bareGroup } from '../rules/reading/trails';
import { together } from '../rules/reading/when';
import { workloadLogs } from '../rules/reading/workload-log';
import { askedAccess } from './asked-access';
import { type Claim, type ClaimVerdict, namesIn, rolesOf, type Subject } from './claim';
import { permitted } from './permitted';

/** A log group of a component, and the roles that are to write it. */
interface ComponentGroup {
  readonly group: GraphLogGroup;
  readonly isWriter: (role: GraphRole) => boolean;
}

const isGroup = (named: string, { name, arn }: GraphLogGroup): boolean => named === name || bareGroup(named) === arn;

/** The groups of the template that hold the log of a component: by a plan, by tags, or because what runs with its role writes there. */
function groupsOf(component: string, subject: Subject): readonly ComponentGroup[] {
  const { graph } = subject;
  const roles = rolesOf(component, subject);
  const own = new Set(roles.flatMap(({ arn, name }) => [arn, name]));
  const written = workloadLogs(graph).flatMap(({ writer, group }) => (group !== undefined && own.has(writer ?? '') ? [group] : []));
  return graph.logGroups.flatMap((group): readonly ComponentGroup[] => {
    const log = componentLogOf(group, subject);
    if (log?.component === component) return [{ group, isWriter: log.isWriter }];
    return written.some((named) => isGroup(named, group)) ? [{ group, isWriter: (role) => roles.includes(role) }] : [];
  });
}

type Lists = readonly [string, ...string[]];

const resourcesOf = ({ arn }: GraphLogGroup): Lists => [arn, `${arn}:*`];

function judgeRole(role: GraphRole, { group, isWriter }: ComponentGroup, { graph }: Subject): ClaimVerdict {
  const [first, ...rest] = [...(isWriter(role) ? [] : WRITE), ...TAMPER];
  if (first === undefined) return { verdict: 'proved' };
  const asked = askedAccess({ actions: [first, ...rest], resources: resourcesOf(group) });
  const answer = permitted(role, asked, asked.actions, graph);
  if (answer.kind === 'can') return { verdict: 'refuted', shown: `\`${nameOf(role)}\`: ${showAction(answer.request)} is allowed` };
  if (answer.kind === 'open') return { verdict: 'undecided', shown: `what \`${nameOf(role)}\` may do to the log depends on ${answer.on}` };
  return { verdict: 'proved', assuming: answer.assuming };
}

/** Whether some writer can write it. */
function judgeWriters({ group, isWriter }: ComponentGroup, { graph }: Subject): ClaimVerdict {
  const writers = graph.roles.filter((role) => isWriter(role) && together(role, group));
  let open: string | undefined;
  for (const role of writers) {
    const asked = askedAccess({ actions: ['logs:PutLogEvents'], resources: resourcesOf(group) });
    const answer = permitted(role, asked, asked.actions, graph);
    if (answer.kind === 'can') return { verdict: 'proved' };
    if (answer.kind === 'open') open ??= `whether \`${nameOf(role)}\` may write it depends on ${answer.on}`;
  }
  if (open !== undefined) return { verdict: 'undecided', shown: open };
  const names = writers.map((role) => `\`${nameOf(role)}\``).join(' and ');
  return { verdict: 'refuted', shown: `nothing allows ${names === '' ? 'any role of the template' : names} to write \`${group.name}\`` };
}

function judgeRetention({ group }: ComponentGroup): ClaimVerdict {
  if (!group.retained && !group.deletionProtection) {
    return { verdict: 'refuted', shown: `the log group \`${group.name}\` is deleted with its stack, and what it holds with it` };
  }
  const { retentionDays } = group;
  return typeof retentionDays === 'string' && hasHole(retentionDays)
    ? { verdict: 'undecided', shown: `how long \`${group.name}\` keeps its events depends on \`${retentionDays}\`` }
    : { verdict: 'proved' };
}

const gravest = (answers: readonly ClaimVerdict[]): ClaimVerdict => {
  const assuming = [...new Set(answers.flatMap((answer) => (answer.verdict === 'proved' ? (answer.assuming ?? []) : [])))];
  return (
    answers.find(({ verdict }) => verdict === 'refuted') ??
    answers.find(({ verdict }) => verdict === 'undecided') ?? { verdict: 'proved', ...(assuming.length === 0 ? {} : { assuming }) }
  );
};

const judgeGroup = (log: ComponentGroup, subject: Subject): ClaimVerdict =>
  gravest([
    judgeWriters(log, subject),
    judgeRetention(log),
    ...rolesNear(log.group, subject.graph)
      .filter((role) => together(role, log.group))
      .map((role) => judgeRole(role, log, subject)),
  ]);

/**
 * The component's log reaches a log group of the template that outlives its stack, that only its writer writes, and that no role of the template can shorten
 * or delete. Which group that is says the plan, a tag of the group, or what runs with the component's role.
 *
 * @param component the component's name; of a template made without this package, the role's name or logical id
 */
export const logged = (component: string): Claim => ({
  says: `the log of \`${component}\` is kept, and only its writer writes it`,
  judge: (subject) => {
    if (rolesOf(component, subject).length === 0) {
      const known = namesIn(subject).map((name) => `\`${name}\``);
      return { verdict: 'refuted', shown: `no role is the identity of \`${component}\`; there are ${known.join(', ')}` };
    }
    const groups = groupsOf(component, subject);
    if (groups.length === 0) return { verdict: 'refuted', shown: `no log group of the template holds the log of \`${component}\`` };
    return gravest(groups.map((group) => judgeGroup(group, subject)));
  },
});
