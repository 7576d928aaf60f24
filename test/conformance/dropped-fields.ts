/** Drops what an engine emits, field by field, and tells which drops no comparison would notice. */
import type { PulumiResource } from '../../lib/graph/from-pulumi';
import type { IdentityModel } from '../../lib/plan';
import type { Template } from './deployments';
import { fieldsOf, without } from './fields';
import { readProgram, readTemplate } from './models';
import type { Scenario } from './scenario';

/** One resource of what an engine emits, and how the whole reads with another in its place. */
export interface Emitted {
  readonly type: string;
  /** Its fields, written below its type. */
  readonly content: unknown;
  /** The identity model with this content instead; without the resource where it is undefined. */
  readonly readWith: (content: unknown) => IdentityModel;
  /** The model as emitted. */
  readonly read: () => IdentityModel;
}

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

export function emittedByCdk(template: Template, scenario: Scenario, account: string | undefined): readonly Emitted[] {
  const read = once(() => readTemplate(template, scenario, account));
  return Object.entries(template.Resources).map(([id, { Type, ...content }]) => ({
    type: Type,
    content,
    read,
    readWith: (changed) => {
      const { [id]: _dropped, ...others } = template.Resources;
      const own = changed === undefined ? {} : { [id]: { Type, ...(changed as object) } };
      return readTemplate({ ...template, Resources: { ...others, ...own } }, scenario, account);
    },
  }));
}

export function emittedByPulumi(program: readonly PulumiResource[], scenario: Scenario, account: string | undefined): readonly Emitted[] {
  const read = once(() => readProgram(program, scenario, account));
  return program
    .filter(({ type }) => type.startsWith('aws:'))
    .map((resource) => ({
      type: resource.type,
      content: resource.inputs,
      read,
      readWith: (changed) =>
        readProgram(
          program.flatMap((other) =>
            other !== resource ? [other] : changed === undefined ? [] : [{ ...other, inputs: changed as PulumiResource['inputs'] }],
          ),
          scenario,
          account,
        ),
    }));
}

const differ = (a: IdentityModel, b: IdentityModel): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** Whether leaving the whole resource out would be noticed. */
export const isNoticedMissing = (one: Emitted): boolean => differ(one.readWith(undefined), one.read());

/** Every field that any resource has, with the resources that have it. */
export function fieldsOfAll(emitted: readonly Emitted[]): ReadonlyMap<string, readonly Emitted[]> {
  const fields = new Map<string, Emitted[]>();
  for (const one of emitted) {
    for (const field of new Set(fieldsOf(one.content, one.type))) fields.set(field, [...(fields.get(field) ?? []), one]);
  }
  return fields;
}

/** Whether an emitter that never wrote a field would be noticed in some scenario. */
export const isNoticed = (field: string, carriers: readonly Emitted[]): boolean =>
  carriers.some((one) => differ(one.readWith(without(one.content, field, one.type)), one.read()));
