/**
 * Reads a declaration, however mangled. What is wrong with its form is told, and something harmless stands in for it, so that the rest can be
 * planned and everything that is wrong is told at once. A plan with stand-ins is never handed out: what they stand in for was an error.
 */
import type { FindingList } from '../finding/finding-list';
import type { Agent } from '../spec/agent';
import { COMPONENT_KINDS, type Component } from '../spec/component';
import { type Form, listOf, membersOf, oneOf, recordOf, shown, suggestion, text } from '../spec/form';
import { denied, granted } from '../spec/permission-forms';
import type { Trust } from '../spec/trust';
import { access, componentAccess, componentSession, deployment, entered, evidence, session, task, trusts } from './declared-forms';
import type { Deployment } from './plan';

type Members = ReadonlyMap<string, unknown>;

/** A role that a function of this name takes: it needs nothing from elsewhere, can be called, and can be hosted. */
const standInTrust = (component: string): Trust => ({
  kind: 'lambda',
  functionName: `stand-in-${component.replaceAll(/[^A-Za-z0-9_-]/g, '')}`.slice(0, 64),
});

const componentFields = {
  kind: oneOf(...COMPONENT_KINDS),
  trust: trusts,
  purpose: text,
  can: listOf(granted, '`allow(…).on(…)` and capabilities'),
  cannot: listOf(denied, '`deny(…)`'),
  calls: listOf(text, 'component names'),
  hosts: listOf(text, 'component names'),
  session: componentSession,
  access: componentAccess,
  account: text,
  role: text,
  boundary: text,
  entry: entered,
  task,
} as const satisfies Readonly<Record<string, Form<unknown>>>;

/** Reads every field by itself, so that a faulty one takes no other with it. */
function readFields<Fields extends Readonly<Record<string, Form<unknown>>>>(members: Members, fields: Fields, findings: FindingList) {
  const known = Object.keys(fields);
  for (const name of members.keys()) {
    if (!Object.hasOwn(fields, name))
      findings.add('WI100', { what: `${shown(name)} is not known here`, fix: suggestion(name, known), pointer: name });
  }
  return <Name extends keyof Fields & string>(name: Name): ReturnType<Fields[Name]> | undefined => {
    const given = members.get(name);
    return given === undefined ? undefined : (fields[name]?.(given, findings.below(name)) as ReturnType<Fields[Name]>);
  };
}

/** A member that is there, or none: declarations leave out what is not given. */
const given = <Name extends string, T>(name: Name, value: T | undefined) =>
  value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: T });

function readComponent(name: string, value: unknown, findings: FindingList): Component {
  const members = membersOf(value, "a component such as { kind: 'tool', trust: … }", findings);
  if (members === undefined) return { kind: 'tool', trust: standInTrust(name) };
  const field = readFields(members, componentFields, findings);
  if (members.get('kind') === undefined)
    findings.add('WI100', { what: 'the component has no kind', fix: suggestion(undefined, COMPONENT_KINDS), pointer: 'kind' });
  if (members.get('trust') === undefined)
    findings.add('WI100', { what: 'no trust is given', fix: 'give one of `trust.…(…)`', pointer: 'trust' });
  const hosts = field('hosts');
  const [first = standInTrust(name), ...more] = field('trust') ?? [];
  return {
    kind: field('kind') ?? (hosts === undefined ? 'tool' : 'environment'),
    trust: [first, ...more],
    ...given('purpose', field('purpose')),
    ...given('can', field('can')),
    ...given('cannot', field('cannot')),
    ...given('calls', field('calls')),
    ...given('hosts', hosts),
    ...given('session', field('session')),
    ...given('access', field('access')),
    ...given('account', field('account')),
    ...given('role', field('role')),
    ...given('boundary', field('boundary')),
    ...given('entry', field('entry')),
    ...given('task', field('task')),
  } as Component;
}

const agentFields = {
  name: text,
  owner: text,
  purpose: text,
  inputs: recordOf(text, 'shapes'),
  components: ((value, findings) => membersOf(value, 'a record of components', findings)) as Form<Members>,
  access,
  session,
  evidence,
} as const satisfies Readonly<Record<string, Form<unknown>>>;

/** The declaration with stand-ins; undefined where there is nothing to read. */
export function readDeclaration(value: unknown, findings: FindingList): Agent | undefined {
  const members = membersOf(value, 'what `defineAgent({ … })` returns', findings);
  if (members === undefined) return undefined;
  const field = readFields(members, agentFields, findings);
  const missing = (key: 'name' | 'owner', code: 'WI101' | 'WI102'): void => {
    if (members.get(key) === undefined)
      findings.add(code, { what: `the agent has no \`${key}\``, fix: `give \`${key}\` as text`, pointer: key });
  };
  missing('name', 'WI101');
  missing('owner', 'WI102');
  if (members.get('evidence') === undefined) {
    findings.add('WI119', {
      what: 'the agent does not say how long its evidence is kept',
      fix: 'write `evidence: { retainDays: 400 }`',
      pointer: 'evidence',
    });
  }
  const components = field('components');
  if (members.get('components') === undefined || components?.size === 0)
    findings.add('WI103', { what: 'the agent has no components', fix: 'declare at least one component', pointer: 'components' });
  return {
    name: field('name') ?? 'agent',
    owner: field('owner') ?? 'owner',
    ...given('purpose', field('purpose')),
    inputs: field('inputs') ?? {},
    components: Object.fromEntries(
      [...(components ?? [])].map(([name, component]) => [
        name,
        readComponent(name, component, findings.below(`components.${name}`, name)),
      ]),
    ),
    ...given('access', field('access')),
    ...given('session', field('session')),
    evidence: field('evidence') ?? { retainDays: 400 },
  } as Agent;
}

/** The deployment, from the options as they were given. */
export function readDeployment(options: unknown, findings: FindingList): Deployment {
  if (options === undefined) return {};
  const members = membersOf(options, 'a record of options', findings);
  if (members === undefined) return {};
  const field = readFields(members, { deployment }, findings);
  return field('deployment') ?? {};
}
