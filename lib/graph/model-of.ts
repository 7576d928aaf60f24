/** A template in the plan's own kinds. */
import type { IdentityModel, Model } from '../plan/model';
import { normaliseModel } from '../plan/normalise-model';
import type { PlanDocument, PlannedKind } from '../plan/plan';
import type { Readers } from '../plan/read';
import type { Attachment, SeenKinds, SeenRole, Sightings } from './sightings';

type OfKind<Kind extends PlannedKind> = (seen: Sightings) => readonly Model<Kind>[];

const modelsOf =
  <Kind extends PlannedKind>(kind: Kind): OfKind<Kind> =>
  ({ kinds }) =>
    kinds[kind].map((seen: SeenKinds[Kind]) => seen.model as Model<Kind>);

/** Whether a role is the one of this name in this account. */
export const isOn = (role: SeenRole, roleName: string, account: string): boolean =>
  role.model.name === roleName && role.account === account;

/** ARNs of the managed policies that a role carries. */
export const managedArnsOf = (role: SeenRole, attachments: readonly Attachment[]): readonly string[] => [
  ...new Set([
    ...role.managedPolicyArns,
    ...attachments.filter((attachment) => isOn(role, attachment.roleName, attachment.account)).map(({ policyArn }) => policyArn),
  ]),
];

/**
 * A managed policy carried by a role counts among the role's policies, under its ARN: plans put none on roles, so a comparison shows it whether or not
 * the template holds its document.
 */
function roleModels({ kinds, attachments }: Sightings): readonly Model<'role'>[] {
  return kinds.role.map((role) => {
    const carried = managedArnsOf(role, attachments).map((arn) => {
      const held = kinds.boundary.find((policy) => policy.arn === arn);
      const document: PlanDocument = held?.model.document ?? { Version: '2012-10-17', Statement: [] };
      return { name: arn, document };
    });
    return carried.length === 0 ? role.model : { ...role.model, policies: [...role.model.policies, ...carried] };
  });
}

/** One reader for every kind of the plan: a kind without one does not compile. */
export const modelReaders: Readers<Sightings> = {
  role: roleModels,
  boundary: modelsOf('boundary'),
  'role-policy': modelsOf('role-policy'),
  'log-group': modelsOf('log-group'),
  'oidc-provider': modelsOf('oidc-provider'),
  'pod-identity-association': modelsOf('pod-identity-association'),
  'function-permission': modelsOf('function-permission'),
  'queue-policy': modelsOf('queue-policy'),
  'agentcore-policy': modelsOf('agentcore-policy'),
};

/** Everything seen, as an identity model. */
export const modelOf = (seen: Sightings): IdentityModel =>
  normaliseModel((Object.keys(modelReaders) as PlannedKind[]).flatMap((kind): readonly Model[] => modelReaders[kind](seen)));
