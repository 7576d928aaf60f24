/** How the values of one dimension are decided, and what is demanded of them on the way. */
import type { Atom, AtomTable, Dimension } from './atom';
import type { Domains } from './domains';
import { type ConditionLiteral, type KeyAssumptions, KeySpace, type KeyValue } from './key-space';
import type { Preference } from './realism';
import type { Demand, StringSpace } from './string-space';
import type { TokenPattern } from './token';

export interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** What is demanded of one dimension so far. States are shared, so that questions about them are answered once. */
export class DimensionState {
  readonly #children = new Map<number, DimensionState>();
  readonly #settled = new Map<number, boolean | undefined>();
  #possible: boolean | undefined;

  constructor(
    readonly space: DimensionSpace,
    readonly literals: readonly Literal[],
  ) {}

  with(atom: Atom, holds: boolean): DimensionState {
    if (this.literals.some((own) => own.atom === atom && own.holds === holds)) return this;
    const key = atom.id * 2 + (holds ? 1 : 0);
    let child = this.#children.get(key);
    if (child === undefined) {
      child = this.space.intern([...this.literals, { atom, holds }]);
      this.#children.set(key, child);
    }
    return child;
  }

  get possible(): boolean {
    this.#possible ??= !contradict(this.literals) && this.space.mayHold(this.literals);
    return this.#possible;
  }

  /** Whether the atom is bound to hold, or bound to fail, given what is demanded. */
  settled(atom: Atom): boolean | undefined {
    if (this.#settled.has(atom.id)) return this.#settled.get(atom.id);
    const answer = this.#settle(atom);
    this.#settled.set(atom.id, answer);
    return answer;
  }

  #settle(atom: Atom): boolean | undefined {
    const own = this.literals.find((one) => one.atom === atom);
    if (own !== undefined) return own.holds;
    const quick = this.space.quickly(this.literals, atom);
    if (quick !== undefined) return quick;
    // Before anything is demanded of an action or resource, hardly any statement is settled: not worth the search.
    if (this.literals.length === 0 && atom.kind === 'pattern') return undefined;
    if (!this.with(atom, true).possible) return false;
    return this.with(atom, false).possible ? undefined : true;
  }
}

/** How one dimension is decided. */
export class DimensionSpace {
  readonly #states = new Map<string, DimensionState>();
  readonly start = new DimensionState(this, []);

  constructor(
    readonly mayHold: (literals: readonly Literal[]) => boolean,
    readonly find: (literals: readonly Literal[], preference: Preference) => KeyValue | undefined,
    /** A cheap answer to whether an atom is bound to hold or to fail; `undefined` where there is none. */
    readonly quickly: (literals: readonly Literal[], atom: Atom) => boolean | undefined,
  ) {}

  intern(literals: readonly Literal[]): DimensionState {
    const key = literals
      .map(({ atom, holds }) => atom.id * 2 + (holds ? 1 : 0))
      .sort((a, b) => a - b)
      .join(' ');
    let state = this.#states.get(key);
    if (state === undefined) {
      state = new DimensionState(this, literals);
      this.#states.set(key, state);
    }
    return state;
  }
}

export interface SpaceSetting {
  readonly table: AtomTable;
  readonly domains: Domains;
  readonly assumptions: (dimension: Dimension) => KeyAssumptions;
}

/** The space of a dimension. */
export function spaceOf(dimension: Dimension, { table, domains, assumptions }: SpaceSetting): DimensionSpace {
  const { space } = table;
  if (dimension.startsWith('open ')) {
    return new DimensionSpace(
      () => true,
      () => undefined,
      () => undefined,
    );
  }
  if (dimension.startsWith('key ')) {
    const keys = new KeySpace(table, dimension, assumptions(dimension));
    return new DimensionSpace(
      (literals) => keys.mayHold(conditionLiterals(literals)),
      (literals, preference) => keys.find(conditionLiterals(literals), preference),
      () => undefined,
    );
  }
  const domain = domains(dimension);
  return new DimensionSpace(
    (literals) => space.mayHold(patternDemand(literals, domain)),
    (literals, preference) => {
      const inputs = space.find(patternDemand(literals, domain), preference);
      return inputs === undefined ? undefined : { kind: 'values', values: [inputs], illTyped: false };
    },
    (literals, atom) => (atom.kind === 'pattern' ? quickly(space, literals, atom) : undefined),
  );
}

/** Whether one atom is to hold and to fail. */
const contradict = (literals: readonly Literal[]): boolean =>
  literals.some(({ atom, holds }) => literals.some((other) => other.atom === atom && other.holds !== holds));

/** Compares pairs of patterns only. */
function quickly(space: StringSpace, literals: readonly Literal[], { patterns }: Atom & { kind: 'pattern' }): boolean | undefined {
  if (patterns.some(({ everything }) => everything)) return true;
  for (const { atom, holds } of literals) {
    const [required, ...alternatives] = atom.kind === 'pattern' && holds ? atom.patterns : [];
    if (required === undefined || alternatives.length > 0) continue;
    if (patterns.some((pattern) => space.isSubset(required, pattern))) return true;
    if (!patterns.some((pattern) => space.mayOverlap(required, pattern))) return false;
  }
  return undefined;
}

const conditionLiterals = (literals: readonly Literal[]): readonly ConditionLiteral[] =>
  literals.flatMap(({ atom, holds }) => (atom.kind === 'condition' ? [{ atom, holds }] : []));

function patternDemand(literals: readonly Literal[], domain: readonly TokenPattern[] | undefined): Demand {
  const patterns = literals.flatMap(({ atom, holds }) => (atom.kind === 'pattern' ? [{ patterns: atom.patterns, holds }] : []));
  return {
    required: patterns.filter(({ holds }) => holds).map((one) => one.patterns),
    forbidden: patterns.filter(({ holds }) => !holds).flatMap((one) => one.patterns),
    ...(domain === undefined ? {} : { domain }),
  };
}
