import type { CfnResource } from 'aws-cdk-lib';

/** A property of a resource as its construct was given it, by its name in CloudFormation. */
export function cfnProperty(resource: CfnResource, name: string): unknown {
  const properties: unknown = Reflect.get(resource, 'cfnProperties');
  if (properties === null || typeof properties !== 'object') return undefined;
  // Constructs of a type spell properties in camel case, the untyped construct as CloudFormation does.
  return Reflect.get(properties, name.charAt(0).toLowerCase() + name.slice(1)) ?? Reflect.get(properties, name);
}
