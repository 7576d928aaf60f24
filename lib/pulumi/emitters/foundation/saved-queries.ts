import * as athena from '@pulumi/aws/athena';
import * as cloudwatch from '@pulumi/aws/cloudwatch';
import type { PlannedAthenaQuery, PlannedLogQuery } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

export const athenaQuery = ({ id, name, description, database, query }: PlannedAthenaQuery, context: PulumiContext): void =>
  context.register(athena.NamedQuery, id, { name, description, database, query: context.text(query) });

export const logQuery = ({ id, name, groups, query }: PlannedLogQuery, context: PulumiContext): void =>
  context.register(cloudwatch.QueryDefinition, id, {
    name,
    queryString: context.text(query),
    ...(groups.length === 0 ? {} : { logGroupNames: [...groups] }),
  });
