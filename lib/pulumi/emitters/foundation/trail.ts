import * as cloudtrail from '@pulumi/aws/cloudtrail';
import type { PlannedTrail } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

/** A trail, made once CloudTrail may write where it is to. It outlives its stack: deleting the stack must not end the evidence. */
export const trail = (resource: PlannedTrail, context: PulumiContext): void =>
  context.register(
    cloudtrail.Trail,
    resource.id,
    {
      name: resource.name,
      enableLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: context.text(resource.bucket),
      kmsKeyId: context.text(resource.key),
      cloudWatchLogsGroupArn: context.text(resource.groupArn),
      cloudWatchLogsRoleArn: context.text(resource.groupRoleArn),
      advancedEventSelectors: resource.selectors.map(({ name, fields }) => ({
        name,
        fieldSelectors: fields.map(({ field, equals, startsWith }) => ({
          field,
          ...(equals === undefined ? {} : { equals: [...equals] }),
          ...(startsWith === undefined ? {} : { startsWiths: startsWith.map((value) => context.text(value)) }),
        })),
      })),
      tags: context.tags(resource.tags),
    },
    { retained: true, after: resource.after.flatMap((id) => [id, `${id}/policy`, `${id}/own-log`]) },
  );
