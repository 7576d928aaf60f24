import * as iam from '@pulumi/aws/iam';
import type { PlannedBoundary } from '../../plan/plan';
import type { PulumiContext } from '../context';

/** A customer managed policy that serves as permissions boundary. */
export const boundary = ({ id, name, description, document }: PlannedBoundary, context: PulumiContext): void =>
  context.register(iam.Policy, id, { name, description, policy: context.document(document, { quota: 'managed policy', id }) });
