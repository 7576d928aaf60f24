/** Who can do something, and what someone can do. */
import type { PolicyDocument } from '../document';
import type { PolicySet } from '../policy-set';
import type { AuthorizationRequest } from '../request';
import { disjoint } from './contains';
import { type Existence, existence } from './existence';
import type { ProveOptions } from './options';
import type { Subject } from './permission';

/** What is asked about: patterns as in a policy, so that `s3:*` asks whether any of these actions is permitted. */
export interface Access {
  readonly action: string;
  /** Default `*`: on any resource. */
  readonly resource?: string;
}

export interface PermittedAccess extends Access {
  readonly answer: Existence<AuthorizationRequest>;
}

const asDocument = ({ action, resource = '*' }: Access): PolicyDocument => ({
  type: 'identity',
  version: '2008-10-17',
  statements: [
    {
      effect: 'Allow',
      action: { negated: false, patterns: [action] },
      resource: { negated: false, patterns: [resource] },
      conditions: [],
      pointer: '/Statement/0',
    },
  ],
});

/** Whether the subject permits any such request, under some circumstances. Proved with one. */
export const can = (subject: Subject, access: Access, options: ProveOptions = {}): Existence<AuthorizationRequest> =>
  existence(disjoint([{ layers: [[asDocument(access)]] }, subject], options));

/** For each of the named principals, whether it can make any such request. */
export const whoCan = (
  principals: Readonly<Record<string, PolicySet>>,
  access: Access,
  options: ProveOptions = {},
): ReadonlyMap<string, Existence<AuthorizationRequest>> =>
  new Map(Object.entries(principals).map(([name, policies]) => [name, can(policies, access, options)]));

/**
 * What a principal can do: every pair of action and resource that its Allow statements name, and whether anything of it is
 * left by the Deny statements and limits. An entry with `NotAction` or `NotResource` stands as `*`.
 */
export function whatCan(policies: PolicySet, options: ProveOptions = {}): readonly PermittedAccess[] {
  const documents = [...(policies.identity ?? []), ...(policies.resource === undefined ? [] : [policies.resource])];
  const pairs = new Map<string, Access>();
  for (const { effect, action, resource } of documents.flatMap(({ statements }) => statements)) {
    if (effect !== 'Allow') continue;
    for (const one of action.negated ? ['*'] : action.patterns) {
      for (const other of resource === undefined || resource.negated ? ['*'] : resource.patterns) {
        pairs.set(`${one.toLowerCase()} ${other}`, { action: one, resource: other });
      }
    }
  }
  return [...pairs.values()].map((access) => ({ ...access, answer: can(policies, access, options) }));
}
