/** Whether every component is one identity: somebody can become it, nobody shares its role or workload, and its callers can call it. */
import type { FindingList } from '../finding/finding-list';
import { trustKind } from '../spec/trust';
import { type Laid, type Layout, tagsAskedBy } from './layout';
import type { Edge } from './plan-calls';

function checkReached(laid: Laid, edges: readonly Edge[], findings: FindingList): void {
  const reached = edges.some(({ callee, call }) => callee === laid && call.by === 'role');
  if (!reached && !laid.adopted && laid.trusts.every(({ kind }) => kind === 'component')) {
    findings.add('WI125', {
      what: `nobody can become \`${laid.name}\`: no component declares a call to it`,
      fix: `add '${laid.name}' to the \`calls\` of the component that uses it`,
      pointer: 'trust',
    });
  }
}

/** Tells whoever comes second to something that only one can have. */
function checkUnique(seen: Map<string, Laid>, key: string, laid: Laid, tell: (other: Laid) => void): void {
  const other = seen.get(key);
  if (other === undefined) seen.set(key, laid);
  else tell(other);
}

/** STS refuses to pass a tag that the caller's session inherited: it goes on by itself, with the value that it has. */
function checkTags(caller: Laid, edges: readonly Edge[], layout: Layout, findings: FindingList): void {
  // What a task role asks for is told with the task.
  const called = edges.filter((edge) => edge.caller === caller && edge.call.by === 'role' && edge.callee.taskOf === undefined);
  const passed = new Set(called.flatMap(({ callee }) => tagsAskedBy(callee) ?? layout.sessionTags));
  const inherited = new Set(caller.transitiveTags.map((tag) => tag.toLowerCase()));
  for (const tag of [...passed].filter((one) => inherited.has(one.toLowerCase()))) {
    findings.add('WI122', {
      what: `the session tag \`${tag}\` comes to \`${caller.name}\` from its platform, so it cannot pass it`,
      fix: 'require a tag of another name',
      pointer: 'trust',
    });
  }
}

/** Tells components that nobody can become, and what two identities would share. */
export function checkIdentities(layout: Layout, edges: readonly Edge[], findings: FindingList): void {
  const roles = new Map<string, Laid>();
  const workloads = new Map<string, Laid>();
  for (const laid of layout.components.values()) {
    const below = findings.below(`components.${laid.name}`, laid.name);
    const account = laid.account ?? '';
    checkReached(laid, edges, below);
    checkTags(laid, edges, layout, below);
    // IAM compares role names without regard to case.
    checkUnique(roles, `${account} ${laid.roleName.toLowerCase()}`, laid, (other) =>
      below.add('WI117', {
        what: `\`${other.name}\` and \`${laid.name}\` both have the role \`${laid.roleName}\``,
        fix: laid.adopted ? 'adopt a role of its own for each component' : 'rename one of the components',
      }),
    );
    for (const trust of laid.trusts) {
      const workload = trustKind(trust).workload?.(trust);
      if (workload === undefined) continue;
      checkUnique(workloads, `${account} ${workload}`, laid, (other) =>
        below.add('WI126', {
          what:
            other === laid
              ? `\`${laid.name}\` names ${workload} twice`
              : `${workload} would be both \`${other.name}\` and \`${laid.name}\``,
          fix: other === laid ? 'name it once' : 'give each component a workload of its own',
          pointer: 'trust',
        }),
      );
    }
  }
}
