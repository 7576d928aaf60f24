/** Boolean combinations of atoms, with negation at the atoms only. */
import type { Atom } from './atom';

export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'literal'; readonly atom: Atom; readonly holds: boolean }
  | { readonly kind: 'and' | 'or'; readonly items: readonly Formula[] };

export const TRUE: Formula = { kind: 'constant', value: true };
export const FALSE: Formula = { kind: 'constant', value: false };

export const literal = (atom: Atom, holds = true): Formula => ({ kind: 'literal', atom, holds });

function combine(kind: 'and' | 'or', items: readonly Formula[]): Formula {
  const neutral = kind === 'and';
  const kept: Formula[] = [];
  for (const item of items) {
    if (item.kind === 'constant') {
      if (item.value !== neutral) return item;
    } else if (item.kind === kind) kept.push(...item.items);
    else kept.push(item);
  }
  const [only, ...more] = kept;
  if (only === undefined) return neutral ? TRUE : FALSE;
  return more.length === 0 ? only : { kind, items: kept };
}

export const and = (...items: readonly Formula[]): Formula => combine('and', items);
export const or = (...items: readonly Formula[]): Formula => combine('or', items);

export function not(formula: Formula): Formula {
  switch (formula.kind) {
    case 'constant':
      return formula.value ? FALSE : TRUE;
    case 'literal':
      return literal(formula.atom, !formula.holds);
    default:
      return combine(formula.kind === 'and' ? 'or' : 'and', formula.items.map(not));
  }
}
