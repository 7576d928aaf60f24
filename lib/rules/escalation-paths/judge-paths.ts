/** The check that all rules on escalation share: which of their paths are open to somebody, told in one finding. */
import type { Place } from '../../finding/finding';
import type { GraphHolder, IdentityGraph } from '../../graph/identity-graph';
import { hasHole } from '../../policy/text';
import { counted } from '../../report/count-text';
import type { RuleContext, Tell } from '../define-rule';
import type { Outcome } from '../outcome';
import { once } from '../reading/once';
import { type OpenPath, openPaths, withoutLonger } from '../reading/open-paths';
import { isOfOwnMachine } from '../reading/own-machines';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName } from '../reading/places';
import { declaredFor, machineRoleFor } from '../reading/plan-of';
import { Powers } from '../reading/powers';
import { showAction } from '../reading/show-request';
import type { EscalationPath } from './path';

/** The messages of every rule on escalation: `open` for what is shown, `undecided` for what is not. */
export const escalationMessages = <What extends string, Fix extends string>(what: What, fix: Fix) =>
  ({
    open: { what, fix },
    undecided: {
      what: 'whether `<holder>` can gain permissions this way could not be decided: <paths>',
      fix: 'write the actions, resources and conditions of its policies with literal values',
    },
  }) as const;

const MOST_SHOWN = 8;

const actionsOf = ({ needs }: EscalationPath): string => needs.map((action) => `\`${action}\``).join(' and ');

const shownPaths = (open: readonly OpenPath[]): readonly string[] => {
  const lines = open
    .slice(0, MOST_SHOWN)
    .map(({ path }) => `${path.id}: ${actionsOf(path)} ${path.needs.length === 1 ? 'gains' : 'gain'} ${path.gains}`);
  const left = open.length - lines.length;
  return [...lines, ...(left > 0 ? [`and ${counted(left, 'more way')}`] : [])];
};

/** Where policies let somebody assume a role that they name, by the role's name. */
const assumers = once((graph: IdentityGraph): ReadonlyMap<string, readonly Place[]> => {
  const places = new Map<string, Place[]>();
  for (const holder of graph.holders) {
    const powers = Powers.of(holder);
    for (const { resource } of powers?.statementsOn('sts:AssumeRole') ?? []) {
      for (const pattern of resource?.negated === false ? resource.patterns : []) {
        const [, name] = /:role\/(?:[^*?]*\/)?([^*?/]+)$/.exec(pattern) ?? [];
        if (name === undefined) continue;
        places.set(name, [...(places.get(name) ?? []), holder.place, ...(powers?.placesOf(['sts:AssumeRole']) ?? [])]);
      }
    }
  }
  return places;
});

const isExact = (pattern: string): boolean => !/[*?]/.test(pattern);

/**
 * Whether a declaration grants the decisive permission on things that it names one by one: then it was written down, and read. So are the roles that a plan makes
 * for its own state machines, of which `access/machines-do-only-their-task` tells whether they are as planned.
 */
function isDeclared(path: EscalationPath, holder: GraphHolder, { plans, graph }: RuleContext): boolean {
  if (holder.role === undefined) return false;
  const isKnown = declaredFor(holder.role, plans) !== undefined || machineRoleFor(holder.role, plans) !== undefined;
  if (!isKnown && !isOfOwnMachine(holder.role, graph)) return false;
  const [decisive] = path.needs;
  const statements = Powers.of(holder)?.statementsOn(decisive) ?? [];
  return statements.every(({ action, resource }) => !action.negated && resource?.negated === false && resource.patterns.every(isExact));
}

/** Judges one holder by the paths of a rule: one outcome where a policy comes near any of them. */
export function judgePaths(
  paths: readonly EscalationPath[],
  holder: GraphHolder,
  tell: Tell<ReturnType<typeof escalationMessages>>,
  context: RuleContext,
): readonly Outcome[] {
  const found = openPaths(holder, paths, context.graph);
  if (found === undefined) return [UNREADABLE_POLICY];
  const open = withoutLonger(found.open.filter(({ path }) => !isDeclared(path, holder, context)));
  const name = holderName(holder);
  const [first] = open;
  if (first !== undefined) {
    const needed = open.flatMap(({ path }) => path.needs);
    const witness = first.witness();
    const through = hasHole(holder.name) ? [] : (assumers(context.graph).get(holder.name) ?? []);
    return [
      tell.refuted(
        'open',
        { holder: name, ways: counted(open.length, 'way') },
        {
          at: holder.place,
          shown: witness === undefined ? first.path.id : `${showAction(witness)} is permitted (${first.path.id})`,
          steps: shownPaths(open),
          ...(witness === undefined ? {} : { witness }),
          with: [...(Powers.of(holder)?.placesOf(needed) ?? []), ...(holder.kind === 'role' ? through : [])],
          pins: open.map(({ path }) => path.id),
        },
      ),
    ];
  }
  const [undecided] = found.undecided;
  if (undecided === undefined) return [tell.proved()];
  const told = found.undecided.map(({ path }) => actionsOf(path)).join(', ');
  return [tell.undecided('undecided', { holder: name, paths: told }, { at: holder.place, shown: undecided.reasons.join(', ') })];
}
