/** The parts of a CloudFormation template, whatever stands in them. */
import type { Place } from '../../finding/finding';
import { isRecord, kindOf, own } from '../../policy/parse-values';
import type { Unread } from '../identity-graph';
import { writeOutLoops } from './transforms/for-each';
import { hiddenBehind, macrosOf } from './transforms/hidden';
import { SERVERLESS_FUNCTION, serverlessRole } from './transforms/serverless';

export interface CfnResource {
  readonly logicalId: string;
  readonly type: string;
  /** As written, intrinsic functions unresolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Name of the condition under which the resource exists. */
  readonly condition?: string;
  readonly deletionPolicy: unknown;
  readonly updateReplacePolicy: unknown;
  readonly place: Place;
}

export interface CfnTemplate {
  readonly resources: ReadonlyMap<string, CfnResource>;
  readonly parameters: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly conditions: ReadonlyMap<string, unknown>;
  readonly mappings: ReadonlyMap<string, unknown>;
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly unread: readonly Unread[];
  /** The file, where it is known. */
  readonly place: Place;
}

/**
 * Types of AWS, of registered third parties, of modules, of custom resources and of transforms.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html
 */
const TYPE = /^[A-Za-z0-9]+::\S+$/;

/** More resources than a template may hold: CloudFormation's own limit is 500, and templates under test may go beyond it. */
const MOST_RESOURCES = 20_000;

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] => (isRecord(value) ? Object.entries(value) : []);

const recordsOf = (value: unknown): ReadonlyMap<string, Readonly<Record<string, unknown>>> =>
  new Map(entriesOf(value).flatMap(([name, member]) => (isRecord(member) ? [[name, member] as const] : [])));

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Construct path that CDK wrote beside the resource. It says where a finding points, and nothing else is read from metadata. */
const constructPath = (resource: Readonly<Record<string, unknown>>): string | undefined => {
  const metadata = own(resource, 'Metadata');
  return isRecord(metadata) ? textOf(own(metadata, 'aws:cdk:path')) : undefined;
};

/** What is known of where resources come from, by logical id. */
export interface Origins {
  readonly paths?: ReadonlyMap<string, string>;
  readonly lines?: ReadonlyMap<string, number>;
}

/** Takes a template apart. What has the wrong form is told as unread, never thrown. */
export function takeApart(template: unknown, file: string | undefined, origins: Origins = {}): CfnTemplate {
  const unread: Unread[] = [];
  const top: Place = file === undefined ? {} : { file };
  const root = isRecord(template) ? template : {};
  if (!isRecord(template)) unread.push({ place: top, why: `a template must be an object, not ${kindOf(template)}` });
  else if (!isRecord(own(template, 'Resources'))) {
    unread.push({ place: { ...top, pointer: '/Resources' }, why: 'the template has no `Resources`' });
  }
  for (const macro of macrosOf(root)) {
    unread.push({ place: { ...top, pointer: '/Transform' }, why: `the macro \`${macro}\` rewrites the template before it is deployed` });
  }
  const section = (name: string): unknown => {
    const { section: written, problems } = writeOutLoops(own(root, name));
    unread.push(...problems.map((why) => ({ place: { ...top, pointer: `/${name}` }, why })));
    return written;
  };
  return {
    resources: resourcesIn(section('Resources'), { top, origins, globals: own(root, 'Globals'), unread }),
    parameters: recordsOf(own(root, 'Parameters')),
    conditions: new Map(entriesOf(section('Conditions'))),
    mappings: new Map(entriesOf(own(root, 'Mappings'))),
    outputs: recordsOf(section('Outputs')),
    unread,
    place: top,
  };
}

interface Surroundings {
  readonly top: Place;
  readonly origins: Origins;
  readonly globals: unknown;
  readonly unread: Unread[];
}

function resourcesIn(section: unknown, surroundings: Surroundings): ReadonlyMap<string, CfnResource> {
  const { top, origins, unread } = surroundings;
  const resources = new Map<string, CfnResource>();
  for (const [logicalId, written] of entriesOf(section)) {
    if (resources.size >= MOST_RESOURCES) {
      unread.push({ place: { ...top, pointer: '/Resources' }, why: `the template has more than ${MOST_RESOURCES} resources` });
      break;
    }
    const taken = resourceOf(logicalId, written, placeOf(logicalId, written, top, origins));
    if ('why' in taken) {
      unread.push(taken);
      continue;
    }
    const hidden = hiddenBehind(taken.type, taken.properties);
    if (hidden !== undefined) unread.push({ place: taken.place, why: hidden });
    for (const resource of withServerlessRole(taken, surroundings)) resources.set(resource.logicalId, resource);
  }
  return resources;
}

/** A function of SAM, and the role that SAM makes for it. */
function withServerlessRole(resource: CfnResource, { globals, unread }: Surroundings): readonly CfnResource[] {
  if (resource.type !== SERVERLESS_FUNCTION) return [resource];
  const shared = isRecord(globals) ? own(globals, 'Function') : undefined;
  const made = serverlessRole(resource.logicalId, resource.properties, isRecord(shared) ? shared : {});
  if (made === undefined) return [resource];
  unread.push(...made.problems.map((why) => ({ place: resource.place, why })));
  const logicalId = `${resource.logicalId}Role`;
  return [
    { ...resource, logicalId, type: 'AWS::IAM::Role', properties: made.role },
    { ...resource, properties: { ...resource.properties, Role: { 'Fn::GetAtt': [logicalId, 'Arn'] } } },
  ];
}

function placeOf(logicalId: string, resource: unknown, top: Place, { paths, lines }: Origins): Place {
  const path = paths?.get(logicalId) ?? (isRecord(resource) ? constructPath(resource) : undefined);
  const line = lines?.get(logicalId);
  return { ...top, resource: logicalId, ...(path === undefined ? {} : { path }), ...(line === undefined ? {} : { line }) };
}

function resourceOf(logicalId: string, resource: unknown, place: Place): CfnResource | Unread {
  if (!isRecord(resource)) return { place, why: `a resource must be an object, not ${kindOf(resource)}` };
  const type = own(resource, 'Type');
  if (type === undefined) return { place, why: 'the resource has no `Type`' };
  if (typeof type !== 'string')
    return { place: { ...place, pointer: '/Type' }, why: `the type of a resource must be a string, not ${kindOf(type)}` };
  if (!TYPE.test(type)) return { place: { ...place, pointer: '/Type' }, why: `\`${type}\` is no resource type` };
  const properties = own(resource, 'Properties') ?? {};
  if (!isRecord(properties)) {
    return { place: { ...place, pointer: '/Properties' }, why: `properties must be an object, not ${kindOf(properties)}` };
  }
  const condition = own(resource, 'Condition');
  if (condition !== undefined && typeof condition !== 'string') {
    return {
      place: { ...place, pointer: '/Condition' },
      why: `a resource\u2019s condition must be named by a string, not ${kindOf(condition)}`,
    };
  }
  return {
    logicalId,
    type,
    properties,
    ...(condition === undefined ? {} : { condition }),
    deletionPolicy: own(resource, 'DeletionPolicy'),
    updateReplacePolicy: own(resource, 'UpdateReplacePolicy'),
    place,
  };
}
