/** Whether a condition of the template holds: settled by the template, or answered both ways in turn. */

import { isRecord, own } from '../../policy/parse-values';
import { hasHole, parseText } from '../../policy/text';
import { textValue } from '../values';
import type { Resolver } from './resolver';

/** Whether the named condition holds in this reading. One that the template does not state is open. */
export function conditionHolds(name: string, resolver: Resolver): boolean {
  const written = resolver.template.conditions.get(name);
  if (written === undefined) return resolver.choose(name);
  const held = resolver.once(`condition ${name}`, () => holds(written, name, resolver));
  return typeof held === 'boolean' ? held : resolver.choose(name);
}

const FUNCTIONS: ReadonlyMap<string, (members: readonly unknown[], name: string, resolver: Resolver) => boolean> = new Map([
  ['Fn::And', (members, name, resolver) => members.every((member) => holds(member, name, resolver))],
  ['Fn::Or', (members, name, resolver) => members.some((member) => holds(member, name, resolver))],
  ['Fn::Not', (members, name, resolver) => !holds(members[0], name, resolver)],
  ['Fn::Equals', ([left, right], name, resolver) => equal(resolver.textOf(left), resolver.textOf(right), name, resolver)],
]);

function holds(written: unknown, name: string, resolver: Resolver): boolean {
  if (isRecord(written) && Object.keys(written).length === 1) {
    const other = own(written, 'Condition');
    if (typeof other === 'string') return conditionHolds(other, resolver);
    const [called = ''] = Object.keys(written);
    const members = own(written, called);
    const evaluate = FUNCTIONS.get(called);
    if (evaluate !== undefined && Array.isArray(members)) return evaluate(members, name, resolver);
  }
  resolver.problem(`the condition \`${name}\` cannot be read`);
  return resolver.choose(name);
}

function equal(left: string | undefined, right: string | undefined, name: string, resolver: Resolver): boolean {
  if (left === undefined || right === undefined) {
    resolver.problem(`the condition \`${name}\` compares something other than texts`);
    return resolver.choose(name);
  }
  if (left === right) return true;
  const [open, settled] = hasHole(left) ? [left, right] : [right, left];
  if (!hasHole(open)) return false;
  return hasHole(settled) ? resolver.choose(`${[left, right].sort().join(' = ')}`) : isOneOf(open, settled, resolver);
}

/** Whether an open text is a certain literal: it is one literal at a time, and a parameter one of those that it may be. */
function isOneOf(open: string, literal: string, resolver: Resolver): boolean {
  const { taken, excluded } = resolver;
  const already = taken.get(open);
  if (already !== undefined) return already === literal;
  const left = allowedValues(open, resolver)?.filter((value) => !excluded.has(`${open} = ${value}`));
  if (left !== undefined && !left.includes(literal)) return false;
  const question = `${open} = ${literal}`;
  const answer = left?.length === 1 || (!excluded.has(question) && resolver.choose(question));
  if (answer) taken.set(open, literal);
  else excluded.add(question);
  return answer;
}

function allowedValues(open: string, { template, deployed }: Resolver): readonly string[] | undefined {
  const [only, ...rest] = parseText(open);
  if (only === undefined || typeof only === 'string' || rest.length > 0) return undefined;
  const name = deployed.scope === '' ? only.hole : only.hole.slice(deployed.scope.length + 1);
  const allowed = own(template.parameters.get(name) ?? {}, 'AllowedValues');
  if (!Array.isArray(allowed)) return undefined;
  const texts = allowed.flatMap((value) => textValue(value) ?? []);
  return texts.length === allowed.length ? texts : undefined;
}
