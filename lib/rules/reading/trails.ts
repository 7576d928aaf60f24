/** Trails of CloudTrail and where their events go. */
import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { once } from './once';
import { flagAt, type Open, textAt } from './properties';
import { together } from './when';

export interface Trail {
  readonly resource: GraphResource;
  readonly isLogging: boolean | Open;
  readonly isMultiRegion: boolean | Open;
  readonly hasGlobalEvents: boolean | Open;
  readonly isValidated: boolean | Open;
  /** Name of the bucket that takes its files. */
  readonly bucket: string | undefined;
  /** ARN of the log group that its events go to as well, and of the role that CloudTrail writes it with. */
  readonly group: string | undefined;
  readonly groupRole: string | undefined;
  readonly key: string | undefined;
}

/** Defaults are those of CloudTrail itself (CloudTrail API Reference, `CreateTrail`). */
const trailOf = (resource: GraphResource): Trail => ({
  resource,
  isLogging: flagAt(resource, ['IsLogging'], true),
  isMultiRegion: flagAt(resource, ['IsMultiRegionTrail'], false),
  hasGlobalEvents: flagAt(resource, ['IncludeGlobalServiceEvents'], true),
  isValidated: flagAt(resource, ['EnableLogFileValidation'], false),
  bucket: textAt(resource, 'S3BucketName'),
  group: textAt(resource, 'CloudWatchLogsLogGroupArn'),
  groupRole: textAt(resource, 'CloudWatchLogsRoleArn'),
  // Written so by mistake, the name keeps the template from being deployed, and says all the same what is meant.
  key: textAt(resource, 'KMSKeyId') ?? textAt(resource, 'KmsKeyId'),
});

/** Every trail of the template, in every way the template's conditions allow. */
export const trailsOf = once((graph: IdentityGraph): readonly Trail[] => graph.resourcesOf('AWS::CloudTrail::Trail').map(trailOf));

/** The trails that put their files into a bucket. */
export const trailsInto = (bucket: GraphResource, graph: IdentityGraph): readonly Trail[] =>
  trailsOf(graph).filter((trail) => (trail.bucket === bucket.name || trail.bucket === bucket.arn) && together(trail.resource, bucket));

/** The trails that send their events to a log group, by its ARN with or without its streams. */
export const trailsToGroup = (groupArn: string, graph: IdentityGraph): readonly Trail[] =>
  trailsOf(graph).filter(({ group }) => group !== undefined && bareGroup(group) === bareGroup(groupArn));

export const bareGroup = (arn: string): string => arn.replace(/:\*$/, '');

/** Whether the events of a trail also reach a log group: CloudTrail needs the group and a role to write it with. */
export const reachesGroup = ({ group, groupRole }: Trail): boolean => group !== undefined && groupRole !== undefined;
