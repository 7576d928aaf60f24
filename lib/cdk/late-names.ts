/**
 * Reads CDK values back into text with holes, so that what other constructs grant can be held against the plan.
 *
 * A reference is known by the construct and attribute it speaks of, so the same value has one name in every stack, before and after CDK exchanges references
 * between stacks for imports. One that is an input's value goes by the input's name and shape.
 */
import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Names,
  Reference,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { ShapeName } from '../policy/shapes';
import { renderHole } from '../policy/text';
import { derived } from '../spec/derivation';
import type { GivenValues } from './filled-text';

/** A value that is no input: what in the app it speaks of. */
export interface ForeignValue {
  readonly target: IConstruct;
  readonly attribute: string;
}

const PSEUDO: ReadonlyMap<string, 'account' | 'region' | 'partition'> = new Map([
  ['AWS::AccountId', 'account'],
  ['AWS::Region', 'region'],
  ['AWS::Partition', 'partition'],
]);

const DERIVATIONS = new Map([
  ['/', 'name'],
  ['//', 'host'],
  ['-', 'suffix'],
] as const);

/** Resolves tokens to text, references by their names. */
class TextResolver extends DefaultTokenResolver {
  constructor(
    read: (resolved: unknown) => string,
    private readonly nameOf: (reference: Reference) => string,
  ) {
    super({ join: (left: unknown, right: unknown) => `${read(left)}${read(right)}` });
  }

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? this.nameOf(token) : super.resolveToken(token, context, postProcessor);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** FNV-1a, 32 bits: names of values that can only be told apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36);
}

export class LateNames {
  /** Values met that are no input's, by the name of their hole. */
  readonly foreign = new Map<string, ForeignValue>();
  private readonly inputs = new Map<string, string>();

  /**
   * @param scope - Where values are read from.
   * @param shapes - The inputs of the agent.
   * @param given - Their values, and account, region and partition.
   */
  constructor(
    private readonly scope: Construct,
    shapes: Readonly<Record<string, ShapeName>>,
    private readonly given: GivenValues,
  ) {
    for (const [name, shape] of Object.entries(shapes)) {
      const value = given(name);
      // Of two inputs with one value the first is spoken of; the plan is read through the same names.
      const text = value === undefined ? undefined : this.textOf(value);
      if (text !== undefined && /^⟨[^⟩]*⟩$/.test(text) && !this.inputs.has(text)) this.inputs.set(text, renderHole({ hole: name, shape }));
    }
  }

  /** Text with holes for any CDK text. */
  textOf(value: unknown): string {
    return this.read(this.resolve(value));
  }

  /** Any JSON value with its tokens, keys included, as text with holes. */
  jsonOf(value: unknown): unknown {
    return this.plain(this.resolve(value));
  }

  private resolve(value: unknown): unknown {
    const resolver = new TextResolver(
      (resolved) => this.read(resolved),
      (reference) => this.referenceText(reference),
    );
    return Tokenization.resolve(value, { scope: this.scope, resolver, preparing: false });
  }

  private referenceText({ target, displayName }: Reference): string {
    const pseudo = PSEUDO.get(displayName);
    if (pseudo !== undefined) return this.placeText(pseudo);
    const hole = `${Names.nodeUniqueId(target.node).slice(0, 80)}-${displayName.replaceAll(/[^A-Za-z0-9]/g, '-')}`.slice(0, 128);
    const text = renderHole({ hole, shape: 'any' });
    const input = this.inputs.get(text);
    if (input === undefined) this.foreign.set(hole, { target, attribute: displayName });
    return input ?? text;
  }

  /** Account, region or partition: as the identity knows it. */
  private placeText(name: 'account' | 'region' | 'partition'): string {
    const value = this.given(name);
    return value === undefined || Token.isUnresolved(value) ? renderHole({ hole: name, shape: name }) : value;
  }

  private plain(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((member) => this.plain(member));
    if (!isRecord(value)) return value;
    if (isIntrinsic(value)) return this.read(value);
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.plain(member)]));
  }

  /** Text for a resolved value; an intrinsic function that cannot be followed is one hole, the same for the same function. */
  private read(value: unknown): string {
    if (value === undefined || value === null) return '';
    if (typeof value !== 'object') return String(value);
    const text = isRecord(value) ? this.followed(value) : undefined;
    if (text === undefined) return renderHole({ hole: `value-${fingerprint(JSON.stringify(value))}`, shape: 'any' });
    return this.inputs.get(text) ?? text;
  }

  private followed(value: Readonly<Record<string, unknown>>): string | undefined {
    const { Ref, 'Fn::Join': join, 'Fn::Select': select } = value;
    if (typeof Ref === 'string') {
      const pseudo = PSEUDO.get(Ref);
      return pseudo === undefined ? undefined : this.placeText(pseudo);
    }
    if (Array.isArray(join)) {
      const [delimiter, members]: readonly unknown[] = join;
      return Array.isArray(members) ? members.map((member) => this.read(member)).join(String(delimiter)) : undefined;
    }
    if (Array.isArray(select)) return this.selected(select);
    return undefined;
  }

  private selected([index, from]: readonly unknown[]): string | undefined {
    const split: unknown = isRecord(from) ? from['Fn::Split'] : undefined;
    if (!Array.isArray(split)) return undefined;
    const [delimiter, source]: readonly unknown[] = split;
    const text = this.read(source);
    if (typeof delimiter !== 'string') return undefined;
    if (!text.includes('⟨')) return text.split(delimiter)[Number(index)];
    const derivation = DERIVATIONS.get(delimiter as '/' | '//' | '-');
    return derivation !== undefined && Number(index) === 1 && /^⟨[^⟩]*⟩$/.test(text) ? derived(text, derivation) : undefined;
  }
}

const isIntrinsic = (value: Readonly<Record<string, unknown>>): boolean => {
  const [key, ...rest] = Object.keys(value);
  return rest.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
};
