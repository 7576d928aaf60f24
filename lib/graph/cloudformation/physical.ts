/** The name and ARN that a resource of the template has once deployed, as far as the template tells. */

import { own } from '../../policy/parse-values';
import { hasHole } from '../../policy/text';
import { derived } from '../../spec/derivation';
import { holeText } from '../hole-name';
import type { Resolver } from './resolver';
import { NAMED_TYPES, type NamedType, OIDC_PROVIDERS } from './resource-names';
import type { CfnResource } from './template';

/** Text with account, region and partition as deployed. */
export const fillPseudo = (text: string, { deployed }: Resolver): string =>
  text
    .replaceAll('⟨account⟩', deployed.account ?? '⟨account⟩')
    .replaceAll('⟨region⟩', deployed.region ?? '⟨region⟩')
    .replaceAll('⟨partition⟩', deployed.partition ?? '⟨partition⟩');

const propertyText = (resource: CfnResource, property: string, resolver: Resolver): string | undefined => {
  const written = own(resource.properties, property);
  if (written === undefined) return undefined;
  const resolved = resolver.once(`${resource.logicalId}.${property}`, () => resolver.textOf(written));
  return typeof resolved === 'string' ? resolved : undefined;
};

/** The resource's name: as given, or a hole for the one that CloudFormation generates. */
export function physicalName(resource: CfnResource, resolver: Resolver): string {
  const property = NAMED_TYPES.get(resource.type)?.nameProperty;
  const given = property === undefined ? undefined : propertyText(resource, property, resolver);
  return given === undefined || given === '' ? holeText('name', resolver.deployed.scope, resource.logicalId) : given;
}

/** The path of an IAM resource, with a slash on both ends. */
export function physicalPath(resource: CfnResource, resolver: Resolver): string {
  const path = propertyText(resource, 'Path', resolver) ?? '/';
  if (hasHole(path) || path === '/') return path;
  return `${path.startsWith('/') ? '' : '/'}${path}${path.endsWith('/') ? '' : '/'}`;
}

const filled = (pattern: string, resource: CfnResource, resolver: Resolver): string =>
  fillPseudo(pattern, resolver)
    .replace('{generated}', () => holeText('generated-id', resolver.deployed.scope, resource.logicalId, 'generated'))
    .replace('{path}', () => physicalPath(resource, resolver))
    .replace('{name}', () => physicalName(resource, resolver));

/** The resource's ARN; undefined where its type has no form that is known here. */
export function physicalArn(resource: CfnResource, resolver: Resolver): string | undefined {
  if (OIDC_PROVIDERS.includes(resource.type)) {
    const url = propertyText(resource, 'Url', resolver) ?? resolver.hole(resource.logicalId, 'url');
    return fillPseudo(`arn:⟨partition⟩:iam::⟨account⟩:oidc-provider/${derived(url, 'host')}`, resolver);
  }
  const arn = NAMED_TYPES.get(resource.type)?.arn;
  return arn === undefined ? undefined : filled(arn, resource, resolver);
}

/** What `Ref` gives for a resource. */
export function resourceRef(resource: CfnResource, resolver: Resolver): string {
  if (OIDC_PROVIDERS.includes(resource.type)) return physicalArn(resource, resolver) ?? resolver.hole(resource.logicalId);
  const type = NAMED_TYPES.get(resource.type);
  if (type === undefined || type.ref === 'unknown') return resolver.hole(resource.logicalId);
  if (type.ref === 'name') return physicalName(resource, resolver);
  if (type.ref === 'arn') return physicalArn(resource, resolver) ?? resolver.hole(resource.logicalId);
  if ('url' in type.ref) return filled(type.ref.url, resource, resolver);
  return holeText(type.ref.shape, resolver.deployed.scope, resource.logicalId);
}

const attributeOf = (type: NamedType | undefined, attribute: string): 'arn' | 'name' | 'other' => {
  if (attribute === 'Arn' || type?.arnAttributes?.includes(attribute) === true) return 'arn';
  return type?.nameAttributes?.includes(attribute) === true ? 'name' : 'other';
};

/** What an attribute of a resource gives. */
export function resourceAttribute(resource: CfnResource, attribute: string, resolver: Resolver): string {
  const type = NAMED_TYPES.get(resource.type);
  const which = attributeOf(type, attribute);
  if (which === 'name') return physicalName(resource, resolver);
  const arn = which === 'arn' ? physicalArn(resource, resolver) : undefined;
  return arn ?? holeText(type?.shapes?.[attribute] ?? 'any', resolver.deployed.scope, resource.logicalId, attribute);
}
