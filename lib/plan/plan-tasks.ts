/** Task roles: each is planned as a component of its own, which nobody but its owner can call. */
import { didYouMean } from '../finding/did-you-mean';
import type { Finding } from '../finding/finding';
import type { FindingList } from '../finding/finding-list';
import type { ComponentAccess } from '../spec/access/index';
import type { Component } from '../spec/component';
import { checkTagKeys, IDENTITY_TAG_PREFIX } from '../spec/session';
import type { TaskSpec } from '../spec/task';
import { POD_TAG_LENGTHS } from '../spec/trust/service-account';
import type { Laid, Layout } from './layout';

/** A component as it is planned: as declared, or what its owner does in tasks. */
export interface Declared {
  readonly name: string;
  readonly component: Component;
  readonly taskOf: string | undefined;
}

/** A session has at most so many tags, inherited ones among them. */
const MOST_TAGS = 50;

/** The name of a component's task role among the components. */
export const taskNameOf = (owner: string): string => `${owner}-task`;

/** What holds for the owner holds for its tasks, but for what only the owner's own credentials say: without it the owner cannot assume the role. */
function accessOfTask(access: ComponentAccess): ComponentAccess {
  const { roleDelivery: _delivery, claims: _claims, callersFrom: _callers, selectors: _selectors, ...ofTasks } = access;
  return ofTasks;
}

function taskOf(name: string, owner: Component, task: TaskSpec): Declared {
  const { access, account, boundary, cannot = [], kind } = owner;
  return {
    name: taskNameOf(name),
    taskOf: name,
    component: {
      kind: kind === 'environment' ? 'tool' : kind,
      trust: { kind: 'component', tags: task.tags },
      purpose: `one task of ${name} at a time`,
      can: task.can,
      cannot: [...cannot, ...(task.cannot ?? [])],
      ...(access === undefined ? {} : { access: accessOfTask(access) }),
      ...(account === undefined ? {} : { account }),
      ...(boundary === undefined ? {} : { boundary }),
    },
  };
}

/** The components of an agent, and beside each that has tasks the role of these, which it calls. Tasks that are not possible are told, and left out. */
export const withTasks = (components: Readonly<Record<string, Component>>): readonly Declared[] =>
  Object.entries(components).flatMap(([name, component]): readonly Declared[] => {
    const { task, ...own }: Component & { readonly task?: TaskSpec } = component;
    const isPossible =
      component.kind !== 'environment' && !Object.hasOwn(components, taskNameOf(name)) && (task?.tags.length ?? 0) <= MOST_TAGS;
    if (task === undefined || !isPossible) return [{ name, component: own as Component, taskOf: undefined }];
    const calls = [...(component.calls ?? []), taskNameOf(name)];
    return [{ name, component: { ...own, calls } as Component, taskOf: undefined }, taskOf(name, component, task)];
  });

/** The longest value of a tag. */
const LONGEST_VALUE = 256;
/** Session policies have so many characters, and are packed into one limit together with the tags. */
const POLICY = 2048;

const NUMBER = new Intl.NumberFormat('en-US');

/** Tells more tags than a session takes, and tags that could leave no room for a session policy. */
function checkBudget(owner: Laid, { tags }: TaskSpec, findings: FindingList): void {
  const all = [...new Set([...tags, ...owner.transitiveTags])];
  const from = owner.transitiveTags.length === 0 ? '' : ` (${owner.transitiveTags.length} of them from the platform)`;
  if (all.length > MOST_TAGS) {
    findings.add('WI122', {
      what: `sessions of a task would have ${all.length} tags${from}, and at most ${MOST_TAGS} are allowed`,
      fix: 'name fewer tags',
      pointer: 'tags',
    });
    return;
  }
  const most = all.reduce((sum, tag) => sum + tag.length + (POD_TAG_LENGTHS[tag] ?? LONGEST_VALUE), 0);
  if (most > POLICY) {
    findings.add('WI154', {
      what: `the ${all.length} tags of a task${from} have up to ${NUMBER.format(most)} characters, more than the ${NUMBER.format(POLICY)} of a session policy`,
      fix: 'name fewer tags, or keep their values short',
      pointer: 'tags',
    });
  }
}

/** Every tag of the session that texts below a value ask for. */
function tagsAskedFor(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    const variables = [...value.matchAll(/\$\{aws:PrincipalTag\/([^},]+)/gi)].map(([, tag = '']) => tag.trim());
    const key = /^aws:PrincipalTag\/(.+)$/i.exec(value)?.[1];
    return key === undefined ? variables : [...variables, key];
  }
  if (Array.isArray(value)) return value.flatMap(tagsAskedFor);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) => [...tagsAskedFor(key), ...tagsAskedFor(child)]);
}

function checkTags(owner: Laid, { tags, can }: TaskSpec, findings: FindingList): void {
  const asked = [...new Set(tagsAskedFor(can))];
  const known = new Set([...tags, ...owner.transitiveTags].map((tag) => tag.toLowerCase()));
  for (const tag of asked.filter((one) => !known.has(one.toLowerCase()) && !one.toLowerCase().startsWith(IDENTITY_TAG_PREFIX))) {
    const near = didYouMean(tag, tags);
    findings.add('WI173', {
      what: `a permission of the task asks for the session tag \`${tag}\`, which its sessions do not carry`,
      fix: near === undefined ? `add '${tag}' to the \`tags\` of the task` : `did you mean \`${near}\`?`,
      pointer: 'can',
    });
  }
  if (asked.length === 0 && can.length > 0) {
    findings.add('WI176', {
      what: 'no permission of the task depends on a session tag, so every task reaches what all of them do',
      fix: "name a tag in what the task reaches, such as text`${bucket}/tenants/${sessionTag('tenant')}/*`",
      pointer: 'can',
    });
  }
}

/** Tells what is wrong with a component's task role. `task` is what was declared of it. */
export function checkTask(owner: Laid, task: TaskSpec, layout: Layout, findings: FindingList): void {
  const below = findings.below('task');
  checkTagKeys(task.tags, 'tags', below);
  if (owner.component.kind === 'environment') {
    findings.add('WI173', {
      what: `\`${owner.name}\` is an environment and has tasks`,
      fix: 'let a component that runs in it have them',
      pointer: 'task',
    });
  }
  if (Object.hasOwn(layout.agent.components, taskNameOf(owner.name))) {
    findings.add('WI104', {
      what: `\`${taskNameOf(owner.name)}\` is the name of the task role of \`${owner.name}\`, and of a component`,
      fix: 'rename the component',
    });
  }
  if (task.can.length === 0)
    below.add('WI173', { what: 'the task may do nothing', fix: 'name what it may do, or leave out `task`', pointer: 'can' });
  const taken = task.tags.find((tag) => owner.transitiveTags.some((inherited) => inherited.toLowerCase() === tag.toLowerCase()));
  if (taken !== undefined) {
    below.add('WI122', {
      what: `the session tag \`${taken}\` comes to \`${owner.name}\` from its platform, so it cannot pass it`,
      fix: 'leave it out: the task has it anyway',
      pointer: 'tags',
    });
  }
  checkTags(owner, task, below);
  checkBudget(owner, task, below);
}

/** The place in `task` of what stands at this place of the task role's component; undefined for what it only takes over from its owner, where it is told already. */
function placeInTask(path: string, owner: Laid): string | undefined {
  if (path.startsWith('.access')) return undefined;
  const [, index, rest = ''] = /^\.cannot\.(\d+)(.*)$/.exec(path) ?? [];
  if (index === undefined) return path;
  const own = Number(index) - (owner.component.cannot ?? []).length;
  return own < 0 ? undefined : `.cannot.${own}${rest}`;
}

/** A finding about a task role, told of what was declared: the owner and its `task`. None for what is told of the owner. */
export function asDeclared(finding: Finding, layout: Layout): readonly Finding[] {
  const { component, pointer } = finding.where;
  const name = component === undefined ? undefined : layout.components.get(component)?.taskOf;
  const owner = name === undefined ? undefined : layout.components.get(name);
  if (component === undefined || owner === undefined) return [finding];
  const prefix = `components.${component}`;
  if (pointer?.startsWith(prefix) !== true) return [{ ...finding, where: { ...finding.where, component: owner.name } }];
  const path = placeInTask(pointer.slice(prefix.length), owner);
  return path === undefined
    ? []
    : [{ ...finding, where: { ...finding.where, component: owner.name, pointer: `components.${owner.name}.task${path}` } }];
}
