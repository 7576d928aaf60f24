/** Reads a published plan: what it says will stand, in the home account and in every other. */
import type { Place } from '../finding/finding';
import { bind } from '../plan/bind';
import type { Model, Models } from '../plan/model';
import type { IdentityPlan, PlannedKind } from '../plan/plan';
import { buildGraph } from './build-graph';
import { functionArnOf, permissionDocument, queueArnOf } from './function-permission';
import type { GraphDocument, IdentityGraph } from './identity-graph';
import { type KindReaders, type ResourceReader, type SeenKinds, type Sightings, seeAll } from './sightings';

/** One entry of a plan's identity model, in the account that it is planned for. */
interface PlannedModel {
  readonly type: PlannedKind;
  readonly model: Model;
  readonly account: string;
  readonly place: Place;
}

const documentAt = (raw: unknown, { place }: PlannedModel, pointer: string): GraphDocument => ({ raw, place: { ...place, pointer } });

const reader = <Kind extends PlannedKind>(
  kind: Kind,
  see: (model: Models[Kind], planned: PlannedModel) => SeenKinds[Kind],
): ResourceReader<SeenKinds[Kind], PlannedModel> => ({
  types: [kind],
  read: (planned) => (planned.model.kind === kind ? [see(planned.model as Models[Kind], planned)] : []),
});

const READERS: KindReaders<PlannedModel> = {
  role: reader('role', (model, planned) => ({
    model,
    place: planned.place,
    account: planned.account,
    arn: `arn:⟨partition⟩:iam::${planned.account}:role/${model.name}`,
    trust: documentAt(model.trust, planned, '/trust'),
    policies: model.policies.map(({ name, document }, index) => ({
      name,
      document: documentAt(document, planned, `/policies/${index}/document`),
    })),
    managedPolicyArns: [],
    maxSession: model.maxSessionSeconds,
  })),
  boundary: reader('boundary', (model, planned) => ({
    model,
    place: planned.place,
    arn: `arn:⟨partition⟩:iam::${planned.account}:policy/${model.name}`,
    document: documentAt(model.document, planned, '/document'),
  })),
  'role-policy': reader('role-policy', (model, planned) => ({
    model,
    place: planned.place,
    account: planned.account,
    document: documentAt(model.document, planned, '/document'),
  })),
  'log-group': reader('log-group', (model, { place, account }) => ({
    model,
    place,
    arn: `arn:⟨partition⟩:logs:⟨region⟩:${account}:log-group:${model.name}`,
    retention: model.retentionDays,
    retained: model.retain,
    deletionProtection: model.retain,
  })),
  'delivery-source': reader('delivery-source', (model, { place }) => ({ model, place })),
  'delivery-destination': reader('delivery-destination', (model, { place }) => ({ model, place })),
  delivery: reader('delivery', (model, { place }) => ({ model, place })),
  'oidc-provider': reader('oidc-provider', (model, { place }) => ({ model, place })),
  'pod-identity-association': reader('pod-identity-association', (model, { place }) => ({ model, place })),
  'certificate-revocation-list': reader('certificate-revocation-list', (model, { place }) => ({ model, place })),
  'trust-anchor': reader('trust-anchor', (model, { place }) => ({ model, place })),
  'roles-anywhere-profile': reader('roles-anywhere-profile', (model, { place }) => ({ model, place })),
  'function-permission': reader('function-permission', (model, planned) => {
    const { action, principal } = model;
    const resourceArn = functionArnOf(model.functionArn, { partition: '⟨partition⟩', region: '⟨region⟩', account: planned.account });
    const document = documentAt(permissionDocument({ functionArn: resourceArn, action, principal }), planned, '');
    return { model, place: planned.place, resourceArn, document };
  }),
  'queue-policy': reader('queue-policy', (model, planned) => ({
    model,
    place: planned.place,
    resourceArn: queueArnOf(model.queueUrl, '⟨partition⟩') ?? model.queueUrl,
    document: documentAt(model.document, planned, '/document'),
  })),
  'agentcore-policy': reader('agentcore-policy', (model, planned) => ({
    model,
    place: planned.place,
    resourceArn: model.resourceArn,
    document: documentAt(model.document, planned, '/document'),
  })),
  'state-machine': reader('state-machine', (model, { place }) => ({ model, place })),
  'event-rule': reader('event-rule', (model, { place }) => ({ model, place })),
  topic: reader('topic', (model, { place }) => ({ model, place })),
  alarm: reader('alarm', (model, { place }) => ({ model, place })),
  'schedule-group': reader('schedule-group', (model, { place }) => ({ model, place })),
  schedule: reader('schedule', (model, { place }) => ({ model, place })),
};

function placeIn(plan: IdentityPlan, model: Model, file: string | undefined): Place {
  const planned = plan.resources.find((resource) => resource.kind === model.kind && nameOf(resource) === nameOf(model));
  return {
    ...(file === undefined ? {} : { file }),
    ...(planned === undefined
      ? {}
      : { resource: planned.id, ...(planned.component === undefined ? {} : { component: planned.component }) }),
  };
}

/** What tells apart resources of one kind. */
const nameOf = (resource: object): string =>
  ['name', 'source', 'url', 'serviceAccount', 'functionArn', 'queueUrl', 'resourceArn']
    .map((property) => ((resource as Readonly<Record<string, unknown>>)[property] ?? '') as string)
    .join('\n');

function seePlan(plan: IdentityPlan, file: string | undefined): Sightings {
  const accounts = [undefined, ...new Set(plan.resources.flatMap(({ account }) => (account === undefined ? [] : [account])))];
  const models = accounts.flatMap((account) =>
    bind(plan, {}, account).map(
      (model): PlannedModel => ({
        type: model.kind,
        model,
        account: account === undefined ? '⟨account⟩' : `⟨${account}:account-id⟩`,
        place: placeIn(plan, model, file),
      }),
    ),
  );
  const none = { attachments: [], bindings: [], resourcePolicies: [], principals: [], grants: [], memberships: [] };
  const seen = seeAll<PlannedModel>(READERS, none, ({ types, read }) =>
    models.filter(({ type }) => types.includes(type)).flatMap((planned) => read(planned).map((one) => ({ ...one, when: {} }))),
  );
  return { ...seen, sources: [], unread: [] };
}

/** Reads a plan into the identity graph; its inputs stay holes. */
export const fromPlan = (plan: IdentityPlan, { file }: { readonly file?: string } = {}): IdentityGraph => buildGraph(seePlan(plan, file));
