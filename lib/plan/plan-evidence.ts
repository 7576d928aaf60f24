/** Where each component's log stands, and whose role writes it. */
import { FindingList } from '../finding/finding-list';
import type { StatementJson } from '../policy/policy-json';
import type { ShapeName } from '../policy/shapes';
import { writeLog } from '../spec/capability';
import { trustKind } from '../spec/trust';
import type { LogPlacement, TrustContext } from '../spec/trust/define-trust';
import type { Laid, Layout } from './layout';
import type { PlannedLog } from './plan';
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
