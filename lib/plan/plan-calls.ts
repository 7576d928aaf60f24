/** Turns declared calls into edges: what the caller is allowed to reach, and what the callee's side needs. */
import { didYouMean } from '../finding/did-you-mean';
import type { FindingList } from '../finding/finding-list';
import type { StatementJson } from '../policy/policy-json';
import { receiveMessages } from '../spec/capability';
import type { Capability } from '../spec/permission';
import { trustKind } from '../spec/trust';
import type { Laid, Layout } from './layout';
import type { EntryKind, PlannedCall } from './plan';

/** A call with the two components it joins. */
export interface Edge {
  readonly call: PlannedCall;
  readonly caller: Laid;
  readonly callee: Laid;
  /** Exact ARN of what is reached; absent where the plan only knows a pattern. */
  readonly exact: boolean;
}

interface Reached {
  readonly by: EntryKind;
  readonly target: string;
  readonly exact: boolean;
}

function reachOf(callee: Laid): Reached | undefined {
  const { entry } = callee.component;
  if (entry?.by === 'function') return { by: 'function', target: entry.function, exact: true };
  if (entry?.by === 'runtime') return { by: 'runtime', target: entry.runtime, exact: true };
  if (entry?.by === 'gateway') return { by: 'gateway', target: entry.gateway, exact: true };
  if (entry?.by === 'queue') return { by: 'queue', target: entry.queue, exact: true };
  const point = callee.trusts.flatMap((trust) => trustKind(trust).entry?.(trust) ?? [])[0];
  if (point === undefined) return undefined;
  if (point.by === 'role') return { by: 'role', target: callee.roleArn, exact: true };
  return { by: point.by, target: point.target.replaceAll('⟨account⟩', callee.accountText), exact: point.by === 'function' };
}

/** Every declared call as an edge, sorted by caller and callee. */
export function planCalls(layout: Layout, findings: FindingList): readonly Edge[] {
  const names = [...layout.components.keys()];
  return [...layout.components.values()].flatMap((caller) => {
    const below = findings.below(`components.${caller.name}`, caller.name);
    return [...new Set(caller.component.calls ?? [])].sort().flatMap((name): readonly Edge[] => {
      const callee = layout.components.get(name);
      if (callee === undefined || callee === caller) {
        const near = didYouMean(
          name,
          names.filter((known) => known !== caller.name),
        );
        below.add('WI105', {
          what: callee === caller ? `\`${name}\` calls itself` : `\`${name}\` is no component`,
          fix: near === undefined ? `one of ${names.map((known) => `\`${known}\``).join(', ')}` : `did you mean \`${near}\`?`,
          pointer: 'calls',
        });
        return [];
      }
      const reached = reachOf(callee);
      if (reached === undefined) {
        below.add('WI106', {
          what: `\`${name}\` says no way to be called`,
          fix: `give \`${name}\` an entry, such as \`entry: entry.queue(…)\`, or let its role be assumed: add \`trust.component()\` to its trust`,
          pointer: 'calls',
        });
        return [];
      }
      const call: PlannedCall = {
        from: caller.name,
        to: callee.name,
        by: reached.by,
        target: reached.target,
        crossAccount: caller.account !== callee.account,
        chain: reached.by === 'role' ? 'enforced' : 'by the application, unenforced',
      };
      return [{ call, caller, callee, exact: reached.exact }];
    });
  });
}

const LABEL: { readonly [By in EntryKind]: string } = {
  function: 'CallFunction',
  runtime: 'CallRuntime',
  gateway: 'CallGateway',
  queue: 'CallQueue',
  role: 'CallRole',
};

const ACTIONS: { readonly [By in EntryKind]: readonly string[] } = {
  function: ['lambda:InvokeFunction'],
  runtime: ['bedrock-agentcore:InvokeAgentRuntime'],
  gateway: ['bedrock-agentcore:InvokeGateway'],
  queue: ['sqs:SendMessage'],
  role: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
};

/** What an action of a call is allowed on. A runtime is reached through its endpoints, whose ARNs begin with its own. */
const resourcesOf = ({ call, exact }: Edge): readonly string[] =>
  call.by === 'runtime' && exact ? [call.target, `${call.target}/runtime-endpoint/*`] : [call.target];

/** The caller's half: one statement for each way of calling. */
export const callerStatements = (edges: readonly Edge[]): readonly StatementJson[] =>
  (Object.keys(ACTIONS) as EntryKind[]).flatMap((by) => {
    const targets = edges.filter(({ call }) => call.by === by).flatMap(resourcesOf);
    return targets.length === 0
      ? []
      : [{ Sid: LABEL[by], Effect: 'Allow', Action: ACTIONS[by], Resource: [...new Set(targets)].sort() } as const];
  });

/** What a callee needs on its own side of an entry: to read its queue. */
export const calleeCapabilities = ({ component: { entry } }: Laid): readonly Capability[] =>
  entry?.by === 'queue' ? [receiveMessages({ queue: entry.queue })] : [];

/** The action that a callee's resource policy allows. */
export const entryAction = (by: Exclude<EntryKind, 'role'>): string => ACTIONS[by][0] ?? '';
