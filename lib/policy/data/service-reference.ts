import { loadServiceReference } from './load-service-reference';
import type { ServiceRow } from './reference-format';

/** How AWS classifies an action (Service Authorization Reference, column "Access level"). */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** The type of a condition key's value. */
export type ConditionKeyType = 'String' | 'ARN' | 'Bool' | 'Numeric' | 'Date' | 'IPAddress';

/** A condition key of a service, as the reference writes it: `${...}` stands for the part that the policy's author chooses. */
export interface ReferenceKey {
  readonly key: string;
  readonly type: ConditionKeyType;
  readonly multivalued: boolean;
}

/** A type of resource that an action accepts. */
export interface ActionResourceType {
  readonly name: string;
  /** ARN templates with variables such as `${BucketName}`; usually one. */
  readonly arns: readonly string[];
  /** Marked with `*` in AWS's table. Where several types are required, most actions take any one of them. */
  readonly required: boolean;
  /** Keys of the resource type, and keys that this action has on resources of the type only. */
  readonly conditionKeys: readonly string[];
}

/** An action of the reference. */
export interface ReferenceAction {
  /** In AWS's own spelling, such as `s3:GetObject`. */
  readonly action: string;
  readonly accessLevel: AccessLevel;
  /** Empty for an action that supports only `"Resource": "*"`. */
  readonly resourceTypes: readonly ActionResourceType[];
  /** Keys that do not depend on the type of the resource. Global keys are not repeated here. */
  readonly conditionKeys: readonly string[];
  /** Actions that the caller needs besides this one, where the data names them. */
  readonly dependentActions: readonly string[];
}

/** One service of the reference. Actions are decoded when asked for: a service may have hundreds. */
export interface ReferenceService {
  readonly prefix: string;
  /** The actions in AWS's own spelling, such as `s3:GetObject`, by the name after the colon in lower case; sorted. */
  readonly actionNames: ReadonlyMap<string, string>;
  /** An action by the name after the colon, in lower case. */
  action(name: string): ReferenceAction | undefined;
  /** Every type of resource of the service, with its ARN templates. */
  readonly resourceTypes: readonly Pick<ActionResourceType, 'name' | 'arns'>[];
  /** By key in lower case. */
  readonly keys: ReadonlyMap<string, ReferenceKey>;
}

const services = new Map<string, ReferenceService>();

const decodeType = (type: string): Pick<ReferenceKey, 'type' | 'multivalued'> =>
  type.startsWith('ArrayOf')
    ? { type: type.slice('ArrayOf'.length) as ConditionKeyType, multivalued: true }
    : { type: type as ConditionKeyType, multivalued: false };

function decodeAction(
  row: ServiceRow,
  [name, accessLevel, keys, resources, dependentActions]: ServiceRow['actions'][number],
): ReferenceAction {
  const keySet = (index: number): readonly string[] => (row.keySets[index] ?? []).flatMap((key) => row.keys[key]?.[0] ?? []);
  const resourceTypes = resources.flatMap(([index, required, keysOnType]) => {
    const type = row.types[index];
    if (type === undefined) return [];
    const conditionKeys = [...new Set([...keySet(type[2]), ...keySet(keysOnType)])];
    return [{ name: type[0], arns: type[1], required: required === 1, conditionKeys }];
  });
  return {
    action: `${row.prefix}:${name}`,
    accessLevel: accessLevel as AccessLevel,
    resourceTypes,
    conditionKeys: keySet(keys),
    dependentActions,
  };
}

function openService(row: ServiceRow): ReferenceService {
  const rows = new Map(row.actions.map((action) => [action[0].toLowerCase(), action]));
  const decoded = new Map<string, ReferenceAction>();
  return {
    prefix: row.prefix,
    actionNames: new Map([...rows].map(([name, action]) => [name, `${row.prefix}:${action[0]}`])),
    action: (name) => {
      const known = decoded.get(name);
      const action = rows.get(name);
      if (known !== undefined || action === undefined) return known;
      const info = decodeAction(row, action);
      decoded.set(name, info);
      return info;
    },
    resourceTypes: row.types.map(([name, arns]) => ({ name, arns })),
    keys: new Map(row.keys.map(([key, type]) => [key.toLowerCase(), { key, ...decodeType(type) }])),
  };
}

/** A service by its prefix, such as `s3`, without regard to case; `undefined` when the data does not have it. */
export function referenceService(prefix: string): ReferenceService | undefined {
  const name = prefix.toLowerCase();
  const known = services.get(name);
  if (known !== undefined) return known;
  const row = loadServiceReference().row(name);
  if (row === undefined) return undefined;
  const service = openService(row);
  services.set(name, service);
  return service;
}

/** The prefixes of all services of the data, sorted. */
export const servicePrefixes = (): readonly string[] => loadServiceReference().header.services;

/** The services that define condition keys under a prefix: its own, and for prefixes such as `saml` the ones that borrow it. */
export function servicesWithKeysUnder(prefix: string): readonly ReferenceService[] {
  const name = prefix.toLowerCase();
  const borrowers = loadServiceReference().header.borrowedPrefixes;
  const all = [name, ...(Object.hasOwn(borrowers, name) ? (borrowers[name] ?? []) : [])];
  return all.flatMap((service) => referenceService(service) ?? []);
}

/** What the compiled data is and how old: say it wherever a verdict rests on the data. */
export interface ReferenceVersion {
  /** The day of the source data, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
  readonly services: number;
  readonly actions: number;
}

/** The version of the compiled service authorization reference. */
export function referenceVersion(): ReferenceVersion {
  const { date, source, services: prefixes, actions } = loadServiceReference().header;
  return { date, source, services: prefixes.length, actions };
}
