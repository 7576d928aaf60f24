/** Whether the components fit together: hosts, accounts, adopted roles, and names that must not meet. */
import { didYouMean } from '../finding/did-you-mean';
import type { FindingList } from '../finding/finding-list';
import { hasShape } from '../spec/has-shape';
import { trustKind } from '../spec/trust';
import { checkSession } from './check-names';
import type { Laid, Layout } from './layout';

function checkHosts(laid: Laid, layout: Layout, findings: FindingList): void {
  const { component, name } = laid;
  if (component.kind !== 'environment') {
    if (component.hosts !== undefined) {
      findings.add('WI107', {
        what: `\`${name}\` is no environment and hosts others`,
        fix: 'let a component of kind `environment` host them',
        pointer: 'hosts',
      });
    }
    return;
  }
  for (const guest of component.hosts ?? []) {
    const known = [...layout.components.keys()].filter((other) => other !== name);
    if (guest === name)
      findings.add('WI107', { what: `\`${name}\` hosts itself`, fix: 'name the components that run in it', pointer: 'hosts' });
    else if (!layout.components.has(guest)) {
      const near = didYouMean(guest, known);
      findings.add('WI107', {
        what: `\`${guest}\` is no component`,
        fix: near === undefined ? `one of ${known.map((one) => `\`${one}\``).join(', ')}` : `did you mean \`${near}\`?`,
        pointer: 'hosts',
      });
    } else if (layout.components.get(guest)?.account !== laid.account) {
      findings.add('WI107', {
        what: `\`${guest}\` lives in another account than its host`,
        fix: 'give host and guest the same account',
        pointer: 'hosts',
      });
    }
  }
}

/** The account in a literal ARN; none in one of AWS's own resources, and none that is not yet known. */
const accountIn = (arn: string): string | undefined => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];

/** Tells a literal ARN of another account than the one that the component lives in. */
function checkOwner(key: string, arn: string | undefined, laid: Laid, { deployment }: Layout, findings: FindingList): void {
  const owner = arn === undefined ? undefined : accountIn(arn);
  const own = laid.account === undefined ? deployment.account : undefined;
  if (owner === undefined || own === undefined || owner === own) return;
  findings.add('WI115', {
    what: `\`${arn}\` belongs to another account than \`${laid.name}\`, which is deployed to ${own}`,
    fix: 'declare an input of shape `account-id` and give the component that `account`',
    pointer: key,
  });
}

/** What callers reach belongs to the component, and so to its account. */
const targetOf = ({ entry }: Laid['component']): string | undefined => {
  if (entry === undefined) return undefined;
  if (entry.by === 'function') return entry.function;
  if (entry.by === 'runtime') return entry.runtime;
  return entry.by === 'gateway' ? entry.gateway : entry.queue;
};

function checkPlace(laid: Laid, layout: Layout, findings: FindingList): void {
  const { component } = laid;
  if (component.account !== undefined) {
    if (laid.account === undefined || !hasShape(component.account, 'account-id')) {
      findings.add('WI115', {
        what: `the account \`${component.account}\` is not an input of shape \`account-id\``,
        fix: "declare `inputs: { toolsAccount: 'account-id' }` and use it",
        pointer: 'account',
      });
    }
    if (layout.deployment.account === undefined) {
      findings.add('WI115', {
        what: 'it lives in another account, and the deployment names no home account',
        fix: 'give the literal account: `deployment: { account: … }`',
        pointer: 'account',
      });
    }
  }
  for (const [key, shape] of [
    ['role', 'iam-role-arn'],
    ['boundary', 'iam-policy-arn'],
  ] as const) {
    const value = component[key];
    checkOwner(key, value, laid, layout, findings);
    if (value !== undefined && !hasShape(value, shape)) {
      findings.add('WI109', {
        what: `\`${value}\` is no ${key === 'role' ? 'role' : 'policy'} ARN`,
        fix: `give an input of shape \`${shape}\` or a literal ARN`,
        pointer: key,
      });
    }
  }
  checkOwner('entry', targetOf(component), laid, layout, findings);
  for (const trust of laid.trusts) {
    for (const [option, arn] of Object.entries(trustKind(trust).ownArns?.(trust) ?? {}))
      checkOwner(`trust.${option}`, arn, laid, layout, findings);
  }
  if (laid.adopted) {
    findings.add('WI123', {
      what: `the role of \`${laid.name}\` is adopted: its trust policy, boundary and session length stay as they are`,
      fix: 'check the template that makes the role, or let the role be made here',
      pointer: 'role',
    });
    if (component.boundary !== undefined)
      findings.add('WI109', { what: 'an adopted role keeps its own boundary', fix: 'leave out `boundary`', pointer: 'boundary' });
  }
}

/** The compiler refuses this; other callers may still write it. */
function checkCalls({ component, name }: Laid, findings: FindingList): void {
  const { kind, calls }: { kind: string; calls?: readonly string[] } = component;
  if (kind === 'environment' && calls !== undefined) {
    findings.add('WI105', {
      what: `\`${name}\` is an environment and calls others`,
      fix: 'let a component that runs in it make the calls',
      pointer: 'calls',
    });
  }
}

/** Tells what a role is given that only EKS has, on its way to the target. */
function checkFirstRole({ component, trusts, name }: Laid, findings: FindingList): void {
  if (trusts.length === 0 || !trusts.every((trust) => trust.kind === 'eks-pod-identity' && trust.targetRole !== undefined)) return;
  for (const member of ['can', 'calls'] as const) {
    if ((component[member] ?? []).length === 0) continue;
    findings.add('WI172', {
      what: `\`${name}\` has \`${member}\`, and its pods go on to another role`,
      fix: `give \`${member}\` to the component that is the target`,
      pointer: member,
    });
  }
}

/** Tells what is wrong with each component by itself and beside the others. */
export function checkStructure(layout: Layout, findings: FindingList): void {
  for (const laid of layout.components.values()) {
    const below = findings.below(`components.${laid.name}`, laid.name);
    checkHosts(laid, layout, below);
    checkCalls(laid, below);
    checkFirstRole(laid, below);
    checkPlace(laid, layout, below);
    checkSession(laid.component.session, laid.sessionCapMinutes, below);
  }
}
