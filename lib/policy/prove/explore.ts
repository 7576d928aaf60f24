/** The search for a string that some patterns match and others do not: a lazy product of their automata, shortest first. */
import { DEAD, Machine, OutOfWork, type Reading, type Work } from './machine';
import { type Input, inputKey, SEPARATOR, type TokenPattern } from './token';

export type Exploration =
  /** No string at all. */
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly inputs: readonly Input[] }
  /** Given up after as many states as the cap allows. */
  | { readonly kind: 'capped' };

export interface Question {
  /** Unknowns stand in the string where this pattern holds them. */
  readonly anchor: TokenPattern;
  readonly required: readonly TokenPattern[];
  readonly forbidden: readonly TokenPattern[];
  /** What every string matches for the values that the unknowns really have; read generously, therefore. */
  readonly assumed?: readonly TokenPattern[];
}

/** `weak` finds every string that exists for some values of the unknowns; `strong` only ones that do for all values. */
export type Strength = 'weak' | 'strong';

const READABLE = 'xabcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';

/** A character that no pattern names: it stands for all of those. */
export function otherCharacter(patterns: readonly TokenPattern[]): string {
  const named = new Set<string>();
  for (const { tokens } of patterns) for (const token of tokens) if (token.kind === 'char') for (const char of token.chars) named.add(char);
  for (const char of READABLE) if (!named.has(char)) return char;
  for (let code = 0xff; ; code = code === 0x80 ? 0x100 : code > 0xff ? code + 1 : code - 1) {
    const char = String.fromCharCode(code);
    if (!named.has(char)) return char;
  }
}

/** Positions of all automata of one question; policies of the sizes that AWS accepts stay far below it. */
const MAXIMUM_WORK = 20_000_000;

interface Product {
  readonly machines: readonly Machine[];
  /** No string that leads on from here is an answer. */
  readonly dead: (states: readonly number[]) => boolean;
  readonly accepted: (states: readonly number[]) => boolean;
}

interface Node {
  readonly states: readonly number[];
  readonly parent?: Node;
  readonly input?: Input;
}

/** Walks products of automata; keeps the automata for the next question. */
export class Explorer {
  readonly #machines = new Map<string, Machine>();

  readonly #work: Work = { left: MAXIMUM_WORK };

  constructor(readonly maximumStates: number) {}

  machine(pattern: TokenPattern, reading: Reading): Machine {
    const key = `${reading} ${pattern.id}`;
    let machine = this.#machines.get(key);
    if (machine === undefined) {
      machine = new Machine(pattern, reading, this.#work);
      this.#machines.set(key, machine);
    }
    return machine;
  }

  /** Whether a pattern, in this reading, accepts the one string that a pattern without wildcards stands for. */
  accepts(pattern: TokenPattern, reading: Reading, fixed: TokenPattern): boolean | 'capped' {
    return this.#within('capped', () => this.#run(pattern, reading, fixed));
  }

  explore(question: Question, strength: Strength): Exploration {
    return this.#within({ kind: 'capped' }, () => this.#explore(question, strength));
  }

  /** Whether this string answers the question whatever the unknowns are. */
  fulfils(question: Question, inputs: readonly Input[]): boolean {
    return this.#within(false, () => {
      const { machines, accepted } = this.#product(question, 'strong');
      return accepted(machines.map((machine) => inputs.reduce((state, input) => machine.step(state, input), machine.start)));
    });
  }

  #within<Answer, Otherwise>(otherwise: Otherwise, ask: () => Answer): Answer | Otherwise {
    try {
      return ask();
    } catch (error) {
      if (error instanceof OutOfWork) return otherwise;
      throw error;
    }
  }

  #run(pattern: TokenPattern, reading: Reading, { tokens }: TokenPattern): boolean {
    const machine = this.machine(pattern, reading);
    let state = machine.start;
    for (const token of tokens) {
      if (state === DEAD) return false;
      if (token.kind === 'unknown') state = machine.step(state, token);
      else if (token.kind === 'char') state = machine.step(state, token.chars.charAt(0));
    }
    return machine.accepts(state);
  }

  #explore(question: Question, strength: Strength): Exploration {
    const { machines, dead, accepted } = this.#product(question, strength);
    let start: Node = { states: machines.map((machine) => machine.start) };
    if (dead(start.states)) return { kind: 'none' };
    // As long as the anchor leaves no choice there is nothing to search: one step after the other.
    for (let only = this.#onlyInput(machines, start.states); only !== undefined; only = this.#onlyInput(machines, start.states)) {
      const input = only;
      const states = machines.map((machine, index) => machine.step(start.states[index] ?? DEAD, input));
      if (dead(states)) return { kind: 'none' };
      start = { states, parent: start, input };
    }
    const other = otherCharacter(machines.map(({ pattern }) => pattern));
    const seen = new Set([start.states.join(' ')]);
    const queue: Node[] = [start];
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head];
      if (node === undefined) break;
      if (accepted(node.states)) return { kind: 'found', inputs: trail(node) };
      for (const input of this.#inputs(machines, node.states, other)) {
        const states = machines.map((machine, index) => machine.step(node.states[index] ?? DEAD, input));
        if (dead(states)) continue;
        const key = states.join(' ');
        if (seen.has(key)) continue;
        if (seen.size >= this.maximumStates) return { kind: 'capped' };
        seen.add(key);
        queue.push({ states, parent: node, input });
      }
    }
    return { kind: 'none' };
  }

  #product({ anchor, required, forbidden, assumed = [] }: Question, strength: Strength): Product {
    const inner: Reading = strength === 'weak' ? 'may' : 'must';
    const outer: Reading = strength === 'weak' ? 'must' : 'may';
    const wanted = [
      this.machine(anchor, 'anchor'),
      ...required.map((pattern) => this.machine(pattern, inner)),
      ...assumed.map((pattern) => this.machine(pattern, 'may')),
    ];
    const machines = [...wanted, ...forbidden.map((pattern) => this.machine(pattern, outer))];
    return {
      machines,
      dead: (states) =>
        states.some((state, index) => (index < wanted.length ? state === DEAD : machines[index]?.acceptsAll(state) === true)),
      accepted: (states) => states.every((state, index) => machines[index]?.accepts(state) === index < wanted.length),
    };
  }

  #onlyInput([anchor]: readonly Machine[], [state = DEAD]: readonly number[]): Input | undefined {
    if (anchor === undefined || !anchor.isStrict(state) || anchor.accepts(state)) return undefined;
    const [only, ...more] = anchor.interests(state);
    return more.length === 0 ? only : undefined;
  }

  /** The inputs that lead to different places: those that some automaton tells apart, and one for all others. */
  #inputs(machines: readonly Machine[], states: readonly number[], other: string): Iterable<Input> {
    const [anchor] = machines;
    const [start = DEAD] = states;
    if (anchor?.isStrict(start)) return anchor.interests(start);
    const inputs = new Map<string, Input>([[other, other]]);
    machines.forEach((machine, index) => {
      for (const input of machine.interests(states[index] ?? DEAD)) inputs.set(inputKey(input), input);
    });
    // Elsewhere there is no such character, and no unknown holds it.
    if (!machines.some(({ pattern }) => pattern.hasFields)) inputs.delete(SEPARATOR);
    return inputs.values();
  }
}

function trail(last: Node): readonly Input[] {
  const inputs: Input[] = [];
  for (let node: Node | undefined = last; node?.input !== undefined; node = node.parent) inputs.push(node.input);
  return inputs.reverse();
}
