import { actionInfo } from './action-info';

/** Where the example resource is. */
export interface ResourcePlace {
  /** Default `aws`. */
  readonly partition?: string;
  /** Default `eu-central-1`. */
  readonly region?: string;
  /** Default `111122223333`, an account number that AWS keeps for documentation. */
  readonly account?: string;
}

/** Variables whose values have a form of their own. */
const VALUES: Readonly<Record<string, string>> = {
  KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  SecretId: 'example-secret-a1b2c3',
  ObjectName: 'example-object',
  LogGroupName: '/example/log-group',
  StreamLabel: '2026-01-01T00:00:00.000',
  MemoryId: 'example_memory-a1B2c3D4e5',
  RuntimeId: 'example_runtime-a1B2c3D4e5',
  GatewayId: 'example-gateway-a1b2c3d4e5',
};

/** Bedrock calls the end of all its ARNs `ResourceId`. */
const MODEL_IDS: Readonly<Record<string, string>> = {
  'foundation-model/${ResourceId}': 'foundation-model/amazon.nova-lite-v1:0',
  ':inference-profile/${ResourceId}': ':inference-profile/eu.amazon.nova-lite-v1:0',
};

const withModelId = (template: string): string =>
  Object.entries(MODEL_IDS).reduce((text, [end, id]) => (text.endsWith(end) ? text.slice(0, -end.length) + id : text), template);

/** `QueueName` as `example-queue`, `RoleNameWithPath` as `example-role`. */
function exampleValue(variable: string): string {
  const known = Object.hasOwn(VALUES, variable) ? VALUES[variable] : undefined;
  if (known !== undefined) return known;
  const words = variable.replace(/WithPath$/, '').replace(/(?:Name|Id)$/, '');
  return `example-${(words === '' ? 'resource' : words).replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`;
}

const fillTemplate = (template: string, { partition = 'aws', region = 'eu-central-1', account = '111122223333' }: ResourcePlace): string =>
  withModelId(template)
    .replace(/\$\{([^}]*)\}/g, (_, variable: string) => {
      if (variable === 'Partition') return partition;
      if (variable === '*') return '${*}';
      if (variable === 'Region') return region;
      return variable === 'Account' ? account : exampleValue(variable);
    })
    .replace(/(\$\{)?\*\}?/g, (star) => (star === '*' ? 'example' : '*'));

/**
 * One concrete resource of every type that the action accepts, or `*` for an action that knows no resources; empty for an
 * action that the data does not know. For witnesses and messages.
 */
export function exampleResources(action: string, place: ResourcePlace = {}): readonly string[] {
  const info = actionInfo(action);
  if (info.status !== 'known') return [];
  if (info.resourceTypes.length === 0) return ['*'];
  return info.resourceTypes.flatMap(({ arns: [template] }) => (template === undefined ? [] : [fillTemplate(template, place)]));
}

/**
 * The resources of an action as patterns in IAM's wildcards, one for each ARN form, or `*` for an action that knows no
 * resources; empty for an action that the data does not know. They match every resource of the action, and more.
 */
export function resourcePatterns(action: string): readonly string[] {
  const info = actionInfo(action);
  if (info.status !== 'known') return [];
  if (info.resourceTypes.length === 0) return ['*'];
  return info.resourceTypes.flatMap(({ arns }) => arns.map((template) => template.replace(/\$\{[^}]*\}/g, '*').replaceAll(/\*+/g, '*')));
}
