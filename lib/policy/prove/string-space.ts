/** Which conjunctions of "matches one of these patterns" and "matches none of those" some string fulfils. */
import { Explorer, type Question } from './explore';
import { matchesPlain } from './matches-plain';
import { niceStrings } from './nice-strings';
import { NO_PREFERENCE, type Preference } from './realism';
import { type Input, PatternTable, type Segment, type TokenPattern } from './token';

/** What a string has to match: one pattern of each of the lists of `required`, and none of `forbidden`. */
export interface Demand {
  readonly required: readonly (readonly TokenPattern[])[];
  readonly forbidden: readonly TokenPattern[];
  /** The strings that there are at all, whatever the unknowns in them: one of these patterns matches. Absent: all. */
  readonly domain?: readonly TokenPattern[];
}

/** Choices of one pattern per required list that are tried before the answer is "perhaps". */
const MAXIMUM_CHOICES = 4096;

export class StringSpace {
  readonly table = new PatternTable();
  readonly everything = this.table.intern([{ kind: 'star', reach: 'yes' }]);
  /** Matches the empty string only. */
  readonly empty = this.table.intern([]);
  /** Set once a cap was reached, so that an answer was "perhaps" where it might have been "no". */
  capped = false;
  readonly #explorer: Explorer;
  readonly #subsets = new Map<number, boolean>();
  readonly #overlaps = new Map<number, boolean>();

  constructor(maximumStates: number) {
    this.#explorer = new Explorer(maximumStates);
  }

  /** Whether every match of `inner` is one of `outer`, whatever the unknowns are. `false` may mean "not known". */
  isSubset(inner: TokenPattern, outer: TokenPattern): boolean {
    if (inner === outer || outer.everything) return true;
    if ((isPlain(outer) && !inner.hasUnknown) || !agree(inner, outer)) return false;
    const key = inner.id * 0x100000 + outer.id;
    const known = this.#subsets.get(key);
    if (known !== undefined) return known;
    const answer = inner.fixed ? this.#accepts(outer, 'must', inner) : this.#isNone({ anchor: inner, required: [], forbidden: [outer] });
    this.#subsets.set(key, answer);
    return answer;
  }

  /** Whether some string may match both, for some values of the unknowns. `true` may mean "not known". */
  mayOverlap(a: TokenPattern, b: TokenPattern): boolean {
    if (a === b || a.everything || b.everything) return true;
    if (!agree(a, b)) return false;
    const [first, second] = a.id < b.id ? [a, b] : [b, a];
    const key = first.id * 0x100000 + second.id;
    const known = this.#overlaps.get(key);
    if (known !== undefined) return known;
    const apart = (anchor: TokenPattern, other: TokenPattern): boolean =>
      anchor.fixed ? !this.#accepts(other, 'may', anchor) : this.#isNone({ anchor, required: [other], forbidden: [] });
    const none =
      second.fixed && !first.fixed
        ? apart(second, first) || (first.hasUnknown && apart(first, second))
        : apart(first, second) || (second.hasUnknown && apart(second, first));
    this.#overlaps.set(key, !none);
    return !none;
  }

  /** `false` only where no string fulfils the demand, whatever the unknowns are. */
  mayHold({ required, forbidden, domain = [this.everything] }: Demand): boolean {
    for (const choice of this.#choices(required)) {
      if (choice === 'too many') return true;
      if (choice.some((pattern) => forbidden.some((taboo) => this.isSubset(pattern, taboo)))) continue;
      const relevant = forbidden.filter((taboo) => choice.every((pattern) => this.mayOverlap(pattern, taboo)));
      // What a policy names is there; whether all of what is left of it is there is another question.
      if (choice.length === 1 && relevant.length === 0) return true;
      if (domain.some((range) => !this.#isEmpty([...choice, range], relevant))) return true;
    }
    return false;
  }

  /** A string that fulfils the demand whatever the unknowns are, if one was found; one that is preferred, if there is one. */
  find(demand: Demand, { texts, patterns }: Preference = NO_PREFERENCE): readonly Input[] | undefined {
    const preferred = texts.find((text) => isFulfilledBy(demand, text));
    if (preferred !== undefined) return preferred.split('');
    const better = patterns.length === 0 ? undefined : this.#find({ ...demand, required: [...demand.required, patterns] });
    return better ?? this.#find(demand);
  }

  #find({ required, forbidden, domain = [this.everything] }: Demand): readonly Input[] | undefined {
    for (const choice of this.#choices(required)) {
      if (choice === 'too many') return undefined;
      for (const range of domain) {
        const found = this.#findWithin(choice, forbidden, range);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #findWithin(choice: readonly TokenPattern[], forbidden: readonly TokenPattern[], range: TokenPattern): readonly Input[] | undefined {
    const open = choice.some(({ hasUnknown }) => hasUnknown);
    const wanted = this.#narrowest(open ? choice : [...choice, range]);
    const anchors = open ? wanted.filter(({ hasUnknown }) => hasUnknown) : wanted.length === 0 ? [range] : wanted;
    const questions = anchors.map((anchor) => ({
      anchor,
      required: wanted.filter((pattern) => pattern !== anchor),
      forbidden,
      ...(open ? { assumed: [range] } : {}),
    }));
    for (const question of questions) {
      for (const inputs of niceStrings(question.anchor)) if (this.#explorer.fulfils(question, inputs)) return inputs;
    }
    for (const question of open ? questions : questions.slice(0, 1)) {
      const result = this.#explorer.explore(question, 'strong');
      if (result.kind === 'found') return result.inputs;
      if (result.kind === 'capped') this.capped = true;
    }
    return undefined;
  }

  /** Where that took too much work, what is safe: no for `must`, yes for `may`. */
  #accepts(pattern: TokenPattern, reading: 'must' | 'may', fixed: TokenPattern): boolean {
    const answer = this.#explorer.accepts(pattern, reading, fixed);
    if (answer !== 'capped') return answer;
    this.capped = true;
    return reading === 'may';
  }

  #isNone(question: Question): boolean {
    const result = this.#explorer.explore(question, 'weak');
    if (result.kind === 'capped') this.capped = true;
    return result.kind === 'none';
  }

  #isEmpty(choice: readonly TokenPattern[], forbidden: readonly TokenPattern[]): boolean {
    const wanted = this.#narrowest(choice);
    const [first, ...others] = wanted;
    if (first === undefined) return forbidden.length > 0 && this.#isNone({ anchor: this.everything, required: [], forbidden });
    if (others.some((pattern) => !this.mayOverlap(first, pattern))) return true;
    if (wanted.some((pattern) => forbidden.some((taboo) => this.isSubset(pattern, taboo)))) return true;
    const relevant = forbidden.filter((taboo) => wanted.every((pattern) => this.mayOverlap(pattern, taboo)));
    // Pairs have been compared above; only more than two at once are a new question.
    if (wanted.length + relevant.length <= 2) return false;
    return anchorsOf(wanted).some((anchor) =>
      this.#isNone({ anchor, required: wanted.filter((pattern) => pattern !== anchor), forbidden: relevant }),
    );
  }

  /** Leaves out patterns that another one of the choice implies. */
  #narrowest(choice: readonly TokenPattern[]): readonly TokenPattern[] {
    const unique = [...new Set(choice)].filter((pattern) => !pattern.everything);
    if (unique.length <= 1) return unique;
    return unique.filter(
      (pattern, index) =>
        !unique.some(
          (narrower, at) => at !== index && this.isSubset(narrower, pattern) && (at < index || !this.isSubset(pattern, narrower)),
        ),
    );
  }

  /** One pattern of each list, leaving out pairs that exclude each other. */
  *#choices(required: readonly (readonly TokenPattern[])[]): Generator<readonly TokenPattern[] | 'too many'> {
    const lists = [...required].sort((a, b) => a.length - b.length);
    let count = 0;
    const extend = function* (this: StringSpace, chosen: readonly TokenPattern[]): Generator<readonly TokenPattern[] | 'too many'> {
      const list = lists[chosen.length];
      if (list === undefined) {
        yield chosen;
        return;
      }
      for (const pattern of list) {
        if (++count > MAXIMUM_CHOICES) {
          this.capped = true;
          yield 'too many';
          return;
        }
        if (chosen.every((other) => this.mayOverlap(pattern, other))) yield* extend.call(this, [...chosen, pattern]);
      }
    };
    yield* extend.call(this, []);
  }
}

/** Whether one string without unknowns fulfils a demand; never where it asks for unknowns. */
function isFulfilledBy({ required, forbidden, domain = [] }: Demand, text: string): boolean {
  const all = [...required.flat(), ...forbidden];
  if (all.some(({ hasUnknown }) => hasUnknown)) return false;
  const lists = domain.length === 0 ? required : [...required, domain];
  const matches = (pattern: TokenPattern): boolean => matchesPlain(pattern, text);
  return lists.every((list) => list.some(matches)) && !forbidden.some(matches);
}

/** One string, and known. */
const isPlain = (pattern: TokenPattern): boolean => pattern.fixed && pattern.suffix.length === pattern.tokens.length;

/** Whether what is known of beginnings, parts and ends leaves room for a common match. A cheap look before the search. */
function agree(a: TokenPattern, b: TokenPattern): boolean {
  if (!a.suffix.endsWith(b.suffix) && !b.suffix.endsWith(a.suffix)) return false;
  const shared = Math.min(a.segments.length, b.segments.length);
  for (let index = 0; index < shared; index++) {
    const one = a.segments[index];
    const other = b.segments[index];
    if (one !== undefined && other !== undefined && !segmentsAgree(one, other)) return false;
  }
  return true;
}

function segmentsAgree(one: Segment, other: Segment): boolean {
  if (one.whole && other.whole) return one.prefix === other.prefix;
  if (one.whole) return one.prefix.startsWith(other.prefix);
  return other.prefix.startsWith(one.prefix) || (!other.whole && one.prefix.startsWith(other.prefix));
}

/** Every pattern with unknowns is worth a try; without any, one reading is exact. */
function anchorsOf(patterns: readonly TokenPattern[]): readonly TokenPattern[] {
  const unknown = patterns.filter((pattern) => pattern.hasUnknown);
  return unknown.length > 0 ? unknown : patterns.slice(0, 1);
}
