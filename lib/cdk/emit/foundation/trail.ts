import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { PlannedTrail } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';

/** A trail, made once CloudTrail may write where it is to. It outlives its stack: deleting the stack must not end the evidence. */
export const trail = (resource: PlannedTrail, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const made = new CfnTrail(scope, id, {
      trailName: resource.name,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: context.text(resource.bucket),
      kmsKeyId: context.text(resource.key),
      cloudWatchLogsLogGroupArn: context.text(resource.groupArn),
      cloudWatchLogsRoleArn: context.text(resource.groupRoleArn),
      advancedEventSelectors: resource.selectors.map(({ name, fields }) => ({
        name,
        fieldSelectors: fields.map(({ field, equals, startsWith }) => ({
          field,
          ...(equals === undefined ? {} : { equalTo: [...equals] }),
          ...(startsWith === undefined ? {} : { startsWith: startsWith.map((value) => context.text(value)) }),
        })),
      })),
      tags: context.tags(resource.tags),
    });
    for (const before of resource.after) {
      const element = context.added(`${before}/policy`) ?? context.added(before);
      if (element !== undefined) made.addResourceDependency(element);
    }
    made.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return made;
  });
