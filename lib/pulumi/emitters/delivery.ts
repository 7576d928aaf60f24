import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { PlannedDelivery, PlannedDeliveryDestination, PlannedDeliverySource } from '../../plan/plan';
import type { PulumiContext } from '../context';

export const deliverySource = ({ id, name, logType, resourceArn, tags }: PlannedDeliverySource, context: PulumiContext): void =>
  context.register(cloudwatch.LogDeliverySource, id, {
    name: context.text(name),
    logType,
    resourceArn: context.text(resourceArn),
    tags: context.tags(tags),
  });

/** The type of a destination follows from its ARN; X-Ray has none. */
export const deliveryDestination = ({ id, name, groupArn, tags }: PlannedDeliveryDestination, context: PulumiContext): void =>
  context.register(cloudwatch.LogDeliveryDestination, id, {
    name: context.text(name),
    ...(groupArn === undefined
      ? { deliveryDestinationType: 'XRAY' }
      : { deliveryDestinationConfiguration: { destinationResourceArn: context.text(groupArn) } }),
    tags: context.tags(tags),
  });

export const delivery = ({ id, source, destinationArn, tags }: PlannedDelivery, context: PulumiContext): void =>
  context.register(
    cloudwatch.LogDelivery,
    id,
    { deliverySourceName: context.text(source), deliveryDestinationArn: context.text(destinationArn), tags: context.tags(tags) },
    { after: [`${id}-source`, `${id}-destination`] },
  );
