/** Statements in words: which resources, what is done to them, under which conditions. */
import type { PlanStatement } from '../../plan/plan';
import { conditionsInWords } from './condition';
import { resourcesInWords, serviceInWords } from './resource';

export interface StatementInWords {
  /** Resources, each with its service and kind. */
  readonly on: readonly string[];
  /** Actions, without their service where the resource says it. */
  readonly actions: string;
  /** Actions that are left out. */
  readonly except: readonly string[];
  /** All of these have to hold. */
  readonly when: readonly string[];
}

/** Services whose actions have another prefix than their resources are told in full. */
function actionsInWords(actions: readonly string[], resources: readonly string[]): string {
  const services = new Set(actions.map((action) => action.slice(0, Math.max(0, action.indexOf(':')))));
  const [service = '', ...others] = services;
  const said = others.length === 0 && service !== '' && resources.every((text) => text !== '*');
  return actions
    .map((action) => (action === '*' ? 'anything' : said ? action.slice(service.length + 1) : action))
    .map((name) => (name === '*' ? `everything of ${serviceInWords(service)}` : name))
    .join(', ');
}

function describe({ Action, NotAction, Resource, Condition }: PlanStatement): StatementInWords {
  const resources = Resource ?? [];
  const actions = NotAction === undefined ? actionsInWords(Action ?? [], resources) : 'anything';
  const except = (NotAction ?? []).map((action) => action.replace(/:\*$/, ''));
  return { on: resourcesInWords(resources), actions, except, when: conditionsInWords(Condition) };
}

const keyOf = ({ Resource, Condition, NotAction }: PlanStatement): string => JSON.stringify([Resource, Condition, NotAction]);

/** Statements in words; those on the same resources under the same conditions are told together. */
export function statementsInWords(statements: readonly PlanStatement[]): readonly StatementInWords[] {
  const grouped = new Map<string, PlanStatement>();
  for (const statement of statements) {
    const key = keyOf(statement);
    const before = grouped.get(key);
    const actions = [...new Set([...(before?.Action ?? []), ...(statement.Action ?? [])])];
    grouped.set(key, statement.Action === undefined ? statement : { ...statement, Action: actions });
  }
  return [...grouped.values()].map(describe);
}
