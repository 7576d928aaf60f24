/** Everything of a template that holds evidence, or that evidence comes or is told through, and what would blind it. */
import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { bucketsOf, letsEvidenceIn } from './buckets';
import type { Deed } from './holder-can';
import { once } from './once';
import { below, listAt, textAt } from './properties';
import { rolesByArn } from './reachability/members';
import { destroyKey, disarmWriter, forgeBucket, forgeGroup, rewriteBucket, rewriteGroup, silenceAlarm, silenceRule } from './tampering';
import { reachesGroup, trailsInto, trailsOf, trailsToGroup } from './trails';

export interface EvidenceSink {
  readonly message: 'bucket' | 'forgedBucket' | 'group' | 'forgedGroup' | 'key' | 'writer' | 'rule' | 'alarm';
  /** What holds the evidence, or names what does. */
  readonly resource: GraphResource;
  /** What it is called, where that is not the resource's name. */
  readonly name?: string;
  readonly deed: Deed;
  /** ARN of the one role that is to do it. */
  readonly except?: string;
}

const isTagged = ({ properties }: GraphResource, ...keys: readonly string[]): boolean =>
  keys.some(
    (key) => listAt(below(properties, 'Tags')).some((tag) => below(tag, 'Key') === key) || below(properties, 'Tags', key) !== undefined,
  );

const isFoundations = (resource: GraphResource): boolean => isTagged(resource, 'agent-identity:foundation');

/** Whether a rule tells of calls that CloudTrail records, or of threats. */
const tellsOfEvents = ({ properties }: GraphResource): boolean =>
  listAt(below(properties, 'EventPattern', 'detail-type')).some(
    (type) =>
      typeof type === 'string' && /^(?:AWS API Call via CloudTrail|GuardDuty Finding|AWS Console Sign In via CloudTrail)$/.test(type),
  );

const bucketSinks = (graph: IdentityGraph): readonly EvidenceSink[] =>
  bucketsOf(graph).flatMap((resource): readonly EvidenceSink[] => {
    const ofTrail = trailsInto(resource, graph).length > 0;
    if (!ofTrail && !letsEvidenceIn(resource, graph)) return [];
    const rewritten: EvidenceSink = { message: 'bucket', resource, deed: rewriteBucket(resource.arn) };
    // A bucket that others write as well is no trail's alone.
    return ofTrail ? [rewritten, { message: 'forgedBucket', resource, deed: forgeBucket(resource.arn) }] : [rewritten];
  });

const groupSinks = (graph: IdentityGraph): readonly EvidenceSink[] =>
  graph.resourcesOf('AWS::Logs::LogGroup').flatMap((resource): readonly EvidenceSink[] => {
    const [trail] = trailsToGroup(resource.arn, graph);
    if (trail === undefined && !isFoundations(resource)) return [];
    const rewritten: EvidenceSink = { message: 'group', resource, deed: rewriteGroup(resource.arn) };
    if (trail === undefined) return [rewritten];
    const writer = trail.groupRole;
    return [
      rewritten,
      { message: 'forgedGroup', resource, deed: forgeGroup(resource.arn), ...(writer === undefined ? {} : { except: writer }) },
    ];
  });

const KEY_ARN = /^arn:[^:]+:kms:[^:]+:[^:]+:key\/[^*?]+$/;

/** Keys of the template, and those that trails and log groups name. */
function keySinks(graph: IdentityGraph): readonly EvidenceSink[] {
  const groups = graph.resourcesOf('AWS::Logs::LogGroup');
  const users = [
    ...trailsOf(graph).map(({ resource, key }) => ({ resource, key })),
    ...groups.map((resource) => ({ resource, key: textAt(resource, 'KmsKeyId') })),
  ];
  const named = new Set(users.map(({ key }) => key));
  const here = graph.resourcesOf('AWS::KMS::Key').filter(({ arn, name }) => named.has(arn) || named.has(name));
  const known = new Set(here.flatMap(({ arn, name }) => [arn, name]));
  const elsewhere = new Map(
    users.flatMap(({ resource, key }) => (key !== undefined && !known.has(key) && KEY_ARN.test(key) ? [[key, resource] as const] : [])),
  );
  return [
    ...here.map((resource) => ({ message: 'key' as const, resource, deed: destroyKey(resource.arn) })),
    ...[...elsewhere].map(([key, resource]) => ({ message: 'key' as const, resource, name: key, deed: destroyKey(key) })),
  ];
}

const writerSinks = (graph: IdentityGraph): readonly EvidenceSink[] =>
  trailsOf(graph).flatMap((trail): readonly EvidenceSink[] => {
    const { groupRole, resource } = trail;
    const [role] = groupRole === undefined ? [] : (rolesByArn(graph).get(groupRole) ?? []);
    return groupRole !== undefined && role !== undefined && reachesGroup(trail)
      ? [{ message: 'writer', resource, name: role.name, deed: disarmWriter(groupRole) }]
      : [];
  });

/** Everything of a template that somebody could want to be blind. */
export const evidenceSinks = once((graph: IdentityGraph): readonly EvidenceSink[] => [
  ...bucketSinks(graph),
  ...groupSinks(graph),
  ...keySinks(graph),
  ...writerSinks(graph),
  ...graph
    .resourcesOf('AWS::Events::Rule')
    .filter(tellsOfEvents)
    .map((resource) => ({ message: 'rule' as const, resource, deed: silenceRule(resource.arn) })),
  ...graph
    .resourcesOf('AWS::CloudWatch::Alarm')
    .filter((alarm) => isTagged(alarm, 'agent-identity:foundation', 'agent-identity:agent'))
    .map((resource) => ({ message: 'alarm' as const, resource, deed: silenceAlarm(resource.arn) })),
]);
