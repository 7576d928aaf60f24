/**
 * Resolves the values of a template to plain JSON, with a hole wherever only the deployment settles a value.
 *
 * Intrinsic functions: CloudFormation Template Reference Guide, "Intrinsic function reference".
 */
import { isRecord } from '../../policy/parse-values';
import type { Choose } from '../explore';
import { holeText } from '../hole-name';
import type { Deployed } from './deployed';
import { INTRINSICS } from './intrinsics';
import { NOTHING } from './nothing';
import { DEEPEST, LONGEST_TEXT, MOST_PROBLEMS, MOST_STEPS } from './reader-limits';
import type { CfnTemplate } from './template';

/** What one reading of a resource keeps, across all templates that it touches. */
class Progress {
  readonly problems = new Set<string>();
  readonly known = new Map<string, unknown>();
  readonly trail = new Set<string>();
  readonly taken = new Map<string, string>();
  readonly excluded = new Set<string>();
  depth = 0;
  steps = 0;
}

export class Resolver {
  constructor(
    readonly template: CfnTemplate,
    readonly deployed: Deployed,
    readonly choose: Choose,
    private readonly progress = new Progress(),
  ) {}

  /** Goes on in another template of the same reading. */
  within(template: CfnTemplate, deployed: Deployed): Resolver {
    return new Resolver(template, deployed, this.choose, this.progress);
  }

  /** What cannot be resolved, each told once. */
  get problems(): ReadonlySet<string> {
    return this.progress.problems;
  }

  /** Open texts that this reading takes for a literal, because a condition was answered so. */
  get taken(): Map<string, string> {
    return this.progress.taken;
  }

  /** What conditions answered that open texts are not. */
  get excluded(): Set<string> {
    return this.progress.excluded;
  }

  problem(why: string): void {
    if (this.problems.size < MOST_PROBLEMS) this.progress.problems.add(why);
  }

  /** A hole for a value of this template that stays open. */
  hole(...parts: readonly string[]): string {
    return holeText('any', this.deployed.scope, ...parts);
  }

  /** A hole for a value that is the same for all templates read together. */
  sharedHole(...parts: readonly string[]): string {
    return holeText('any', ...parts);
  }

  /** Plain JSON, or `NOTHING`. */
  resolve(value: unknown): unknown {
    const { progress } = this;
    progress.steps += 1;
    if (progress.steps > MOST_STEPS || progress.depth >= DEEPEST) {
      this.problem(progress.depth >= DEEPEST ? 'the value is nested too deeply' : 'the value is too large');
      return this.hole('unread');
    }
    progress.depth += 1;
    try {
      return this.#resolved(value);
    } finally {
      progress.depth -= 1;
    }
  }

  #resolved(value: unknown): unknown {
    if (Array.isArray(value)) return this.#list(value);
    if (typeof value === 'string') return this.#withoutReferences(value);
    if (!isRecord(value)) return value;
    const names = Object.keys(value);
    const [name] = names;
    if (names.length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
      const intrinsic = INTRINSICS.get(name);
      if (intrinsic !== undefined) {
        const result = intrinsic(value[name], this);
        return typeof result === 'string' ? this.#withoutReferences(result) : result;
      }
      this.problem(`\`${name}\` is no intrinsic function that can be read`);
      return this.hole('unread');
    }
    const rewritten = names.find((member) => member.startsWith('Fn::'));
    if (rewritten !== undefined) this.problem(`what \`${rewritten}\` makes of the members beside it is not known`);
    const members = Object.entries(value).map(([key, member]) => [key, this.resolve(member)] as const);
    return Object.fromEntries(members.filter(([, member]) => member !== NOTHING));
  }

  /**
   * Dynamic references (`{{resolve:…}}`) are filled in at deployment from a store that the template does not hold.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
   */
  #withoutReferences(text: string): string {
    return text.includes('{{resolve:')
      ? text.replaceAll(/\{\{(resolve:[^{}]*)\}\}/g, (_whole, reference: string) => this.sharedHole(reference))
      : text;
  }

  #list(values: readonly unknown[]): readonly unknown[] {
    return values.flatMap((value) => {
      const resolved = this.resolve(value);
      if (resolved === NOTHING) return [];
      // A function in a list's place gives a list: `Fn::Split`, a parameter of a list type, an arm of `Fn::If`.
      return Array.isArray(resolved) && !Array.isArray(value) ? resolved : [resolved];
    });
  }

  /** Text, where the value is one; numbers and booleans as CloudFormation writes them. */
  textOf(value: unknown): string | undefined {
    const resolved = this.resolve(value);
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    return typeof resolved === 'string' ? this.bounded(resolved) : undefined;
  }

  bounded(text: string): string {
    if (text.length <= LONGEST_TEXT) return text;
    this.problem('the value is longer than any text that AWS accepts');
    return this.hole('unread');
  }

  /** Resolves what a name stands for, once; a name that needs itself to be resolved is a problem. */
  once(name: string, resolve: () => unknown): unknown {
    const { known, trail } = this.progress;
    const key = `${this.deployed.scope}/${name}`;
    if (known.has(key)) return known.get(key);
    if (trail.has(key)) {
      this.problem(`\`${name}\` refers to itself`);
      return this.hole('unread');
    }
    trail.add(key);
    try {
      const resolved = resolve();
      known.set(key, resolved);
      return resolved;
    } finally {
      trail.delete(key);
    }
  }
}
