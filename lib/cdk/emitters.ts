/** One emission for every kind of the plan: a kind without one does not compile. L1 only, because L2 documents are rewritten by statement merging. */
import type { Emitters } from '../plan/emit';
import type { CdkContext } from './context';
import { agentCorePolicy } from './emit/agentcore-policy';
import { alarm } from './emit/alarm';
import { boundary } from './emit/boundary';
import { certificateRevocationList } from './emit/certificate-revocation-list';
import { delivery, deliveryDestination, deliverySource } from './emit/delivery';
import { eventRule } from './emit/event-rule';
import { functionPermission } from './emit/function-permission';
import { logGroup } from './emit/log-group';
import { oidcProvider } from './emit/oidc-provider';
import { podIdentityAssociation } from './emit/pod-identity-association';
import { queuePolicy } from './emit/queue-policy';
import { role } from './emit/role';
import { rolePolicy } from './emit/role-policy';
import { rolesAnywhereProfile } from './emit/roles-anywhere-profile';
import { schedule } from './emit/schedule';
import { scheduleGroup } from './emit/schedule-group';
import { stateMachine } from './emit/state-machine';
import { topic } from './emit/topic';
import { trustAnchor } from './emit/trust-anchor';

export const emitters: Emitters<CdkContext> = {
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
