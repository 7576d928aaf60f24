/** Any resource of a Pulumi program in CloudFormation's words: for rules on resources that are no identities. */
import { isRecord } from '../../policy/parse-values';
import type { GraphResource } from '../identity-graph';
import type { ResourceSource } from '../sightings';
import { CLOUDFORMATION_TYPES } from './cloudformation-types';
import type { PulumiReading } from './reading';

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Names of properties as CloudFormation writes them, at every depth; keys that users choose are in records that a type names as such. */
function inPascal(value: unknown, asWritten: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((member) => inPascal(member, asWritten));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [pascal(name), asWritten.has(name) ? member : inPascal(member, asWritten)]),
  );
}

function readWhole(reading: PulumiReading): GraphResource | undefined {
  const known = CLOUDFORMATION_TYPES.get(reading.type);
  if (known === undefined) return undefined;
  const { type, renamed = {}, asWritten = [], rebuilt } = known;
  const kept = new Set(asWritten);
  const properties = Object.fromEntries(
    Object.keys(reading.resource.inputs).flatMap((name) => {
      const value = reading.property(name);
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
    when: {},
    problems: [...reading.problems],
  };
}

/** The resources of a program by CloudFormation type; of types that CloudFormation lacks or no rule asks for, none. */
export function resourceSource(readings: readonly PulumiReading[]): ResourceSource {
  const typeOf = ({ type }: PulumiReading): string | undefined => CLOUDFORMATION_TYPES.get(type)?.type;
  return {
    types: [...new Set(readings.flatMap((reading) => typeOf(reading) ?? []))],
    of: (type) => readings.filter((reading) => typeOf(reading) === type).flatMap((reading) => readWhole(reading) ?? []),
  };
}
