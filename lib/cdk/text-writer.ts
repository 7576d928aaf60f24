/** Writes text with holes as an expression of the declaration, and names the inputs that this takes. */
import type { IConstruct } from 'constructs';
import { SHAPES, type ShapeName } from '../policy/shapes';
import { fillHoles, type Hole, parseText, renderHole } from '../policy/text';
import { INPUT_SHAPES } from '../spec/late';
import type { ForeignValue, LateNames } from './late-names';

/** Text as the declaration has it. */
export interface WrittenText {
  /** Such as `handbook`, or text`${handbook}/public/*`. */
  readonly code: string;
  /** What the expression gives: text with the declaration's own holes. */
  readonly gives: string;
}

/** An input that the agent does not have yet. */
export interface WantedInput {
  readonly name: string;
  readonly shape: ShapeName;
  /** What its value is to be, in words. */
  readonly value: string;
}

type Part = { readonly literal: string } | { readonly input: string; readonly shape: ShapeName };

/** A beginning of a text that an input stands for. */
interface Beginning {
  readonly text: string;
  readonly part: () => Part | undefined;
}

const OWN = new Set(['account', 'region', 'partition']);
/** What AWS appends to the ARN of a log group where it means the group's streams. */
const STREAMS = ':*';

export const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const inTemplate = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');

/** Construct ids that say nothing. */
const SILENT = new Set(['Resource', 'Default', 'Bucket']);

function plainName({ node }: IConstruct): string {
  const ids = node.path.split('/');
  const telling = ids.filter((id) => !SILENT.has(id)).at(-1) ?? ids.at(-1) ?? '';
  const joined = telling.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_match, next: string | undefined) => (next ?? '').toUpperCase());
  const name = (joined.charAt(0).toLowerCase() + joined.slice(1)).slice(0, 48);
  return /^[a-z]/.test(name) ? name : `input${name}`;
}

/** The shape of an input that can have this text as its value. */
function shapeOf(text: string): ShapeName | undefined {
  const [only, ...rest] = parseText(text);
  if (only !== undefined && typeof only !== 'string' && rest.length === 0)
    return INPUT_SHAPES.includes(only.shape) ? only.shape : undefined;
  const example = fillHoles(text, ({ shape }) => SHAPES[shape].example);
  return (Object.keys(SHAPES) as ShapeName[]).find((shape) => shape.endsWith('-arn') && SHAPES[shape].pattern.test(example));
}

export class TextWriter {
  private readonly byText = new Map<string, WantedInput>();
  private readonly beginnings: readonly Beginning[];

  /**
   * @param shapes - The inputs of the agent.
   * @param names - What late values read as.
   */
  constructor(
    private readonly shapes: Readonly<Record<string, ShapeName>>,
    private readonly names: LateNames,
  ) {
    const own = [...names.inputs].map(([text, name]): Beginning => ({ text, part: () => this.declared(name) }));
    const foreign = [...names.foreign].map(([whole, value]): Beginning => {
      const text = whole.endsWith(STREAMS) ? whole.slice(0, -STREAMS.length) : whole;
      return { text, part: () => this.wants(text, value, text === whole ? '' : ` without \`${STREAMS}\``) };
    });
    this.beginnings = [...own, ...foreign].sort((a, b) => b.text.length - a.text.length);
  }

  /** Inputs that what was written takes and the agent does not have. */
  get wanted(): readonly WantedInput[] {
    return [...this.byText.values()];
  }

  /** An expression for text; undefined where no input can have one of its values. */
  write(value: string): WrittenText | undefined {
    const parts = this.partsOf(value);
    if (parts === undefined) return undefined;
    const gives = parts.map((part) => ('literal' in part ? part.literal : renderHole({ hole: part.input, shape: part.shape }))).join('');
    const [only, ...rest] = parts;
    if (only !== undefined && 'input' in only && rest.length === 0) return { code: only.input, gives };
    if (parts.every((part) => 'literal' in part)) return { code: quoted(value), gives };
    const inside = parts.map((part) => ('literal' in part ? inTemplate(part.literal) : `\${${part.input}}`)).join('');
    return { code: `text\`${inside}\``, gives };
  }

  private partsOf(value: string): readonly Part[] | undefined {
    const beginning = this.beginnings.find(({ text }) => value.startsWith(text) && /^(?:$|[^A-Za-z0-9_.-])/.test(value.slice(text.length)));
    const first = beginning?.part();
    const rest = first === undefined ? value : value.slice(beginning?.text.length);
    const parts = parseText(rest).map((part) => (typeof part === 'string' ? { literal: part } : this.hole(part)));
    const known = parts.filter((part) => part !== undefined);
    return known.length < parts.length ? undefined : [...(first === undefined ? [] : [first]), ...known];
  }

  private hole(hole: Hole): Part | undefined {
    const text = renderHole(hole);
    if (OWN.has(hole.hole)) return { literal: text };
    if (Object.hasOwn(this.shapes, hole.hole)) return this.declared(hole.hole);
    const value = this.names.foreign.get(text);
    return value === undefined ? undefined : this.wants(text, value, '');
  }

  private declared(name: string): Part | undefined {
    const shape = this.shapes[name];
    return shape === undefined ? undefined : { input: name, shape };
  }

  private wants(text: string, { target, attribute }: ForeignValue, but: string): Part | undefined {
    const known = this.byText.get(text);
    if (known !== undefined) return { input: known.name, shape: known.shape };
    const shape = shapeOf(text);
    if (shape === undefined) return undefined;
    const plain = plainName(target);
    const taken = new Set([...Object.keys(this.shapes), ...this.wanted.map(({ name }) => name)]);
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain}${count}`;
    const what = shape.endsWith('-arn') ? 'ARN' : shape === 'name' ? 'name' : `\`${attribute}\``;
    this.byText.set(text, { name, shape, value: `the ${what} of \`${target.node.path.replace(/\/Resource$/, '')}\`${but}` });
    return { input: name, shape };
  }
}
