/**
 * Which patterns of policies may mean a certain thing of the template, and which name it.
 *
 * Values known only at deployment stand for themselves: the same value is the same thing, and another is taken to be something else. Account, region and
 * partition may be any.
 */
import { HOLE_OPEN, hasHole } from '../../../policy/text';

interface Parts {
  readonly service: string;
  /** Account and region, each as written. */
  readonly place: readonly string[];
  readonly resource: string;
}

const SEGMENTS = /^arn:((?:⟨[^⟨⟩]*⟩|[^:⟨])*):((?:⟨[^⟨⟩]*⟩|[^:⟨])*):((?:⟨[^⟨⟩]*⟩|[^:⟨])*):((?:⟨[^⟨⟩]*⟩|[^:⟨])*):(.*)$/s;
const WILD = /[*?]|\$\{/;

function partsOf(arn: string): Parts | undefined {
  const [, , service, region, account, resource] = SEGMENTS.exec(arn) ?? [];
  if (service === undefined || region === undefined || account === undefined || resource === undefined) return undefined;
  return { service, place: [region, account], resource };
}

/** The text before any wildcard or variable. */
function headOf(pattern: string): string {
  const [wild] = [WILD.exec(pattern)?.index];
  return wild === undefined ? pattern : pattern.slice(0, wild);
}

const isWild = (pattern: string): boolean => WILD.test(pattern);

/** Characters for values that are not known: one for each value, none of which stands in an ARN. */
const opaque = (text: string, characters: Map<string, string>): string =>
  text.replace(/⟨[^⟨⟩]*⟩/g, (hole) => {
    const known = characters.get(hole) ?? String.fromCharCode(0xe000 + characters.size);
    characters.set(hole, known);
    return known;
  });

function matches(pattern: string, text: string): boolean {
  if (pattern === '*') return true;
  if (!isWild(pattern)) return pattern === text;
  const characters = new Map<string, string>();
  const source = opaque(pattern.replaceAll(/\$\{[^}]*\}/g, '*'), characters).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(opaque(text, characters));
}

const mayBeHere = (pattern: string, found: string): boolean => hasHole(pattern) || hasHole(found) || matches(pattern, found);

/** The text before what the engine or service generates. */
const knownOf = (resource: string): string => {
  const at = resource.indexOf(HOLE_OPEN);
  return at === -1 ? resource : resource.slice(0, at);
};

/** Whether a pattern may match the ARN of something in the template. */
export function mayMean(pattern: string, arn: string): boolean {
  if (pattern === '*' || pattern === arn) return true;
  const [asked, found] = [partsOf(pattern), partsOf(arn)];
  if (found === undefined) return matches(pattern, arn);
  if (asked === undefined) return isWild(pattern) && !hasHole(pattern);
  if (!matches(asked.service, found.service) || !asked.place.every((one, index) => mayBeHere(one, found.place[index] ?? ''))) return false;
  if (matches(asked.resource, found.resource)) return true;
  if (!hasHole(found.resource) || !isWild(asked.resource)) return false;
  // A generated name may be matched by what begins as it does.
  const [known, head] = [knownOf(found.resource), headOf(asked.resource)];
  return !hasHole(head) && (head.startsWith(known) || known.startsWith(head));
}

/**
 * Whether a pattern names the thing, as opposed to meaning it among others: no wildcard stands in its name. What stands below it (versions,
 * endpoints) may be any.
 */
export function names(pattern: string, arn: string): boolean {
  const [asked, found] = [partsOf(pattern), partsOf(arn)];
  if (asked === undefined || found === undefined) return pattern === arn;
  const { resource } = asked;
  if (resource === found.resource || resource.startsWith(`${found.resource}:`) || resource.startsWith(`${found.resource}/`)) return true;
  // What the service adds to a name can only be written as a wildcard.
  const [, generated] = GENERATED.exec(found.resource) ?? [];
  return generated !== undefined && resource.startsWith(generated) && /^(?:\*|\?+)(?:[/:]|$)/.test(resource.slice(generated.length));
}

const GENERATED = /^(.*[^⟨⟩/:]-)⟨[^⟨⟩:]*:generated-id⟩$/s;

/** By what a thing can be found: its service and its name. */
const keyOf = ({ service, resource }: Parts): string => `${service} ${resource}`;

/** What a pattern without wildcards in the name may be a name of, with what stands below it cut off. */
function keysOf(pattern: string): readonly string[] {
  const parts = partsOf(pattern);
  if (parts === undefined) return [];
  const { service, resource } = parts;
  const pieces = resource.split(/(?=[:/])/);
  return pieces.map((_, index) => keyOf({ ...parts, service, resource: pieces.slice(0, index + 1).join('') }));
}

/** Things of a template, found by the patterns that may mean them. */
export class Named<Thing extends { readonly arn: string }> {
  readonly #byKey = new Map<string, Thing[]>();
  /** Keys of all names that are known, in order. */
  readonly #keys: readonly string[];
  /** Things whose names are known only at deployment, or that have no ARN of the usual form. */
  readonly #late: readonly Thing[];
  readonly #found = new Map<string, readonly Thing[]>();

  constructor(private readonly things: readonly Thing[]) {
    const late: Thing[] = [];
    for (const thing of things) {
      const parts = partsOf(thing.arn);
      const key = parts === undefined ? thing.arn : keyOf(parts);
      const group = this.#byKey.get(key);
      if (group === undefined) this.#byKey.set(key, [thing]);
      else group.push(thing);
      if (hasHole(parts?.resource ?? HOLE_OPEN)) late.push(thing);
    }
    this.#keys = [...this.#byKey.keys()].sort();
    this.#late = late;
  }

  /** Everything that the pattern may mean. */
  meantBy(pattern: string): readonly Thing[] {
    const before = this.#found.get(pattern);
    if (before !== undefined) return before;
    const found = [...new Set(this.#candidates(pattern))].filter(({ arn }) => mayMean(pattern, arn));
    this.#found.set(pattern, found);
    return found;
  }

  #under(keys: readonly string[]): readonly Thing[] {
    return keys.flatMap((key) => this.#byKey.get(key) ?? []);
  }

  #candidates(pattern: string): readonly Thing[] {
    if (!isWild(pattern)) return this.#under(keysOf(pattern));
    const parts = partsOf(pattern);
    if (parts === undefined || isWild(parts.service)) return this.things;
    const head = headOf(parts.resource);
    // Names of roles hold the separators that elsewhere end a name.
    const named = parts.service === 'iam' ? [] : this.#under(keysOf(pattern)).filter(({ arn }) => names(pattern, arn));
    return named.length > 0 ? named : [...this.#startingWith(keyOf({ ...parts, resource: head })), ...this.#late];
  }

  #startingWith(start: string): readonly Thing[] {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < start) low = middle + 1;
      else high = middle;
    }
    const found: Thing[] = [];
    for (let key = this.#keys[low]; key?.startsWith(start) === true; key = this.#keys[low]) {
      found.push(...(this.#byKey.get(key) ?? []));
      low += 1;
    }
    return found;
  }
}
