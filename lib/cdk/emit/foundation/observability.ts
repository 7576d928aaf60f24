import { CfnLink, CfnSink } from 'aws-cdk-lib/aws-oam';
import type { PlannedLink, PlannedSink } from '../../../plan/foundation/kinds';
import type { PlanTags } from '../../../plan/plan';
import type { CdkContext } from '../../context';

const tagsOf = (tags: PlanTags, context: CdkContext): Record<string, string> =>
  Object.fromEntries(context.tags(tags).map(({ key, value }) => [key, value]));

export const sink = (resource: PlannedSink, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnSink(scope, id, {
        name: resource.name,
        policy: context.document(resource.document),
        tags: tagsOf(resource.tags, context),
      }),
  );

export const link = (resource: PlannedLink, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnLink(scope, id, {
        labelTemplate: '$AccountName',
        resourceTypes: [...resource.resourceTypes],
        sinkIdentifier: context.text(resource.sinkArn),
        tags: tagsOf(resource.tags, context),
      }),
  );
