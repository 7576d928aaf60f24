/** Where the log of what runs code goes, and whether it gets there. */
import type { GraphResource, GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { textValue } from '../../graph/values';
import type { PolicyDocument, Statement } from '../../policy/document';
import { matchGlob } from '../../policy/glob';
import { HOLE_CLOSE, HOLE_OPEN, hasHole } from '../../policy/text';
import { iamArnParts } from './accounts';
import { ask, reasonsOf } from './ask';
import { allowing, documentOf } from './build';
import { WRITE } from './log-access';
import { once } from './once';
import { inPartitions } from './partitions';
import { readPermissions } from './permissions';
import { below, listAt, textAt } from './properties';
import { mayMatchAction, relevantTo } from './relevant';
import { bareGroup } from './trails';
import { together } from './when';

/** What runs code, with whose role its log is written, and into which group. */
export interface WorkloadLog {
  readonly resource: GraphResource;
  /** What it is, in words. */
  readonly what: string;
  /** ARN or name of the role that writes the log. */
  readonly writer: string | undefined;
  /** Name of the group, perhaps with a wildcard for what the service adds; undefined where it has none. */
  readonly group: string | undefined;
}

export type LogReach =
  /** The role may write the group. */
  | { readonly kind: 'reaches' }
  /** The workload is told to keep no log. */
  | { readonly kind: 'none' }
  /** The role is in the template and may not. */
  | { readonly kind: 'cannot'; readonly action: string; readonly role: GraphRole }
  /** The role is not in the template, nor is the group. */
  | { readonly kind: 'not-shown' }
  /** It depends on something that is not known. */
  | { readonly kind: 'open'; readonly on: string };

/** A function writes with its own role (AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs"). */
const functionLog = (resource: GraphResource): readonly WorkloadLog[] => [
  {
    resource,
    what: 'function',
    writer: textAt(resource, 'Role'),
    group: textAt(resource, 'LoggingConfig', 'LogGroup') ?? `/aws/lambda/${resource.name}`,
  },
];

/** Drivers of containers that bring the log to where its own options say, with permissions of their own. */
const OTHER_DRIVERS: ReadonlySet<string | undefined> = new Set(['awsfirelens', 'splunk', 'fluentd', 'gelf', 'syslog']);

/** The task's agent writes the log of a container with the execution role (Amazon ECS Developer Guide, "Send Amazon ECS logs to CloudWatch"). */
const taskLogs = (resource: GraphResource): readonly WorkloadLog[] =>
  listAt(below(resource.properties, 'ContainerDefinitions')).flatMap((container) => {
    const driver = textValue(below(container, 'LogConfiguration', 'LogDriver'));
    if (OTHER_DRIVERS.has(driver)) return [];
    const group = driver === 'awslogs' ? textValue(below(container, 'LogConfiguration', 'Options', 'awslogs-group')) : undefined;
    const what = `container ${textValue(below(container, 'Name')) ?? ''}`.trim();
    return [{ resource, what, writer: textAt(resource, 'ExecutionRoleArn'), group }];
  });

/** A runtime writes with its own role into a group whose name begins with the runtime's. */
const runtimeLog = (resource: GraphResource): readonly WorkloadLog[] => [
  {
    resource,
    what: 'runtime',
    writer: textAt(resource, 'RoleArn'),
    group: `/aws/bedrock-agentcore/runtimes/${textAt(resource, 'AgentRuntimeName') ?? ''}-*`,
  },
];

const LOGS: readonly (readonly [string, (resource: GraphResource) => readonly WorkloadLog[]])[] = [
  ['AWS::Lambda::Function', functionLog],
  ['AWS::ECS::TaskDefinition', taskLogs],
  ['AWS::BedrockAgentCore::Runtime', runtimeLog],
];

/** Everything of the template that runs code and whose service writes a log. */
export const workloadLogs = once((graph: IdentityGraph): readonly WorkloadLog[] =>
  LOGS.flatMap(([type, logsOf]) => graph.resourcesOf(type).flatMap(logsOf)),
);

const rolesByName = once((graph: IdentityGraph) => {
  const byName = new Map<string, GraphRole[]>();
  for (const role of graph.roles) byName.set(role.name, [...(byName.get(role.name) ?? []), role]);
  return byName;
});

/** The roles of the template that a workload names: by ARN, whatever of it is open, or by name. */
function rolesNamed(writer: string, graph: IdentityGraph): readonly GraphRole[] {
  const named = iamArnParts(writer);
  const name = named === undefined ? writer : named.rest.slice(named.rest.lastIndexOf('/') + 1);
  return (rolesByName(graph).get(name) ?? []).filter(({ arn }) => {
    const account = iamArnParts(arn)?.account ?? '';
    return named === undefined || account === named.account || hasHole(account) || hasHole(named.account);
  });
}

/** Log groups of the template that the workload's events go to. */
const groupsHere = (group: string, graph: IdentityGraph): readonly string[] =>
  graph.logGroups
    .filter(({ name, arn }) => (group.endsWith('*') ? name.startsWith(group.slice(0, -1)) : name === group || arn === bareGroup(group)))
    .map(({ arn }) => arn);

const ARN_START = /^arn:((?:\u27e8[^\u27e9]*\u27e9|[^:])*):[^:]*:((?:\u27e8[^\u27e9]*\u27e9|[^:])*):((?:\u27e8[^\u27e9]*\u27e9|[^:])*):/;

/**
 * ARNs of the group: of the template's own, and composed of where the workload and its role stand. Where the region is open, a policy may name it all the
 * same.
 */
function arnsOf({ resource, writer = '' }: WorkloadLog, group: string, role: GraphRole, graph: IdentityGraph): readonly string[] {
  if (group.startsWith('arn:')) return [bareGroup(group)];
  const [, , region = ''] = ARN_START.exec(resource.arn) ?? [];
  const [, partition = '*', , account = '*'] = ARN_START.exec(writer) ?? ARN_START.exec(role.arn) ?? [];
  const regions = region === '' || hasHole(region) ? ['*', '\u27e8region\u27e9'] : [region];
  return [...groupsHere(group, graph), ...regions.map((one) => `arn:${partition}:logs:${one}:${account}:log-group:${group}`)];
}

/** A text in which each open value is a character run of its own: it equals itself, and wildcards match it. */
const asText = (text: string): string => text.replaceAll(HOLE_OPEN, '\u0001').replaceAll(HOLE_CLOSE, '\u0002');

/**
 * Whether documents allow an action on one of these resources beyond doubt: without a condition, by patterns that cover what is open, and nothing denies it.
 * Most roles that write a log do it so, and need no proof.
 */
function plainlyAllows(documents: readonly PolicyDocument[], action: string, resources: readonly string[]): boolean {
  const statements = documents.flatMap((document) => document.statements);
  const acts = ({ action: element }: Statement): boolean =>
    !element.negated && element.patterns.some((pattern) => mayMatchAction(pattern, [action]));
  if (statements.some((statement) => statement.effect === 'Deny' && (statement.action.negated || acts(statement)))) return false;
  return statements.some(
    (statement) =>
      statement.effect === 'Allow' &&
      statement.conditions.length === 0 &&
      acts(statement) &&
      !statement.action.patterns.some(hasHole) &&
      statement.resource?.negated === false &&
      statement.resource.patterns.some(
        (pattern) => !pattern.includes('$') && resources.some((one) => matchGlob(asText(pattern), asText(one))),
      ),
  );
}

/** What keeps a role from writing groups with these ARNs; undefined where nothing does. */
function hindrance(role: GraphRole, arns: readonly string[]): LogReach | undefined {
  const permissions = readPermissions(role);
  if (permissions === undefined) return { kind: 'open', on: `a policy of \`${role.name}\` that cannot be read` };
  const { identity, boundary, unseen } = permissions;
  const resources = arns.flatMap(inPartitions).flatMap((arn) => [arn, `${arn}:*`]);
  const layers = [identity, ...(boundary === undefined ? [] : [[boundary]])];
  for (const action of WRITE) {
    if (layers.every((layer) => plainlyAllows(layer, action, resources))) continue;
    const permitted = layers.map((layer) => relevantTo(layer, [action], resources));
    const isOut = permitted.some((layer) => layer.length === 0);
    const scope = documentOf(allowing({ actions: [action], resources }));
    const verdict = isOut ? undefined : ask({ scope, permitted });
    if (isOut || verdict?.verdict === 'proved') {
      const [unknown] = unseen;
      return unknown === undefined ? { kind: 'cannot', action, role } : { kind: 'open', on: `\`${unknown}\`` };
    }
    if (verdict?.verdict === 'undecided') return { kind: 'open', on: reasonsOf(verdict) };
  }
  return undefined;
}

/** Whether the log of a workload is kept, as far as the template tells. */
export function logReach(log: WorkloadLog, graph: IdentityGraph): LogReach {
  const { resource, writer = '', group } = log;
  if (group === undefined) return { kind: 'none' };
  const roles = rolesNamed(writer, graph).filter((role) => together(role, resource));
  if (roles.length === 0) {
    return groupsHere(group, graph).length > 0
      ? { kind: 'open', on: 'the permissions of its role, which is not in the template' }
      : { kind: 'not-shown' };
  }
  return roles.flatMap((role) => hindrance(role, arnsOf(log, group, role, graph)) ?? [])[0] ?? { kind: 'reaches' };
}
