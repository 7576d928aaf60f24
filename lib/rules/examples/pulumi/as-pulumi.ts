/** Examples as Pulumi programs: what the same resources are there. */
import { NAMED_TYPES } from '../../../graph/cloudformation/resource-names';
import type { TemplateResource, TemplateResources } from '../example';
import type { PulumiPart } from './form';
import { formOf } from './forms';
import { fromIntrinsics } from './from-intrinsics';
import { NoPulumiForm } from './no-pulumi-form';
import { isPlainRecord, Reference, workedOutIn } from './value';

/** A resource of the program. */
export interface ProgramResource {
  /** Logical id of the resource of the template that it stands for, or is a part of. */
  readonly id: string;
  /** Whether references to that resource mean this one. */
  readonly isWhole: boolean;
  /** Type token. */
  readonly type: string;
  /** Name in the program. */
  readonly name: string;
  /** Values, those that the program works out as the classes of `value.ts`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether Pulumi only forgets it when it is deleted from the program. */
  readonly retained: boolean;
  /** CloudFormation's type. */
  readonly templateType: string;
}

const kebab = (id: string): string =>
  id
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();

/** CloudFormation keeps it whether the stack is deleted or the resource replaced. */
const isRetained = ({ DeletionPolicy, UpdateReplacePolicy }: TemplateResource): boolean =>
  [DeletionPolicy, UpdateReplacePolicy].every((given) => given === 'Retain' || given === 'RetainExceptOnCreate');

/** A log group is kept by the provider, everything else by Pulumi. */
const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';

function inProgram(part: PulumiPart, id: string, resource: TemplateResource): ProgramResource {
  const retained = isRetained(resource);
  const { type, suffix, inputs } = part;
  return {
    id,
    isWhole: suffix === undefined,
    type,
    name: suffix === undefined ? kebab(id) : `${kebab(id)}-${kebab(suffix)}`,
    inputs: retained && type === LOG_GROUP ? { ...inputs, skipDestroy: true } : inputs,
    retained: retained && suffix === undefined && type !== LOG_GROUP,
    templateType: resource.Type,
  };
}

function resourcesOf(id: string, resource: TemplateResource, all: TemplateResources): readonly ProgramResource[] {
  const { Type, Properties = {} } = resource;
  if (!isPlainRecord(Properties)) throw new NoPulumiForm(`the properties of \`${id}\` are no object`);
  const properties = fromIntrinsics(Properties, all);
  return formOf(Type)(isPlainRecord(properties) ? properties : {}, id).map((part) => inProgram(part, id, resource));
}

/** What it refers to comes before each resource, as in a program; otherwise the order of the template. */
function inOrder(resources: readonly ProgramResource[]): readonly ProgramResource[] {
  const done = new Set<ProgramResource>();
  const place = (resource: ProgramResource, waiting: readonly ProgramResource[]): void => {
    if (done.has(resource)) return;
    if (waiting.includes(resource)) throw new NoPulumiForm(`\`${resource.id}\` refers to itself by way of others`);
    const ids = new Set(workedOutIn(resource.inputs).flatMap((value) => (value instanceof Reference ? [value.id] : [])));
    for (const other of resources) if (other.isWhole && ids.has(other.id)) place(other, [...waiting, resource]);
    done.add(resource);
  };
  for (const resource of resources) place(resource, []);
  return [...done];
}

/**
 * The resources of a template as those of a Pulumi program.
 *
 * @throws {NoPulumiForm} where a type or something else in the template has no form there, naming what to add
 */
export const asPulumi = (template: TemplateResources): readonly ProgramResource[] =>
  inOrder(Object.entries(template).flatMap(([id, resource]) => resourcesOf(id, resource, template)));

/** Whether Pulumi makes a name up where the program gives none. */
export const isNamedByPulumi = ({ isWhole, templateType }: ProgramResource): boolean =>
  isWhole && NAMED_TYPES.get(templateType)?.nameProperty !== undefined;
