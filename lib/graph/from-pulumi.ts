/** Reads the resources of a Pulumi program. */
import { isRecord, kindOf } from '../policy/parse-values';
import { buildGraph } from './build-graph';
import type { IdentityGraph, Unread } from './identity-graph';
import { resourceSource } from './pulumi/any-resource';
import { attachments } from './pulumi/attachments';
import { bindings } from './pulumi/bindings';
import { grants, memberships, principals } from './pulumi/principals';
import { kindReaders } from './pulumi/readers';
import { nameOf, PulumiReading, programOf } from './pulumi/reading';
import type { PulumiDeployed, PulumiResource } from './pulumi/resource';
import { resourcePolicies } from './pulumi/resource-policies';
import { type See, type Sightings, seeAll } from './sightings';

export type { PulumiDeployed, PulumiResource };

/** Another provider's resources that make or use identities. */
const FOREIGN = /^aws-native:(?:iam:|bedrockagentcore:|eks:PodIdentityAssociation|lambda:Permission|logs:LogGroup|sqs:QueuePolicy)/;

const isResource = (value: unknown): value is PulumiResource =>
  isRecord(value) &&
  typeof value.type === 'string' &&
  typeof value.urn === 'string' &&
  (value.name === undefined || typeof value.name === 'string') &&
  isRecord(value.inputs);

function readingsOf(resources: readonly PulumiResource[], deployed: PulumiDeployed, unread: Unread[]): readonly PulumiReading[] {
  const byUrn = new Map<string, PulumiReading>();
  const program = programOf(deployed, byUrn);
  const numbers = new Map<string, number>();
  for (const [index, resource] of resources.entries()) {
    if (!isResource(resource)) {
      const why = `resource ${index} has no type, URN and inputs, but is ${kindOf(resource)}`;
      unread.push({ place: deployed.file === undefined ? {} : { file: deployed.file }, why });
      continue;
    }
    const key = `${resource.type} ${nameOf(resource)}`;
    const number = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, number);
    byUrn.set(resource.urn, new PulumiReading(resource, number, program));
  }
  return [...byUrn.values()];
}

/** The partition that the ARNs agree on which the provider has computed: no program deploys to two. */
function partitionIn(resources: readonly PulumiResource[]): string | undefined {
  const arns = resources.filter(isResource).flatMap(({ outputs }) => (typeof outputs?.arn === 'string' ? [outputs.arn] : []));
  const [only, ...others] = new Set(arns.flatMap((arn) => /^arn:(aws[a-z-]*):/.exec(arn)?.[1] ?? []));
  return others.length === 0 ? only : undefined;
}

/** Everything seen in a program's resources. */
export function seeProgram(resources: readonly PulumiResource[], given: PulumiDeployed): Sightings {
  const unread: Unread[] = [];
  const partition = given.partition ?? partitionIn(resources);
  const deployed = partition === undefined ? given : { ...given, partition };
  const readings = readingsOf(resources, deployed, unread);
  const see: See<PulumiReading> = ({ types, read }) =>
    readings.filter(({ type }) => types.includes(type)).flatMap((reading) => read(reading).map((seen) => ({ ...seen, when: {} })));
  const seen = seeAll(kindReaders, { attachments, bindings, resourcePolicies, principals, grants, memberships }, see);
  const foreign = readings
    .filter(({ type }) => FOREIGN.test(type))
    .map(({ place, type }) => ({ place, why: `resources of type \`${type}\` are not read` }));
  const problems = readings.flatMap(({ problems: whys, place }) => [...whys].map((why) => ({ place, why })));
  return { ...seen, sources: [resourceSource(readings)], unread: [...unread, ...foreign, ...problems] };
}

/**
 * Reads the resources of a Pulumi program, as mocks, a preview or exported state tell of them, into the identity graph.
 *
 * Policies are JSON text there; what is unknown before deployment is a hole. Account, region and partition are composed as `⟨account⟩`, `⟨region⟩` and
 * `⟨partition⟩` unless given. Never throws.
 */
export const fromPulumi = (resources: readonly PulumiResource[], deployed: PulumiDeployed = {}): IdentityGraph =>
  buildGraph(seeProgram(resources, deployed));
