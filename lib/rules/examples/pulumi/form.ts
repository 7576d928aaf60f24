/** How a resource of a template is written with Pulumi. */
import { CLOUDFORMATION_TYPES, type CloudFormationType } from '../../../graph/pulumi/cloudformation-types';
import { NoPulumiForm } from './no-pulumi-form';
import { isPlainRecord, Json } from './value';

export type Properties = Readonly<Record<string, unknown>>;

/** A resource of a Pulumi program. */
export interface PulumiPart {
  /** Type token, such as `aws:iam/role:Role`. */
  readonly type: string;
  /** What the name in the program has beside that of the resource of the template; absent for the one that stands for it. */
  readonly suffix?: string;
  readonly inputs: Properties;
}

/** What becomes of a resource with these properties; the name is that of the resource in the program, the id that of the template. */
export type Form = (properties: Properties, id: string) => readonly PulumiPart[];

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const LISTS_OF_TAGS: ReadonlySet<string> = new Set(['Tags']);

const tags = (value: unknown): unknown =>
  Array.isArray(value)
    ? Object.fromEntries((value as readonly unknown[]).map((tag) => (isPlainRecord(tag) ? [String(tag.Key), tag.Value] : ['', tag])))
    : value;

/** A value with Pulumi's names of properties, at every depth but below those whose keys are users' own. */
export function inCamel(value: unknown, asWritten: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((member) => inCamel(member, asWritten));
  if (!isPlainRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [camel(name), asWritten.has(camel(name)) ? member : inCamel(member, asWritten)]),
  );
}

const isDocument = (value: unknown): boolean => isPlainRecord(value) && Object.hasOwn(value, 'Statement');

/** Documents are JSON text with Pulumi. */
export const document = (value: unknown): unknown => (isPlainRecord(value) ? new Json(value) : value);

/** Properties under Pulumi's names. */
export function inputsOf(properties: Properties, { renamed = {}, asWritten = [] }: Pick<CloudFormationType, 'renamed' | 'asWritten'> = {}) {
  const kept = new Set(asWritten);
  const names = new Map(Object.entries(renamed).map(([theirs, ours]) => [ours, theirs]));
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const theirs = names.get(name) ?? camel(name);
      if (LISTS_OF_TAGS.has(name)) return [[theirs, tags(value)]];
      if (isDocument(value)) return [[theirs, document(value)]];
      return [[theirs, kept.has(theirs) ? value : inCamel(value, kept)]];
    }),
  );
}

/** One resource with the same properties, as far as the reader of Pulumi programs knows their names. */
export function likeTheReader(type: string): Form | undefined {
  const found = [...CLOUDFORMATION_TYPES].find(([, known]) => known.type === type && known.partOf === undefined);
  if (found === undefined) return undefined;
  const [token, known] = found;
  return (properties) => [{ type: token, inputs: inputsOf(properties, known) }];
}

/** One resource with the same properties, under these names where they differ. */
export const same =
  (type: string, names: Pick<CloudFormationType, 'renamed' | 'asWritten'> = {}): Form =>
  (properties) => [{ type, inputs: inputsOf(properties, names) }];

/** The members of a list; of a single value, that one. */
export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];

/** The members of a list that are records. */
export const recordsOf = (value: unknown): readonly Properties[] => listOf(value).filter(isPlainRecord);

/** The property as a record; none where it is left out. */
export const recordIn = (properties: Properties, name: string): Properties => {
  const value = properties[name];
  return isPlainRecord(value) ? value : {};
};

export function noForm(type: string): NoPulumiForm {
  return new NoPulumiForm(
    `\`${type}\` has no form with Pulumi yet: add it to lib/graph/pulumi/types, or to lib/rules/examples/pulumi/forms.ts where more than names differs; where Pulumi's provider lacks it, say in the example \`withoutPulumi: { lacks: 'type', type: '${type}', because: '…' }\``,
    type,
  );
}
