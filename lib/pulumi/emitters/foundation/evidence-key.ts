import * as kms from '@pulumi/aws/kms';
import type { PlannedEvidenceKey } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

/** A key that outlives its stack: what it encrypts does too. */
export const evidenceKey = ({ id, description, document, tags }: PlannedEvidenceKey, context: PulumiContext): void =>
  context.register(
    kms.Key,
    id,
    { description, enableKeyRotation: true, deletionWindowInDays: 30, policy: context.document(document), tags: context.tags(tags) },
    { retained: true },
  );
