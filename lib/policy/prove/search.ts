/**
 * The search for a request that a formula holds for.
 *
 * Dimensions are independent of each other, so a conjunction of literals can hold exactly if its literals on each
 * dimension can. The search decides disjunctions one by one, drops what is settled already and gives up a branch as soon
 * as one dimension has no value left.
 */
import type { Dimension } from './atom';
import { type DimensionSpace, type DimensionState, type Literal, type SpaceSetting, spaceOf } from './dimension-space';
import { and, type Formula, literal, or } from './formula';
import type { KeyValue } from './key-space';
import { NO_PREFERENCE, type Preference, type Realism } from './realism';

export interface SearchSetting extends SpaceSetting {
  /** Branches taken before the search gives up. */
  readonly maximumBranches: number;
  /** Literals looked at before the search gives up. */
  readonly maximumSteps: number;
  /** Makes solutions realistic; absent: any will do. */
  readonly realism?: Realism;
  /** Looks at a solution as a whole; one that it refuses counts as "perhaps". */
  readonly accept: (solution: Solution) => boolean;
}

/** Values for the dimensions that matter; all others are free. */
export type Solution = ReadonlyMap<Dimension, KeyValue>;

export type SearchResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly solution: Solution }
  /** There may be a request, but none was found that fulfils the formula whatever the unknowns are. */
  | { readonly kind: 'perhaps'; readonly literals: readonly Literal[] }
  | { readonly kind: 'capped' };

type States = ReadonlyMap<Dimension, DimensionState>;

export class Search {
  readonly #spaces = new Map<Dimension, DimensionSpace>();
  readonly #left = new Map<DimensionState, readonly Formula[]>();
  #obstacles: readonly Formula[] = [];
  #branches = 0;
  #steps = 0;
  #capped = false;
  #perhaps: readonly Literal[] | undefined;

  constructor(readonly setting: SearchSetting) {}

  /** @param chosen the formulas whose alternatives are gone through first: what allows, rather than what hinders */
  run(chosen: readonly Formula[], hindering: readonly Formula[]): SearchResult {
    this.#obstacles = hindering;
    const solution = this.#explore(new Map(), chosen, hindering);
    if (solution !== undefined) return { kind: 'found', solution };
    if (this.#capped) return { kind: 'capped' };
    return this.#perhaps === undefined ? { kind: 'none' } : { kind: 'perhaps', literals: this.#perhaps };
  }

  #explore(states: States, chosen: readonly Formula[], hindering: readonly Formula[]): Solution | undefined {
    const first = this.#settle(states, chosen);
    if (first === undefined) return undefined;
    const [choice, ...otherChoices] = first.open;
    if (choice !== undefined)
      return this.#branch(first.states, choice, (states, picked) => this.#explore(states, [picked, ...otherChoices], hindering));
    const second = this.#settle(first.states, this.#leftBy(first.states, hindering));
    if (second === undefined) return undefined;
    const obstacle = smallest(second.open);
    if (obstacle === undefined) return this.#conclude(second.states);
    const others = second.open.filter((formula) => formula !== obstacle);
    return this.#branch(second.states, obstacle, (states, picked) => this.#explore(states, [], [picked, ...others]));
  }

  /** What is left of the obstacles once it is known which action is asked about: for most statements nothing. Remembered. */
  #leftBy(states: States, formulas: readonly Formula[]): readonly Formula[] {
    const action = states.get('action');
    if (action === undefined || formulas !== this.#obstacles) return formulas;
    const known = this.#left.get(action);
    if (known !== undefined) return known;
    const only = new Map([['action', action] as const]);
    const left = formulas.map((formula) => this.#simplify(only, formula)).filter((simple) => simple.kind !== 'constant' || !simple.value);
    this.#left.set(action, left);
    return left;
  }

  #branch(
    states: States,
    { items }: Formula & { kind: 'and' | 'or' },
    next: (states: States, picked: Formula) => Solution | undefined,
  ): Solution | undefined {
    for (const item of items) {
      this.#branches++;
      if (this.#branches > this.setting.maximumBranches || this.#steps > this.setting.maximumSteps) {
        this.#capped = true;
        return undefined;
      }
      const solution = next(states, item);
      if (solution !== undefined || this.#capped) return solution;
    }
    return undefined;
  }

  /** Takes over every literal that has to hold; leaves the disjunctions that are still open. `undefined` where nothing is left. */
  #settle(
    states: States,
    formulas: readonly Formula[],
  ): { states: States; open: readonly (Formula & { kind: 'and' | 'or' })[] } | undefined {
    let current = states;
    let pending = formulas;
    for (;;) {
      const open: (Formula & { kind: 'and' | 'or' })[] = [];
      const before = current;
      for (const formula of pending) {
        const simple = this.#simplify(current, formula);
        if (simple.kind === 'constant') {
          if (!simple.value) return undefined;
          continue;
        }
        for (const item of simple.kind === 'and' ? simple.items : [simple]) {
          if (item.kind === 'literal') {
            const asserted = this.#assert(current, item);
            if (asserted === undefined) return undefined;
            current = asserted.states;
            if (asserted.open !== undefined) open.push(asserted.open);
          } else if (item.kind !== 'constant') open.push(item);
        }
      }
      if (current === before || open.length === 0) return { states: current, open };
      pending = open;
    }
  }

  /** One of several patterns wanted is a choice between them. */
  #assert(states: States, { atom, holds }: Literal): { states: States; open?: Formula & { kind: 'and' | 'or' } } | undefined {
    if (holds && atom.kind === 'pattern' && atom.patterns.length > 1) {
      const alternatives = or(...atom.patterns.map((pattern) => literal(this.setting.table.patterns(atom.dimension, [pattern]))));
      if (alternatives.kind === 'or') return { states, open: alternatives };
    }
    const state = this.#stateOf(states, atom.dimension).with(atom, holds);
    if (!state.possible) return undefined;
    return { states: new Map(states).set(atom.dimension, state) };
  }

  #simplify(states: States, formula: Formula): Formula {
    if (formula.kind === 'constant') return formula;
    if (formula.kind === 'literal') {
      this.#steps++;
      const state = this.#stateOf(states, formula.atom.dimension);
      const settled = state.settled(formula.atom);
      return settled === undefined ? formula : { kind: 'constant', value: settled === formula.holds };
    }
    const decisive = formula.kind === 'or';
    const items: Formula[] = [];
    for (const item of formula.items) {
      const simple = this.#simplify(states, item);
      if (simple.kind !== 'constant') items.push(simple);
      else if (simple.value === decisive) return simple;
    }
    return decisive ? or(...items) : and(...items);
  }

  #conclude(states: States): Solution | undefined {
    const solution = new Map<Dimension, KeyValue>();
    for (const dimension of this.#wanted(states)) {
      const state = this.#stateOf(states, dimension);
      const value = state.space.find(state.literals, this.#preference(dimension, state.literals, solution));
      if (value === undefined) {
        this.#perhaps ??= state.literals;
        return undefined;
      }
      solution.set(dimension, value);
    }
    if (this.setting.accept(solution)) return solution;
    this.#perhaps ??= [...states.values()].flatMap(({ literals }) => literals);
    return undefined;
  }

  /** The dimensions that need a value: the action first, as it says which resources there are. */
  #wanted(states: States): readonly Dimension[] {
    const asked = [...states].filter(([, { literals }]) => literals.length > 0).map(([dimension]) => dimension);
    const always: readonly Dimension[] = this.setting.realism === undefined ? [] : ['action', 'resource'];
    return [...new Set([...always, ...asked.filter((dimension) => dimension === 'action'), ...asked])];
  }

  #preference(dimension: Dimension, literals: readonly Literal[], solution: Solution): Preference {
    const { realism } = this.setting;
    if (realism === undefined) return NO_PREFERENCE;
    if (dimension === 'action') return realism.action(demandedText(literals));
    if (dimension === 'resource') return realism.resource(textOfValue(solution.get('action')));
    return dimension.startsWith('key ') ? realism.key(dimension) : NO_PREFERENCE;
  }

  #stateOf(states: States, dimension: Dimension): DimensionState {
    const state = states.get(dimension);
    if (state !== undefined) return state;
    let space = this.#spaces.get(dimension);
    if (space === undefined) {
      space = spaceOf(dimension, this.setting);
      this.#spaces.set(dimension, space);
    }
    return space.start;
  }
}

const smallest = <Item extends { readonly items: readonly unknown[] }>(formulas: readonly Item[]): Item | undefined =>
  formulas.reduce<Item | undefined>(
    (best, formula) => (best === undefined || formula.items.length < best.items.length ? formula : best),
    undefined,
  );

/** The first pattern that is demanded, as text; `*` where none is. */
function demandedText(literals: readonly Literal[]): string {
  const demanded = literals.find(({ atom, holds }) => holds && atom.kind === 'pattern');
  const [pattern] = demanded?.atom.kind === 'pattern' ? demanded.atom.patterns : [];
  if (pattern === undefined) return '*';
  return pattern.tokens.map((token) => (token.kind === 'char' ? token.chars.charAt(0) : token.kind === 'one' ? '?' : '*')).join('');
}

function textOfValue(value: KeyValue | undefined): string {
  const [inputs = []] = value?.kind === 'values' ? value.values : [];
  return inputs.map((input) => (typeof input === 'string' ? input : '*')).join('');
}
