/** What one role can lay hands on to come to another: the roles themselves, and what acts as them. */
import type { GraphBinding, GraphResource, GraphRole, IdentityGraph, When } from '../../../graph/identity-graph';
import type { PolicyDocument } from '../../../policy/document';
import type { RuleContext } from '../../define-rule';
import { once } from '../once';
import { inWordsOf, valuesOf } from '../plan-values';
import { below, listAt, textAt } from '../properties';
import { readPolicy } from '../read-policy';
import { together } from '../when';
import { membersOf, rolesByArn } from './members';
import { Named } from './naming';

/** Something with an ARN, and the role that whoever has it in hand comes to. */
export interface Thing {
  readonly arn: string;
  readonly role: GraphRole;
  /** What it is, in words. */
  readonly what: string;
  readonly when: When;
}

export interface Things {
  readonly roles: Named<Thing>;
  /** Functions, runtimes, gateways, state machines, build projects: what runs as a role. */
  readonly workloads: Named<Thing>;
  /** Queues whose messages a workload takes. */
  readonly queues: Named<Thing>;
  /** Boundaries of roles that the template holds. */
  readonly boundaries: Named<Thing>;
  /** Workload identities of AgentCore. */
  readonly identities: Named<Thing>;
  /** Repositories and objects that code is taken from. */
  readonly images: Named<Thing>;
  readonly archives: Named<Thing>;
  /** The policies of a resource, together. */
  readonly policyOf: (thing: Thing) => PolicyDocument | undefined;
}

const lentTo = (binding: GraphBinding, graph: IdentityGraph): readonly GraphRole[] =>
  (rolesByArn(graph).get(binding.roleArn) ?? []).filter((role) => together(role, binding));

const workloadsIn = (graph: IdentityGraph): readonly Thing[] =>
  graph.bindings.flatMap((binding) => {
    const { arn, workload, when } = binding;
    return arn === undefined || binding.kind === 'task-execution'
      ? []
      : lentTo(binding, graph).map((role) => ({ arn, role, what: workload, when: { ...role.when, ...when } }));
  });

/** What the plans say of how components are reached, in the words of the template. */
function entriesOf({ plans, graph }: RuleContext, by: (entry: string) => boolean): readonly Thing[] {
  return plans.flatMap((plan) => {
    const values = valuesOf(plan, graph);
    return plan.calls.flatMap((call) => {
      const callee = plan.components.find(({ name }) => name === call.to);
      if (callee === undefined || !by(call.by)) return [];
      const filled = inWordsOf({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: [call.target] }] }, values);
      const [arn = call.target] = filled.Statement[0]?.Resource ?? [];
      return graph.roles
        .filter(({ name }) => name === callee.roleName)
        .map((role) => ({ arn, role, what: `${call.by} of ${call.to}`, when: role.when }));
    });
  });
}

const WORKLOAD_ENTRIES: ReadonlySet<string> = new Set(['function', 'runtime', 'gateway']);

/** Queues that a function of the template takes its events from. */
function queuesIn(graph: IdentityGraph, workloads: readonly Thing[]): readonly Thing[] {
  if (!graph.resourceTypes.includes('AWS::Lambda::EventSourceMapping')) return [];
  return graph.resourcesOf('AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
    const source = textAt(mapping, 'EventSourceArn');
    const taker = textAt(mapping, 'FunctionName');
    if (source?.includes(':sqs:') !== true || taker === undefined) return [];
    return workloads
      .filter(({ arn, when }) => (arn === taker || arn.endsWith(`:function:${taker}`)) && together({ when }, mapping))
      .map(({ role, what, when }) => ({ arn: source, role, what: `queue of ${what}`, when: { ...when, ...mapping.when } }));
  });
}

const boundariesIn = (graph: IdentityGraph): readonly Thing[] =>
  graph.roles.flatMap((role) =>
    role.boundary?.document === undefined ? [] : [{ arn: role.boundary.arn, role, what: 'boundary', when: role.when }],
  );

const RUNTIME = /^(arn:.*:bedrock-agentcore:.*):(?:runtime|gateway)\/([^/]+)$/s;

/** Every runtime and gateway has a workload identity of its own name. */
const identitiesOf = (workloads: readonly Thing[]): readonly Thing[] =>
  workloads.flatMap((workload) => {
    const [, start, id] = RUNTIME.exec(workload.arn) ?? [];
    return start === undefined || id === undefined
      ? []
      : [{ ...workload, arn: `${start}:workload-identity-directory/default/workload-identity/${id}` }];
  });

const REPOSITORY = /^(.+)\.dkr\.ecr\.(.+?)\.(?:amazonaws\.com(?:\.cn)?|⟨url-suffix:name⟩)\/([^:@]+|(?:⟨[^⟩]*⟩|[^:@⟨])+)(?::[^@]*)?$/s;

/** The repository that an image is taken from by a tag that can be given to another. */
function repositoryOf(image: string): string | undefined {
  const [, account, region, name] = REPOSITORY.exec(image) ?? [];
  return account === undefined ? undefined : `arn:⟨partition⟩:ecr:${region ?? ''}:${account}:repository/${name ?? ''}`;
}

const imagesOf = (resource: GraphResource): readonly string[] =>
  [
    textAt(resource, 'Code', 'ImageUri'),
    textAt(resource, 'AgentRuntimeArtifact', 'ContainerConfiguration', 'ContainerUri'),
    ...listAt(resource.properties.ContainerDefinitions).map((container) => below(container, 'Image')),
  ].flatMap((image) => (typeof image === 'string' ? [image] : []));

const ORIGINS = ['AWS::Lambda::Function', 'AWS::ECS::TaskDefinition', 'AWS::BedrockAgentCore::Runtime'] as const;

/** Where code is taken from, with the roles that it then acts as. */
function originsIn(graph: IdentityGraph, originOf: (resource: GraphResource) => readonly string[]): readonly Thing[] {
  const byResource = new Map<string, GraphBinding[]>();
  for (const binding of graph.bindings) {
    const id = `${binding.place.file ?? ''} ${binding.place.resource ?? ''}`;
    if (binding.kind !== 'task-execution') byResource.set(id, [...(byResource.get(id) ?? []), binding]);
  }
  return ORIGINS.filter((type) => graph.resourceTypes.includes(type)).flatMap((type) =>
    graph
      .resourcesOf(type)
      .flatMap((resource) =>
        originOf(resource).flatMap((arn) =>
          (byResource.get(`${resource.place.file ?? ''} ${resource.place.resource ?? ''}`) ?? []).flatMap((binding) =>
            lentTo(binding, graph).map((role) => ({ arn, role, what: binding.workload, when: { ...role.when, ...resource.when } })),
          ),
        ),
      ),
  );
}

function archivesOf(resource: GraphResource): readonly string[] {
  const [bucket, key] = [textAt(resource, 'Code', 'S3Bucket'), textAt(resource, 'Code', 'S3Key')];
  return bucket === undefined || key === undefined ? [] : [`arn:⟨partition⟩:s3:::${bucket}/${key}`];
}

function policiesIn(graph: IdentityGraph): Things['policyOf'] {
  const byArn = new Map<string, IdentityGraph['resourcePolicies'][number][]>();
  for (const policy of graph.resourcePolicies) byArn.set(policy.resourceArn, [...(byArn.get(policy.resourceArn) ?? []), policy]);
  return (thing) => {
    const found = (byArn.get(thing.arn) ?? []).filter((policy) => together(policy, thing));
    const statements = found.flatMap(({ document }) => {
      const parsed = readPolicy(document, 'resource');
      return parsed.ok ? parsed.document.statements : [];
    });
    return statements.length === 0 ? undefined : { type: 'resource', version: '2012-10-17', statements };
  };
}

/** Of several that are one thing, one. */
const distinct = (things: readonly Thing[]): readonly Thing[] => {
  const seen = new Map<string, Thing>();
  for (const thing of things) {
    const key = JSON.stringify([thing.arn, thing.role.arn, thing.role.place.resource, thing.when]);
    if (!seen.has(key)) seen.set(key, thing);
  }
  return [...seen.values()];
};

/** A list that is made when it is first asked for. */
const lazily = (make: () => readonly Thing[]): (() => Named<Thing>) => {
  let made: Named<Thing> | undefined;
  return () => {
    made ??= new Named(distinct(make()));
    return made;
  };
};

const thingsIn = once((context: RuleContext): Things => {
  const { graph } = context;
  const members = membersOf(context);
  const running = [...workloadsIn(graph), ...entriesOf(context, (by) => WORKLOAD_ENTRIES.has(by))];
  const roles = lazily(() => graph.roles.map((role) => ({ arn: role.arn, role, what: 'role', when: role.when })));
  const workloads = lazily(() => running);
  const queues = lazily(() => [...queuesIn(graph, running), ...entriesOf(context, (by) => by === 'queue')]);
  const boundaries = lazily(() => boundariesIn(graph));
  const identities = lazily(() => identitiesOf(running));
  const images = lazily(() => originsIn(graph, (resource) => imagesOf(resource).flatMap((image) => repositoryOf(image) ?? [])));
  const archives = lazily(() =>
    originsIn(graph, archivesOf).filter(({ role }) => {
      const member = members.of(role);
      return member?.declared !== undefined || member?.tagged !== undefined;
    }),
  );
  return {
    get roles() {
      return roles();
    },
    get workloads() {
      return workloads();
    },
    get queues() {
      return queues();
    },
    get boundaries() {
      return boundaries();
    },
    get identities() {
      return identities();
    },
    get images() {
      return images();
    },
    get archives() {
      return archives();
    },
    policyOf: policiesIn(graph),
  };
});

/** What a graph holds of it. */
export const thingsOf = (context: RuleContext): Things => thingsIn(context);
