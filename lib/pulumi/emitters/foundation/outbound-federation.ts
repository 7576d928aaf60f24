import * as iam from '@pulumi/aws/iam';
import type { PlannedOutboundFederation } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

/** Kept when the program goes: to switch the issuer off takes their identity from all workloads of the account, and a new one has another URL. */
export const outboundFederation = ({ id }: PlannedOutboundFederation, context: PulumiContext): void =>
  context.register(iam.OutboundWebIdentityFederation, id, {}, { retained: true });
