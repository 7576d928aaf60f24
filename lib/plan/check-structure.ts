/** Whether the components fit together: hosts, accounts, adopted roles, and names that must not meet. */
import { didYouMean } from '../finding/did-you-mean';
import type { FindingList } from '../finding/finding-list';
import { hasShape } from '../spec/has-shape';
import { checkSession } from './check-names';
import type { Laid, Layout } from './layout';
import type { Edge } from './plan-calls';

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
    if (value !== undefined && !hasShape(value, shape)) {
      findings.add('WI109', {
        what: `\`${value}\` is no ${key === 'role' ? 'role' : 'policy'} ARN`,
        fix: `give an input of shape \`${shape}\` or a literal ARN`,
        pointer: key,
      });
    }
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

/** Tells what is wrong with each component by itself and beside the others. */
export function checkStructure(layout: Layout, findings: FindingList): void {
  for (const laid of layout.components.values()) {
    const below = findings.below(`components.${laid.name}`, laid.name);
    checkHosts(laid, layout, below);
    checkPlace(laid, layout, below);
    checkSession(laid.component.session, laid.sessionCapMinutes, below);
  }
}

/** Tells components that nobody can become, and roles that two identities would share. */
export function checkIdentities(layout: Layout, edges: readonly Edge[], findings: FindingList): void {
  const byName = new Map<string, Laid>();
  for (const laid of layout.components.values()) {
    const below = findings.below(`components.${laid.name}`, laid.name);
    const reached = edges.some(({ callee, call }) => callee === laid && call.by === 'role');
    if (!reached && !laid.adopted && laid.trusts.every(({ kind }) => kind === 'component')) {
      below.add('WI125', {
        what: `nobody can become \`${laid.name}\`: no component declares a call to it`,
        fix: `add '${laid.name}' to the \`calls\` of the component that uses it`,
        pointer: 'trust',
      });
    }
    // IAM compares role names without regard to case.
    const key = `${laid.account ?? ''} ${laid.roleName.toLowerCase()}`;
    const other = byName.get(key);
    if (other !== undefined) {
      below.add('WI117', {
        what: `\`${other.name}\` and \`${laid.name}\` both have the role \`${laid.roleName}\``,
        fix: laid.adopted ? 'adopt a role of its own for each component' : 'rename one of the components',
      });
    } else byName.set(key, laid);
  }
}
