/** Any resource of a Pulumi program in CloudFormation's words: for rules on resources that are no identities. */
import { hasHole } from '../../policy/text';
import type { GraphResource } from '../identity-graph';
import type { ResourceSource } from '../sightings';
import { CLOUDFORMATION_TYPES } from './cloudformation-types';
import { inPascal, pascal } from './in-pascal';
import type { PulumiReading } from './reading';

interface Read extends Omit<GraphResource, 'problems' | 'when'> {
  /** Name of the resource that this one is a part of in CloudFormation's words. */
  readonly partOf: string | undefined;
  readonly reading: PulumiReading;
}

function readWhole(reading: PulumiReading): Read | undefined {
  const known = CLOUDFORMATION_TYPES.get(reading.type);
  if (known === undefined) return undefined;
  const { type, renamed = {}, asWritten = [], partOf, rebuilt } = known;
  const kept = new Set(asWritten);
  const properties = Object.fromEntries(
    Object.keys(reading.resource.inputs).flatMap((name) => {
      const value = reading.shownProperty(name);
      return value === undefined ? [] : [[renamed[name] ?? pascal(name), kept.has(name) ? value : inPascal(value, kept)] as const];
    }),
  );
  return {
    type,
    name: reading.name,
    arn: reading.arn,
    properties: rebuilt === undefined ? properties : rebuilt(properties),
    retained: reading.retained,
    place: reading.place,
    partOf: partOf === undefined ? undefined : (reading.text(partOf) ?? ''),
    reading,
  };
}

/** Resources of their own that CloudFormation writes as properties of another are put there. What is a part of something elsewhere is left out. */
function withParts(all: readonly Read[]): readonly GraphResource[] {
  const parts = all.filter(({ partOf }) => partOf !== undefined);
  const wholes = all.filter(({ partOf }) => partOf === undefined);
  const isOf = (part: Read, { name, arn }: Read): boolean => part.partOf === name || part.partOf === arn;
  const loose = parts.filter((part) => hasHole(part.partOf ?? '') && !wholes.some((whole) => isOf(part, whole)));
  const mayBe = loose.map(({ reading }) => `\`${reading.resourceName}\` may be a part of it`);
  return wholes.map((read) => {
    const { partOf: _, reading, ...whole } = read;
    const own = parts.filter((part) => isOf(part, read));
    const properties = Object.fromEntries([read, ...own].flatMap((one) => Object.entries(one.properties)));
    const problems = [reading, ...own.map((part) => part.reading)].flatMap((one) => [...one.problems]);
    return { ...whole, properties, when: {}, problems: [...problems, ...mayBe] };
  });
}

/** The resources of a program by CloudFormation type; of types that CloudFormation lacks or no rule asks for, none. */
export function resourceSource(readings: readonly PulumiReading[]): ResourceSource {
  const typeOf = ({ type }: PulumiReading): string | undefined => CLOUDFORMATION_TYPES.get(type)?.type;
  return {
    count: readings.filter(({ type }) => type !== 'pulumi:pulumi:Stack').length,
    types: [...new Set(readings.flatMap((reading) => typeOf(reading) ?? []))],
    of: (type) => withParts(readings.filter((reading) => typeOf(reading) === type).flatMap((reading) => readWhole(reading) ?? [])),
    parameters: [],
  };
}
