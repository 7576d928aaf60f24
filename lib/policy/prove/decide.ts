/** Whether any request fulfils a formula: the one question behind all others. */
import type { AuthorizationRequest } from '../request';
import type { Verdict } from '../verdict';
import { type Atom, AtomTable, type Dimension } from './atom';
import { type Candidate, candidateOf, fulfils, requestOf } from './candidate';
import { foldKey } from './compile-pattern';
import { and, type Formula } from './formula';
import type { ProveOptions } from './options';
import { Search, type SearchResult, type Solution } from './search';
import { StringSpace } from './string-space';

const MAXIMUM_STATES = 20_000;
const MAXIMUM_BRANCHES = 200_000;

/** A question in the making: its atoms, and what it may take for granted. */
export class Decision {
  readonly table: AtomTable;
  readonly #present: ReadonlySet<Dimension>;

  constructor(readonly options: ProveOptions) {
    this.table = new AtomTable(new StringSpace(options.maximumStates ?? MAXIMUM_STATES));
    this.#present = new Set((options.alwaysPresent ?? []).map((key): Dimension => `key ${foldKey(key)}`));
  }

  /**
   * *Proved*: no request fulfils both formulas. *Refuted*: the witness does.
   *
   * @param chosen what allows: its alternatives are gone through one by one
   * @param hindering what has to hold besides
   */
  noRequest(chosen: readonly Formula[], hindering: readonly Formula[]): Verdict<AuthorizationRequest> {
    const present = new Set<Dimension>();
    const typed = new Set<Dimension>();
    const whole = and(...chosen, ...hindering);
    const names = this.#keyNames(whole);
    for (;;) {
      let found: Candidate | undefined;
      const search = new Search(
        this.table,
        { maximumBranches: this.options.maximumBranches ?? MAXIMUM_BRANCHES },
        (dimension) => ({ present: present.has(dimension), typed: typed.has(dimension) }),
        (solution) => {
          const candidate = candidateOf(solution, names);
          if (candidate === undefined || !fulfils(whole, candidate)) return false;
          found = candidate;
          return true;
        },
      );
      const result = search.run(chosen, hindering);
      if (result.kind === 'none')
        return proved(
          [...present].map((dimension) => presence(names, dimension)),
          [...typed].map((dimension) => typing(names, dimension)),
        );
      if (result.kind !== 'found' || found === undefined) return { verdict: 'undecided', reasons: this.#reasons(result) };
      if (!this.#assumeMore(result.solution, found, names, present, typed)) return { verdict: 'refuted', witness: requestOf(found) };
    }
  }

  /** Takes for granted what the witness lacks and every real request has; whether there was anything. */
  #assumeMore(
    solution: Solution,
    candidate: Candidate,
    names: ReadonlyMap<Dimension, string>,
    present: Set<Dimension>,
    typed: Set<Dimension>,
  ): boolean {
    let more = false;
    for (const dimension of this.#present) {
      if (present.has(dimension) || !names.has(dimension) || candidate.keys.has(dimension)) continue;
      present.add(dimension);
      more = true;
    }
    for (const [dimension, value] of solution) {
      if (value.kind !== 'values' || !value.illTyped || typed.has(dimension)) continue;
      typed.add(dimension);
      more = true;
    }
    return more;
  }

  #keyNames(formula: Formula): ReadonlyMap<Dimension, string> {
    const names = new Map<Dimension, string>();
    for (const atom of atomsOf(formula)) if (atom.kind === 'condition' && !names.has(atom.dimension)) names.set(atom.dimension, atom.key);
    return names;
  }

  #reasons(result: SearchResult): readonly string[] {
    const { capped } = this.table.space;
    if (result.kind === 'capped') return ['the search was given up after as many branches as `maximumBranches` allows'];
    const literals = result.kind === 'perhaps' ? result.literals : [];
    const unknowns = new Set(literals.flatMap(({ atom }) => unknownsOf(atom)));
    const reasons = unknowns.size > 0 ? [`depends on the value of ${[...unknowns].join(', ')}`] : [];
    if (capped) reasons.push('patterns could not be told apart within as many states as `maximumStates` allows');
    if (reasons.length > 0) return reasons;
    const keys = [...new Set(literals.flatMap(({ atom }) => (atom.kind === 'condition' ? [`\`${atom.key}\``] : [])))];
    return [
      keys.length > 0
        ? `no request was found, nor shown not to exist, that meets all conditions on ${keys.join(', ')}`
        : 'no request was found, nor shown not to exist',
    ];
  }
}

const presence = (names: ReadonlyMap<Dimension, string>, dimension: Dimension): string =>
  `\`${names.get(dimension) ?? dimension.slice(4)}\` is present`;
const typing = (names: ReadonlyMap<Dimension, string>, dimension: Dimension): string =>
  `the values of \`${names.get(dimension) ?? dimension.slice(4)}\` are of the type that its conditions ask for`;

function proved(...assumptions: readonly (readonly string[])[]): Verdict<AuthorizationRequest> {
  const assuming = assumptions.flat();
  return assuming.length === 0 ? { verdict: 'proved' } : { verdict: 'proved', assuming };
}

function* atomsOf(formula: Formula): Generator<Atom> {
  if (formula.kind === 'literal') yield formula.atom;
  else if (formula.kind !== 'constant') for (const item of formula.items) yield* atomsOf(item);
}

function unknownsOf(atom: Atom): readonly string[] {
  if (atom.kind === 'condition' && atom.test.kind === 'opaque') return atom.test.holes.map((hole) => `\`${hole}\``);
  const patterns = atom.kind === 'pattern' ? atom.patterns : atom.test.kind === 'text' ? atom.test.patterns : [];
  return patterns.flatMap(({ tokens }) => tokens.flatMap((token) => (token.kind === 'unknown' ? [token.unknown.shown] : [])));
}
