/**
 * YAML templates, with the short forms of intrinsic functions (`!Ref`, `!Sub`, …).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { isRecord } from '../policy/parse-values';
import { outgrownYaml } from './outgrown';

/** Values in a template of CloudFormation's own limit of 1 MB, and more than any written by hand. */
const MOST_VALUES = 1_000_000;
const DEEPEST = 100;

/** A parsed file; `lines` tells on which line each resource of a template begins. */
export type Parsed = { readonly value: unknown; readonly lines: () => ReadonlyMap<string, number> } | { readonly why: string };

class Unreadable extends Error {}

/** Short forms whose long form has no `Fn::`. */
const BARE: ReadonlySet<string> = new Set(['Ref', 'Condition']);

/** What a short form stands for; other tags leave the value as it is. */
function longForm(tag: string | undefined, value: unknown): unknown {
  if (tag === undefined || !/^![A-Za-z0-9]+$/.test(tag)) return value;
  const name = tag.slice(1);
  return { [BARE.has(name) ? name : `Fn::${name}`]: value };
}

/** What each alias stands for: the last node of its name that is written before it. */
function targetsOf(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_, node) {
      const target = isAlias(node) ? anchors.get(node.source) : undefined;
      if (isAlias(node) && target !== undefined) targets.set(node, target);
      if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    },
  });
  return targets;
}

class Reader {
  #left = MOST_VALUES;

  constructor(private readonly targets: ReadonlyMap<Alias, Node>) {}

  read(node: unknown, depth: number): unknown {
    this.#spend(1);
    if (depth > DEEPEST) throw new Unreadable('is nested too deeply');
    if (isAlias(node)) return this.#aliased(node, depth);
    if (isMap(node)) return longForm(tagOf(node), this.#map(node.items, depth));
    if (isSeq(node))
      return longForm(
        tagOf(node),
        node.items.map((item) => this.read(item, depth + 1)),
      );
    return isScalar(node) ? longForm(tagOf(node), node.value) : (node ?? null);
  }

  #spend(values: number): void {
    this.#left -= values;
    if (this.#left < 0) throw new Unreadable('holds too many values');
  }

  #aliased(alias: Alias, depth: number): unknown {
    const node = this.targets.get(alias);
    if (node === undefined) throw new Unreadable(`refers to \`${alias.source}\`, which is not written before`);
    return this.read(node, depth + 1);
  }

  #map(items: readonly { readonly key: unknown; readonly value: unknown }[], depth: number): unknown {
    const merged: (readonly [string, unknown])[] = [];
    const own: (readonly [string, unknown])[] = [];
    for (const { key, value } of items) {
      const name = keyText(isScalar(key) ? key.value : this.read(key, depth + 1));
      const read = this.read(value, depth + 1);
      if (name !== '<<') own.push([name, read]);
      else {
        for (const member of Array.isArray(read) ? read : [read]) {
          const entries = isRecord(member) ? Object.entries(member) : [];
          this.#spend(entries.length);
          for (const entry of entries) merged.push(entry);
        }
      }
    }
    return Object.fromEntries([...merged, ...own]);
  }
}

/** A key that is no scalar: JSON has none such, so it must only be told apart. */
const keyText = (key: unknown): string => (typeof key === 'object' && key !== null ? JSON.stringify(key) : String(key));

const tagOf = (node: Node): string | undefined => ('tag' in node && typeof node.tag === 'string' ? node.tag : undefined);

/** Reads a YAML document into plain JSON; tells why where it is none. */
export function parseYaml(text: string): Parsed {
  const outgrown = outgrownYaml(text);
  if (outgrown !== undefined) return { why: outgrown };
  const counter = new LineCounter();
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false, lineCounter: counter });
  const [error] = document.errors;
  if (error !== undefined && /call stack/i.test(error.message)) return { why: 'the file is nested too deeply' };
  if (error !== undefined) return { why: `the file is neither JSON nor YAML: ${firstLine(error.message)}` };
  try {
    return { value: new Reader(targetsOf(document)).read(document.contents, 0), lines: () => linesIn(document, counter) };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { why: `the file ${thrown.message}` };
    throw thrown;
  }
}

/** On which line each resource begins, by logical id. */
function linesIn({ contents }: Document, counter: LineCounter): ReadonlyMap<string, number> {
  const resources = isMap(contents) ? contents.get('Resources', true) : undefined;
  const items = isMap(resources) ? resources.items : [];
  return new Map(
    items.flatMap(({ key }) => (isScalar(key) && key.range ? [[keyText(key.value), counter.linePos(key.range[0]).line] as const] : [])),
  );
}

const firstLine = (message: string): string => {
  const [line = ''] = message.split('\n');
  return `${line.slice(0, 1).toLowerCase()}${line.slice(1, 200)}`.replace(/[:.]$/, '');
};
