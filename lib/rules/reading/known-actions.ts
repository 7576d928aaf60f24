/** What the service reference knows of the actions that patterns name. */
import { type ActionInfo, actionInfo } from '../../policy/data/action-info';
import { actionsMatching } from '../../policy/data/actions-matching';
import { exampleResources } from '../../policy/data/example-resource';
import type { AccessLevel } from '../../policy/data/service-reference';
import { hasHole } from '../../policy/text';
import { type ArnPlace, arnParts, arnPlace } from './accounts';

export type KnownAction = ActionInfo & { readonly status: 'known' };

/** The graver, the earlier: what an attacker would use first. */
const GRAVITY: Readonly<Record<AccessLevel, number>> = { 'Permissions management': 0, Write: 1, Tagging: 2, Read: 3, List: 4 };

/** Whether an action changes something, or who may do what. */
export const changes = ({ accessLevel }: KnownAction): boolean => GRAVITY[accessLevel] < GRAVITY.Read;

function look(pattern: string): readonly KnownAction[] {
  const found = actionsMatching(pattern).flatMap((action) => {
    const info = actionInfo(action);
    return info.status === 'known' ? [info] : [];
  });
  return found.sort((a, b) => GRAVITY[a.accessLevel] - GRAVITY[b.accessLevel]);
}

/** Patterns repeat from role to role; the longest answers are those of patterns over all services. */
const MOST_KEPT = 512;

const kept = new Map<string, readonly KnownAction[]>();

/** The known actions that a pattern names, the gravest first; none for a pattern with a hole, which could name anything. */
export function knownActions(pattern: string): readonly KnownAction[] {
  if (hasHole(pattern)) return [];
  const before = kept.get(pattern);
  if (before !== undefined) return before;
  const found = look(pattern);
  if (kept.size < MOST_KEPT) kept.set(pattern, found);
  return found;
}

type Where = Omit<ArnPlace, 'service'>;

const HOLES: Where = { partition: '⟨partition⟩', region: '⟨region⟩', account: '⟨account⟩' };
const EXAMPLE: Where = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };

const filled = (text: string, example: string): string => (/[*?]/.test(text) ? example : text);

/** Resources of no particular name that the action accepts, where a pattern places them; in the words of a template where the pattern leaves it open. */
export function anyResources({ action }: KnownAction, pattern: string): readonly string[] {
  const given = arnPlace(pattern);
  const at = ({ partition, region, account }: Where): Where =>
    given === undefined
      ? { partition, region, account }
      : {
          partition: filled(given.partition, partition),
          region: filled(given.region, region),
          account: filled(given.account, account),
        };
  const asWritten = ({ partition, region, account }: Where): string =>
    `arn:${partition}:${given?.service ?? ''}:${region}:${account}:${(arnParts(pattern)?.rest ?? '').replaceAll(/[*?]+/g, 'example')}`;
  const written = given === undefined || /[*?]/.test(given.service) ? [] : [EXAMPLE, HOLES].map((place) => asWritten(at(place)));
  return [...new Set([...[EXAMPLE, HOLES].flatMap((place) => exampleResources(action, at(place))), ...written])];
}

/** Whether an ARN template names a resource, rather than all there are. */
const namesResource = (template: string): boolean => /\$\{(?!Partition\}|Region\}|Account\}|\*)[^}]*\}/.test(template);

/**
 * Whether the action can be kept to resources by name. A single type of resource that the action does not require is one that it can do without, so that a
 * policy for its ordinary use has to say `*`.
 */
export const canBeBounded = ({ resourceTypes }: KnownAction): boolean => {
  const named = resourceTypes.filter(({ arns }) => arns.some(namesResource));
  return named.some(({ required }) => required) || named.length > 1;
};
