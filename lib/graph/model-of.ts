/** A template in the plan's own kinds. */
import type { IdentityModel, Model } from '../plan/model';
import { normaliseModel } from '../plan/normalise-model';
import type { PlanDocument, PlannedKind } from '../plan/plan';
import type { Readers } from '../plan/read';
import { SightingIndex } from './sighting-index';
import type { Attachment, SeenKinds, SeenRole, Sightings } from './sightings';

type OfKind<Kind extends PlannedKind> = (seen: Sightings) => readonly Model<Kind>[];

const modelsOf =
  <Kind extends PlannedKind>(kind: Kind): OfKind<Kind> =>
  ({ kinds }) =>
    kinds[kind].map((seen: SeenKinds[Kind]) => seen.model as Model<Kind>);

/** ARNs of the managed policies that a role carries, of its own and attached to it. */
export const managedArnsOf = (role: SeenRole, attached: readonly Attachment[]): readonly string[] => [
  ...new Set([...role.managedPolicyArns, ...attached.map(({ policyArn }) => policyArn)]),
];

const NOTHING: PlanDocument = { Version: '2012-10-17', Statement: [] };

/**
 * A managed policy carried by a role counts among the role's policies, under its ARN: plans put none on roles, so a comparison shows it whether or not
 * the template holds its document.
 */
function roleModels(seen: Sightings): readonly Model<'role'>[] {
  const index = new SightingIndex(seen);
  return seen.kinds.role.map((role) => {
    const arns = managedArnsOf(role, index.attachmentsOf(role));
    const carried = arns.map((arn) => ({ name: arn, document: index.managed(arn)[0]?.model.document ?? NOTHING }));
    return carried.length === 0 ? role.model : { ...role.model, policies: [...role.model.policies, ...carried] };
  });
}

/** One reader for every kind of the plan: a kind without one does not compile. */
export const modelReaders: Readers<Sightings> = {
  role: roleModels,
  boundary: modelsOf('boundary'),
  'role-policy': modelsOf('role-policy'),
  'log-group': modelsOf('log-group'),
  'delivery-source': modelsOf('delivery-source'),
  'delivery-destination': modelsOf('delivery-destination'),
  delivery: modelsOf('delivery'),
  'oidc-provider': modelsOf('oidc-provider'),
  'pod-identity-association': modelsOf('pod-identity-association'),
  'trust-anchor': modelsOf('trust-anchor'),
  'certificate-revocation-list': modelsOf('certificate-revocation-list'),
  'roles-anywhere-profile': modelsOf('roles-anywhere-profile'),
  'function-permission': modelsOf('function-permission'),
  'queue-policy': modelsOf('queue-policy'),
  'agentcore-policy': modelsOf('agentcore-policy'),
  'state-machine': modelsOf('state-machine'),
  'event-rule': modelsOf('event-rule'),
  topic: modelsOf('topic'),
  alarm: modelsOf('alarm'),
  'schedule-group': modelsOf('schedule-group'),
  schedule: modelsOf('schedule'),
};

/** Everything seen, as an identity model. */
export const modelOf = (seen: Sightings): IdentityModel =>
  normaliseModel((Object.keys(modelReaders) as PlannedKind[]).flatMap((kind): readonly Model[] => modelReaders[kind](seen)));
