/**
 * Reads CDK values back into text with holes, so that what other constructs grant can be held against the plan.
 *
 * A reference is read as what it speaks of: an ARN in its real form, with the name of the resource, or a hole where that is generated. So the same value reads
 * the same in every stack, before and after CDK exchanges references between stacks for imports, and whether it was composed or asked for.
 */
import {
  CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { NAMED_TYPES, type NamedType } from '../graph/cloudformation/resource-names';
import type { ShapeName } from '../policy/shapes';
import { renderHole } from '../policy/text';
import { cfnProperty } from './cfn-property';
import type { GivenValues } from './filled-text';
import { HoleNames } from './hole-names';
import { splitText } from './split-text';

/** A value that is no input: what in the app it speaks of. */
export interface ForeignValue {
  readonly target: IConstruct;
  readonly attribute: string;
}

type PlaceName = 'account' | 'region' | 'partition';

const PSEUDO: ReadonlyMap<string, PlaceName> = new Map([
  ['AWS::AccountId', 'account'],
  ['AWS::Region', 'region'],
  ['AWS::Partition', 'partition'],
]);

/** Resolves tokens to text, references by what they speak of. */
class TextResolver extends DefaultTokenResolver {
  constructor(
    read: (resolved: unknown) => string,
    private readonly textOf: (reference: Reference) => string,
  ) {
    super({ join: (left: unknown, right: unknown) => `${read(left)}${read(right)}` });
  }

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? this.textOf(token) : super.resolveToken(token, context, postProcessor);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isOneHole = (text: string): boolean => /^⟨[^⟨⟩]*⟩$/.test(text);

/** What an attribute gives, where the type tells. */
function attributeGives(type: NamedType, attribute: string): 'arn' | 'name' | ShapeName | undefined {
  if (attribute === 'Ref') return typeof type.ref === 'string' ? (type.ref === 'unknown' ? undefined : type.ref) : shapeOfRef(type.ref);
  if (attribute === 'Arn' || type.arnAttributes?.includes(attribute) === true) return 'arn';
  return type.nameAttributes?.includes(attribute) === true ? 'name' : type.shapes?.[attribute];
}

const shapeOfRef = (ref: Exclude<NamedType['ref'], string>): ShapeName => ('shape' in ref ? ref.shape : 'sqs-queue-url');

export class LateNames {
  /** Values met that are no input's, by the text they read as. */
  readonly foreign = new Map<string, ForeignValue>();
  /** Inputs by the text that their values read as. */
  readonly inputs = new Map<string, string>();
  private readonly holes = new HoleNames();
  private readonly renamed = new Map<string, string>();

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
      const text = value === undefined ? undefined : this.textOf(value);
      // Of two inputs with one value the first is spoken of; the plan is read through the same names.
      if (text === undefined || this.inputs.has(text)) continue;
      this.inputs.set(text, name);
      if (!isOneHole(text)) continue;
      // Nothing is known of the value but that it is the input's, so it has the input's shape.
      const hole = renderHole({ hole: name, shape });
      this.renamed.set(text, hole);
      this.inputs.set(hole, name);
    }
  }

  /** Text with holes for any CDK text. */
  textOf(value: unknown): string {
    // Most values are plain text, which nothing needs to resolve.
    return typeof value === 'string' && !Token.isUnresolved(value) ? value : this.read(this.resolve(value));
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

  private referenceText({ target, displayName: attribute }: Reference): string {
    const pseudo = PSEUDO.get(attribute);
    if (pseudo !== undefined) return this.placeText(pseudo);
    const text = this.speaksOf(target, attribute);
    const renamed = this.renamed.get(text);
    if (renamed === undefined && text.includes('⟨')) this.foreign.set(text, { target, attribute });
    return renamed ?? text;
  }

  private speaksOf(target: IConstruct, attribute: string): string {
    const type = CfnResource.isCfnResource(target) ? NAMED_TYPES.get(target.cfnResourceType) : undefined;
    const gives = type === undefined ? undefined : attributeGives(type, attribute);
    if (type === undefined || !CfnResource.isCfnResource(target)) return this.hole(target, attribute, 'any');
    if (gives === 'name') return this.nameOf(target, type);
    if (gives === 'arn') return this.arnOf(target, type) ?? this.hole(target, attribute, 'any');
    return this.hole(target, attribute, gives ?? 'any');
  }

  /** The name that a resource is given, or a hole for the one that CloudFormation generates. */
  private nameOf(target: CfnResource, { nameProperty }: NamedType): string {
    const given = nameProperty === undefined ? undefined : cfnProperty(target, nameProperty);
    const text = given === undefined ? '' : this.textOf(given);
    return text === '' ? this.hole(target, 'name', 'name') : text;
  }

  private arnOf(target: CfnResource, type: NamedType): string | undefined {
    return type.arn
      ?.replaceAll(/⟨(account|region|partition)⟩/g, (_hole, name: PlaceName) => this.placeOf(target, name))
      .replace('{path}', () => this.textOf(cfnProperty(target, 'Path') ?? '/'))
      .replace('{name}', () => this.nameOf(target, type))
      .replace('{generated}', () => this.hole(target, 'generated', 'generated-id'));
  }

  private hole({ node }: IConstruct, attribute: string, shape: ShapeName): string {
    return renderHole({ hole: this.holes.nameOf(`${node.path} ${attribute}`, `${node.path}-${attribute}`), shape });
  }

  /** Account, region or partition of another stack: as that says, else the identity's own. */
  private placeOf(target: IConstruct, name: PlaceName): string {
    const value = Stack.of(target)[name];
    return Token.isUnresolved(value) ? this.placeText(name) : value;
  }

  /** Account, region or partition: as the identity knows it. */
  private placeText(name: PlaceName): string {
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
    const text = (isRecord(value) ? this.followed(value) : undefined) ?? this.unfollowed(value);
    return this.renamed.get(text) ?? text;
  }

  private unfollowed(value: object): string {
    return renderHole({ hole: this.holes.nameOf(JSON.stringify(value), 'value'), shape: 'any' });
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
    if (!Array.isArray(select)) return undefined;
    const [index, from]: readonly unknown[] = select;
    const split: unknown = isRecord(from) ? from['Fn::Split'] : undefined;
    if (!Array.isArray(split)) return undefined;
    const [delimiter, source]: readonly unknown[] = split;
    return splitText(this.read(source), String(delimiter))?.[Number(index)];
  }
}

const isIntrinsic = (value: Readonly<Record<string, unknown>>): boolean => {
  const [key, ...rest] = Object.keys(value);
  return rest.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
};
