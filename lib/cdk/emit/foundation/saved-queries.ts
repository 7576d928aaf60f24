import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { PlannedAthenaQuery, PlannedLogQuery } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';

export const athenaQuery = (resource: PlannedAthenaQuery, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnNamedQuery(scope, id, {
        name: resource.name,
        description: resource.description,
        database: resource.database,
        queryString: context.text(resource.query),
      }),
  );

export const logQuery = (resource: PlannedLogQuery, context: CdkContext): void =>
  context.add(
    resource,
    (scope, id) =>
      new CfnQueryDefinition(scope, id, {
        name: resource.name,
        queryString: context.text(resource.query),
        ...(resource.groups.length === 0 ? {} : { logGroupNames: [...resource.groups] }),
      }),
  );
