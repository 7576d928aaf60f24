/** Where each component's log stands, and whose role writes it. */
import { FindingList } from '../finding/finding-list';
import type { StatementJson } from '../policy/policy-json';
import type { ShapeName } from '../policy/shapes';
import { CHAIN_FIELDS } from '../runtime/chain-keys';
import { writeLog } from '../spec/capability';
import { derived } from '../spec/derivation';
import { late } from '../spec/late';
import { trustKind } from '../spec/trust';
import type { LogPlacement, TrustContext } from '../spec/trust/define-trust';
import type { Laid, Layout } from './layout';
import type { DeliveredLog, PlannedDataProtection, PlannedLog, PlannedLogGroup, PlannedResource, PlanTags } from './plan';
import { readCan } from './plan-permissions';

export interface LogPlan {
  readonly log: PlannedLog;
  /** Group that the plan makes; its name. */
  readonly group?: string;
  /** Group that `bind` makes once the workload's id is known. */
  readonly binding?: { readonly group: string; readonly needs: Readonly<Record<string, ShapeName>> };
}

/** The statement that lets a role write one group. */
export const writeStatements = (group: string): readonly StatementJson[] => readCan([writeLog({ group })], new FindingList()).statements;

/**
 * Credentials that CloudWatch Logs knows by their form.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protect-sensitive-log-data-types-credentials.html
 */
const CREDENTIALS = ['AwsSecretKey', 'OpenSshPrivateKey', 'PgpPrivateKey', 'PkcsPrivateKey', 'PuttyPrivateKey'];

export function maskingCredentials(): PlannedDataProtection {
  const DataIdentifier = CREDENTIALS.map((name) => `arn:⟨partition⟩:dataprotection::aws:data-identifier/${name}`);
  return {
    Name: 'credentials',
    Version: '2021-06-01',
    Statement: [
      { Sid: 'Find', DataIdentifier, Operation: { Audit: { FindingsDestination: {} } } },
      { Sid: 'Mask', DataIdentifier, Operation: { Deidentify: { MaskConfig: {} } } },
    ],
  };
}

/** Fields of an index policy (PutIndexPolicy, `policyDocument`). */
const MOST_INDEXES = 20;

/** What the chain of an instruction is followed by: the trace, the request to AWS, the source identity, and what sessions are tagged with. */
const chainFields = ({ sessionTags }: Layout): readonly string[] =>
  [...new Set([...CHAIN_FIELDS, ...sessionTags])].slice(0, MOST_INDEXES).sort();

/** How every log group of the agent is kept. */
export function keeping(layout: Layout): Pick<PlannedLogGroup, 'retain' | 'key' | 'fieldIndexes' | 'dataProtection'> {
  const { key, dangerouslyDisposable, dangerouslyUnmasked } = layout.agent.evidence;
  return {
    retain: dangerouslyDisposable === undefined,
    ...(key === undefined ? {} : { key }),
    fieldIndexes: chainFields(layout),
    ...(dangerouslyUnmasked === undefined ? { dataProtection: maskingCredentials() } : {}),
  };
}

const DELIVERED: readonly (readonly [DeliveredLog, string])[] = [
  ['APPLICATION_LOGS', 'calls'],
  ['USAGE_LOGS', 'usage'],
  ['TRACES', 'traces'],
];

/**
 * What AgentCore writes of a runtime itself, delivered beside what its code logs. Names hold the part of the runtime's id that AgentCore generates, because they
 * are one account's and region's.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html
 */
export function deliveriesOf(
  { agent }: Layout,
  common: { readonly component: string; readonly account?: string },
  group: string,
  tags: PlanTags,
): readonly PlannedResource[] {
  if (agent.evidence.deliveries === 'elsewhere') return [];
  const runtimeId = late(`${common.component}-runtimeId`, 'name');
  const here = (service: string, resource: string): string => `arn:⟨partition⟩:${service}:⟨region⟩:⟨account⟩:${resource}`;
  return DELIVERED.flatMap(([logType, what]): readonly PlannedResource[] => {
    const id = `${common.component}/${what}`;
    const name = `${agent.name}-${derived(runtimeId, 'suffix')}-${what}`;
    const groupArn = logType === 'TRACES' ? {} : { groupArn: here('logs', `log-group:${group}`) };
    return [
      {
        kind: 'delivery-source',
        id: `${id}-source`,
        ...common,
        name,
        logType,
        resourceArn: here('bedrock-agentcore', `runtime/${runtimeId}`),
        tags,
      },
      { kind: 'delivery-destination', id: `${id}-destination`, ...common, name, ...groupArn, tags },
      { kind: 'delivery', id, ...common, source: name, destinationArn: here('logs', `delivery-destination:${name}`), tags },
    ];
  });
}

type Placed = Exclude<LogPlacement, { readonly none: string }>;

/** A platform that imposes its own group does so whatever other ways into the component there are; two of them would leave one log without a group. */
function placementOf(laid: Laid, context: TrustContext, findings: FindingList): LogPlacement {
  const placements = laid.trusts.map((trust) => trustKind(trust).log(trust, context));
  const placed = placements.filter((placement): placement is Placed => 'group' in placement);
  const imposed = placed.filter(({ group, writer }) => group !== context.logGroup || writer === 'host');
  const [first, second] = imposed.filter((one, index) => imposed.findIndex(({ group }) => group === one.group) === index);
  if (first !== undefined && second !== undefined) {
    findings.add('WI118', {
      what: `the log of \`${laid.name}\` would stand in both \`${first.group}\` and \`${second.group}\``,
      fix: 'make a component of each workload, so that each has its own role and log',
      pointer: 'trust',
    });
  }
  return first ?? placed[0] ?? placements[0] ?? { writer: 'self', group: context.logGroup };
}

/** The environment whose platform agent writes the component's log. */
function hostOf(laid: Laid, hostTrust: string, layout: Layout, findings: FindingList): string | undefined {
  const hosts = [...layout.components.values()].filter(
    ({ component, trusts }) =>
      component.kind === 'environment' && component.hosts?.includes(laid.name) === true && trusts.some(({ kind }) => kind === hostTrust),
  );
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) {
    findings.add('WI118', {
      what:
        host === undefined
          ? `no environment writes the log of \`${laid.name}\``
          : `${hosts.map(({ name }) => `\`${name}\``).join(' and ')} would both write the log of \`${laid.name}\``,
      fix: `let exactly one environment with \`trust.ecsTaskExecution()\` host it: hosts: ['${laid.name}']`,
      pointer: 'trust',
    });
    return undefined;
  }
  return host.name;
}

/** Plans one component's log. */
export function planLog(laid: Laid, context: TrustContext, layout: Layout, findings: FindingList): LogPlan {
  if (laid.taskOf !== undefined)
    return { log: { none: `its sessions are those of \`${laid.taskOf}\`, which writes its log under its own role` } };
  const placement = placementOf(laid, context, findings);
  const retentionDays = layout.agent.evidence.retainDays;
  if ('none' in placement) return { log: { none: placement.none } };
  if (placement.writer === 'host') {
    const writer = hostOf(laid, placement.hostTrust, layout, findings) ?? laid.name;
    return { log: { group: placement.group, writer, retentionDays, made: 'declared' }, group: placement.group };
  }
  if ('pattern' in placement) {
    return {
      log: { group: placement.pattern, writer: laid.name, retentionDays, made: 'bind' },
      binding: { group: placement.group, needs: placement.needs },
    };
  }
  return { log: { group: placement.group, writer: laid.name, retentionDays, made: 'declared' }, group: placement.group };
}
