/**
 * `Fn::ForEach`: members of an object, written once for each of a collection.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
import { isRecord } from '../../../policy/parse-values';

const LOOP = /^Fn::ForEach::/;
/** Values written by all loops of one template. */
const MOST_VALUES = 500_000;
const DEEPEST = 64;

class Expansion {
  readonly problems = new Set<string>();
  #left = MOST_VALUES;

  #problem(why: string): undefined {
    this.problems.add(why);
    return undefined;
  }

  /** The value with its loops written out, and names of enclosing loops replaced. */
  expand(value: unknown, names: ReadonlyMap<string, string>, depth: number): unknown {
    this.#left -= 1;
    if (this.#left < 0 || depth > DEEPEST) return this.#problem('the loops of the template write more than can be followed');
    if (typeof value === 'string') return replaced(value, names);
    if (Array.isArray(value)) return value.map((member: unknown) => this.expand(member, names, depth + 1));
    if (!isRecord(value)) return value;
    const [only] = Object.keys(value);
    const loopValue = only === 'Ref' && Object.keys(value).length === 1 && typeof value.Ref === 'string' ? names.get(value.Ref) : undefined;
    return loopValue ?? Object.fromEntries(this.#members(value, names, depth));
  }

  #members(
    value: Readonly<Record<string, unknown>>,
    names: ReadonlyMap<string, string>,
    depth: number,
  ): readonly (readonly [string, unknown])[] {
    return Object.entries(value).flatMap(([key, member]): readonly (readonly [string, unknown])[] =>
      LOOP.test(key) ? this.#loop(key, member, names, depth) : [[replaced(key, names), this.expand(member, names, depth + 1)]],
    );
  }

  #loop(key: string, loop: unknown, names: ReadonlyMap<string, string>, depth: number): readonly (readonly [string, unknown])[] {
    const [name, collection, body]: readonly unknown[] = Array.isArray(loop) ? loop : [];
    const items = Array.isArray(collection) ? (collection as readonly unknown[]) : [];
    if (typeof name !== 'string' || !isRecord(body) || items.length === 0 || !items.every((item) => typeof item === 'string')) {
      this.#problem(`\`${key}\` has no literal collection, so what it writes is not known`);
      return [];
    }
    // Past the limit nothing more is written: the loops around this one would go on for a long time.
    return items.flatMap((item) => (this.#left < 0 ? [] : this.#members(body, new Map([...names, [name, String(item)]]), depth + 1)));
  }
}

const replaced = (text: string, names: ReadonlyMap<string, string>): string =>
  names.size === 0 ? text : text.replaceAll(/[$&]\{([A-Za-z0-9]+)\}/g, (whole, name: string) => names.get(name) ?? whole);

const hasLoop = (value: unknown, depth: number): boolean =>
  depth <= DEEPEST &&
  (Array.isArray(value)
    ? value.some((member: unknown) => hasLoop(member, depth + 1))
    : isRecord(value) && Object.entries(value).some(([key, member]) => LOOP.test(key) || hasLoop(member, depth + 1)));

/** A template's section with its loops written out, and what could not be. */
export function writeOutLoops(section: unknown): { readonly section: unknown; readonly problems: readonly string[] } {
  if (!hasLoop(section, 0)) return { section, problems: [] };
  const expansion = new Expansion();
  const expanded = expansion.expand(section, new Map(), 0);
  return { section: expanded, problems: [...expansion.problems] };
}
