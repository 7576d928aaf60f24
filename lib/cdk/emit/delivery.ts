import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import type { PlannedDelivery, PlannedDeliveryDestination, PlannedDeliverySource } from '../../plan/plan';
import type { CdkContext } from '../context';

export const deliverySource = (resource: PlannedDeliverySource, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnDeliverySource(scope, id, {
        name: context.text(resource.name),
        logType: resource.logType,
        resourceArn: context.text(resource.resourceArn),
        tags: context.tags(resource.tags),
      }),
  );

export const deliveryDestination = (resource: PlannedDeliveryDestination, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnDeliveryDestination(scope, id, {
        name: context.text(resource.name),
        ...(resource.groupArn === undefined
          ? { deliveryDestinationType: 'XRAY' }
          : { deliveryDestinationType: 'CWL', destinationResourceArn: context.text(resource.groupArn) }),
        tags: context.tags(resource.tags),
      }),
  );

/** Its source and destination are named, so that CloudFormation has to be told to make them first. */
export const delivery = (resource: PlannedDelivery, context: CdkContext): void =>
  context.add(resource, (scope, id) => {
    const made = new CfnDelivery(scope, id, {
      deliverySourceName: context.text(resource.source),
      deliveryDestinationArn: context.text(resource.destinationArn),
      tags: context.tags(resource.tags),
    });
    for (const before of ['source', 'destination']) {
      const element = context.added(`${resource.id}-${before}`);
      if (element !== undefined) made.addResourceDependency(element);
    }
    return made;
  });
