/** One emission for every kind of the plan: a kind without one does not compile. */
import type { Emitters } from '../../plan/emit';
import type { PulumiContext } from '../context';
import { agentCorePolicy } from './agentcore-policy';
import { alarm } from './alarm';
import { boundary } from './boundary';
import { certificateRevocationList } from './certificate-revocation-list';
import { delivery, deliveryDestination, deliverySource } from './delivery';
import { eventRule } from './event-rule';
import { functionPermission } from './function-permission';
import { logGroup } from './log-group';
import { oidcProvider } from './oidc-provider';
import { podIdentityAssociation } from './pod-identity-association';
import { queuePolicy } from './queue-policy';
import { role } from './role';
import { rolePolicy } from './role-policy';
import { rolesAnywhereProfile } from './roles-anywhere-profile';
import { schedule } from './schedule';
import { scheduleGroup } from './schedule-group';
import { stateMachine } from './state-machine';
import { topic } from './topic';
import { trustAnchor } from './trust-anchor';

export const emitters: Emitters<PulumiContext> = {
  role,
  boundary,
  'role-policy': rolePolicy,
  'log-group': logGroup,
  'delivery-source': deliverySource,
  'delivery-destination': deliveryDestination,
  delivery,
  'oidc-provider': oidcProvider,
  'pod-identity-association': podIdentityAssociation,
  'trust-anchor': trustAnchor,
  'certificate-revocation-list': certificateRevocationList,
  'roles-anywhere-profile': rolesAnywhereProfile,
  'function-permission': functionPermission,
  'queue-policy': queuePolicy,
  'agentcore-policy': agentCorePolicy,
  'state-machine': stateMachine,
  'event-rule': eventRule,
  topic,
  alarm,
  'schedule-group': scheduleGroup,
  schedule,
};
