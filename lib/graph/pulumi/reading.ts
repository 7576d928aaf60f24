/** A resource of a Pulumi program while it is read. */
import type { Place } from '../../finding/finding';
import { isRecord, own } from '../../policy/parse-values';
import { documentAt } from '../document';
import { holeText } from '../hole-name';
import type { GraphDocument } from '../identity-graph';
import { grouped } from '../sighting-index';
import { isTrue, numberIn, tagsIn, textIn, textsIn, textValue } from '../values';
import { holdsSecret, isUnknown, plain, withoutSecrets } from './plain';
import type { PulumiDeployed, PulumiResource } from './resource';
import { ARN_FORMS, ARN_PROPERTIES, NAME_PROPERTIES } from './resource-names';

/** All resources read together, found by what others refer to. */
export interface Program {
  readonly deployed: PulumiDeployed;
  readonly byUrn: ReadonlyMap<string, PulumiReading>;
  /** The resources of a type by what a property of theirs names. */
  readonly namedBy: (type: string, property: string) => ReadonlyMap<string, readonly PulumiReading[]>;
}

/** A program of these resources, which may still be on their way into the map. */
export function programOf(deployed: PulumiDeployed, byUrn: ReadonlyMap<string, PulumiReading>): Program {
  const known = new Map<string, ReadonlyMap<string, readonly PulumiReading[]>>();
  return {
    deployed,
    byUrn,
    namedBy: (type, property) => {
      const found =
        known.get(`${type} ${property}`) ??
        grouped(
          [...byUrn.values()].filter((reading) => reading.type === type),
          (reading) => reading.text(property) ?? '',
        );
      known.set(`${type} ${property}`, found);
      return found;
    },
  };
}

const lastOf = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + separator.length);

/** The resource's name in the program. */
export const nameOf = ({ name, urn }: PulumiResource): string => name ?? lastOf(urn, '::');

export class PulumiReading {
  readonly problems = new Set<string>();

  constructor(
    readonly resource: PulumiResource,
    /** Tells apart resources of one type and name under different parents. */
    private readonly twin: number,
    private readonly program: Program,
  ) {}

  get type(): string {
    return this.resource.type;
  }

  get resourceName(): string {
    return nameOf(this.resource);
  }

  get place(): Place {
    const { file } = this.program.deployed;
    return { ...(file === undefined ? {} : { file }), path: this.resourceName, resource: this.resource.urn };
  }

  placeOf(...path: readonly (string | number)[]): Place {
    return { ...this.place, pointer: ['', ...path].join('/') };
  }

  #holeName(path: readonly string[]): readonly string[] {
    return [lastOf(this.type, ':'), this.resourceName, ...(this.twin === 1 ? [] : [String(this.twin)]), ...path];
  }

  /** A property, with a hole for what is unknown before deployment; undefined where it is left out. */
  property(name: string): unknown {
    const written = own(this.resource.inputs, name);
    return plain(this.#linked(name, written) ?? written, [name], (path) => holeText('any', ...this.#holeName(path))) ?? undefined;
  }

  /** A property as it may be shown: what Pulumi keeps as a secret is a hole. */
  shownProperty(name: string): unknown {
    const written = own(this.resource.inputs, name);
    if (!holdsSecret(written)) return this.property(name);
    return plain(withoutSecrets(written), [name], (path) => holeText('any', ...this.#holeName(path))) ?? undefined;
  }

  /** What a property that is unknown comes to, where it comes from one resource of which the property can take only one thing. */
  #linked(name: string, written: unknown): string | undefined {
    const [source, ...others] = this.#sources(name);
    if (!isUnknown(written) || source === undefined || others.length > 0) return undefined;
    const property = TAKES.get(`${this.type} ${name}`) ?? TAKES.get(name);
    return property !== undefined && property.of === source.type ? source[property.what] : undefined;
  }

  /** The resources that a property's value comes from, as far as the program tells. */
  #sources(name: string): readonly PulumiReading[] {
    const urns = this.resource.propertyDependencies?.[name];
    return Array.isArray(urns) ? urns.flatMap((urn: string) => this.program.byUrn.get(urn) ?? []) : [];
  }

  /** The resources of a type that name this one in a property. */
  namedBy(type: string, property: string): readonly PulumiReading[] {
    return this.program.namedBy(type, property).get(this.name) ?? [];
  }

  /** The role that a property names; told as a problem where it may be any role of the program. */
  roleName(name: string): string {
    const role = this.text(name);
    const written = own(this.resource.inputs, name);
    const told = this.resource.propertyDependencies?.[name] !== undefined;
    const open = isUnknown(written) && this.#linked(name, written) === undefined;
    if (open && (!told || this.#sources(name).some(({ type }) => type === ROLE))) {
      this.problem('the role that the policy is put on is unknown before deployment');
    }
    return role ?? '';
  }

  text(name: string): string | undefined {
    return textIn(this.property(name), name, (why) => this.problem(why));
  }

  texts(name: string): readonly string[] {
    return textsIn(this.property(name), name, (why) => this.problem(why));
  }

  number(name: string): number | string | undefined {
    return numberIn(this.property(name), name, (why) => this.problem(why));
  }

  tags(name: string): Readonly<Record<string, string>> {
    return tagsIn(this.property(name), name, (why) => this.problem(why));
  }

  document(name: string): GraphDocument {
    return documentAt(this.property(name), this.placeOf(name));
  }

  /** Name once deployed: as given, or a hole where Pulumi generates it. */
  get name(): string {
    const property = NAME_PROPERTIES.get(this.type) ?? 'name';
    return this.text(property) ?? this.output(property) ?? holeText('name', ...this.#holeName([]));
  }

  /** A computed property. */
  output(name: string): string | undefined {
    const value = own(this.resource.outputs ?? {}, name);
    return isUnknown(value) ? undefined : textValue(plain(value, [name], () => ''));
  }

  /** ARN once deployed: as computed, or composed; undefined where its type has no form that is known here. */
  get composedArn(): string | undefined {
    const computed = this.output(ARN_PROPERTIES.get(this.type) ?? 'arn');
    if (computed !== undefined && computed !== '') return computed;
    const form = ARN_FORMS.get(this.type);
    return form === undefined ? undefined : this.deployedText(form(this));
  }

  /** ARN once deployed; a hole where its type has no form that is known here. */
  get arn(): string {
    return this.composedArn ?? holeText('any', ...this.#holeName(['arn']));
  }

  /** A hole for a part of the name or ARN that the service generates. */
  get generated(): string {
    return holeText('generated-id', ...this.#holeName(['generated']));
  }

  deployedText(text: string): string {
    const { account, region, partition } = this.program.deployed;
    return text
      .replaceAll('⟨account⟩', account ?? '⟨account⟩')
      .replaceAll('⟨region⟩', region ?? '⟨region⟩')
      .replaceAll('⟨partition⟩', partition ?? '⟨partition⟩');
  }

  /** Whether Pulumi only forgets the resource when it is deleted from the program. */
  get retained(): boolean {
    return this.resource.retainOnDelete === true || isTrue(this.property('skipDestroy'));
  }

  problem(why: string): void {
    this.problems.add(why);
  }

  /** The resources of a type, wherever in the program. */
  others(type: string): readonly PulumiReading[] {
    return [...this.program.byUrn.values()].filter((other) => other.type === type);
  }

  /** Members of a list property that are objects. */
  records(name: string): readonly Readonly<Record<string, unknown>>[] {
    const value = this.property(name) ?? [];
    if (!Array.isArray(value)) {
      this.problem(`\`${name}\` is no list`);
      return [];
    }
    const values: readonly unknown[] = value;
    if (!values.every(isRecord)) this.problem(`\`${name}\` holds something other than objects`);
    return values.filter(isRecord);
  }
}

const ROLE = 'aws:iam/role:Role';
const POLICY = 'aws:iam/policy:Policy';
const BUCKET = 'aws:s3/bucket:Bucket';

interface Taken {
  readonly of: string;
  readonly what: 'arn' | 'name';
}

/** What a property can take of a resource, by the property; where it is a matter of the type, by both. */
const TAKES: ReadonlyMap<string, Taken> = new Map<string, Taken>([
  ['permissionsBoundary', { of: POLICY, what: 'arn' }],
  ['policyArn', { of: POLICY, what: 'arn' }],
  ['roleArn', { of: ROLE, what: 'arn' }],
  ['targetRoleArn', { of: ROLE, what: 'arn' }],
  ['nodeRoleArn', { of: ROLE, what: 'arn' }],
  ['podExecutionRoleArn', { of: ROLE, what: 'arn' }],
  ['serviceAccountRoleArn', { of: ROLE, what: 'arn' }],
  ['serviceRoleArn', { of: ROLE, what: 'arn' }],
  ['serviceRole', { of: ROLE, what: 'arn' }],
  ['agentResourceRoleArn', { of: ROLE, what: 'arn' }],
  ['memoryExecutionRoleArn', { of: ROLE, what: 'arn' }],
  ['taskRoleArn', { of: ROLE, what: 'arn' }],
  ['executionRoleArn', { of: ROLE, what: 'arn' }],
  ['role', { of: ROLE, what: 'name' }],
  ['bucket', { of: BUCKET, what: 'name' }],
  ['s3BucketName', { of: BUCKET, what: 'name' }],
  ['targetBucket', { of: BUCKET, what: 'name' }],
  ['logGroupName', { of: 'aws:cloudwatch/logGroup:LogGroup', what: 'name' }],
  ['cloudWatchLogsGroupArn', { of: 'aws:cloudwatch/logGroup:LogGroup', what: 'arn' }],
  ['kmsKeyId', { of: 'aws:kms/key:Key', what: 'arn' }],
  ['sinkIdentifier', { of: 'aws:oam/sink:Sink', what: 'arn' }],
  ['secretId', { of: 'aws:secretsmanager/secret:Secret', what: 'arn' }],
  ['user', { of: 'aws:iam/user:User', what: 'name' }],
  ['aws:lambda/function:Function role', { of: ROLE, what: 'arn' }],
]);
