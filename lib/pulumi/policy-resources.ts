/** The resources that Pulumi hands a policy, in the form that the reader of Pulumi programs takes. */
import type { PolicyResource } from '@pulumi/policy';
import type { PulumiResource } from '../graph/from-pulumi';
import { isRecord } from '../policy/parse-values';

/** How Pulumi's protocol writes a value that is unknown before deployment. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** Pulumi throws where a policy looks at a value that is unknown, and then takes the whole policy for advice; so each is looked at by itself. */
const isUnknownValue = (error: unknown): boolean => error instanceof Error && 'unknownTypeSentinel' in error;

function member(value: object, key: string): unknown {
  try {
    return plain(Reflect.get(value, key));
  } catch (error) {
    if (isUnknownValue(error)) return UNKNOWN;
    throw error;
  }
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.keys(value).map((key) => member(value, key));
  return Object.fromEntries(Object.keys(value).map((key) => [key, member(value, key)]));
}

/** After an update a role tells its inline policies too, and one without content where it has none. */
const withoutEmpty = (value: unknown): unknown =>
  Array.isArray(value)
    ? (value as readonly unknown[]).filter((one) => !isRecord(one) || (one.policy !== undefined && one.policy !== ''))
    : value;

/** What is known of one resource: at the end of a preview its inputs, after an update what the provider tells. */
function resourceOf({ type, name, urn, props, parent, propertyDependencies }: PolicyResource): PulumiResource {
  const read = plain(props);
  const { inlinePolicies, ...values } = isRecord(read) ? read : {};
  const inputs = inlinePolicies === undefined ? values : { ...values, inlinePolicies: withoutEmpty(inlinePolicies) };
  const from = Object.entries(propertyDependencies).map(([property, resources]) => [property, resources.map((one) => one.urn)] as const);
  return {
    type,
    name,
    urn,
    inputs,
    outputs: inputs,
    ...(parent === undefined ? {} : { parent: parent.urn }),
    propertyDependencies: Object.fromEntries(from),
  };
}

/** All resources of a stack. */
export const resourcesOfPolicy = (resources: readonly PolicyResource[]): readonly PulumiResource[] => resources.map(resourceOf);
