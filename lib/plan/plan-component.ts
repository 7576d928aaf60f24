/** One component as the plan holds it: its role, boundary, log and what binds it to its workload. */
import type { FindingList } from '../finding/finding-list';
import type { PolicyJson, StatementJson } from '../policy/policy-json';
import { IDENTITY_TAG_PREFIX } from '../spec/session';
import { type Trust, trustKind } from '../spec/trust';
import type { AssociationNeed, Caller, TrustContext } from '../spec/trust/define-trust';
import { type Laid, type Layout, settle, tagsAskedBy } from './layout';
import type { PlannedBinding, PlannedComponent, PlannedPolicy, PlannedResource, PlanTags } from './plan';
import { accessStatements, askingMore, callerConditions, planConditions } from './plan-access';
import { documentOf, planBoundary } from './plan-boundary';
import { calleeCapabilities, callerStatements, type Edge } from './plan-calls';
import { planProfiles } from './plan-certificates';
import { deliveriesOf, keeping, type LogPlan, writeStatements } from './plan-evidence';
import { closed, readCan, readCannot, type Waiver, withUniqueIds } from './plan-permissions';
import { planSessions } from './plan-sessions';
import { CLOSED_GATE, GATE_POLICY_NAME } from './window/gate-documents';
import { windowOf } from './window/windows';

/** A planned component with its resources. */
export interface ComponentPlan {
  readonly component: PlannedComponent;
  readonly resources: readonly PlannedResource[];
  readonly compacted: { readonly before: PolicyJson; readonly after: PolicyJson } | undefined;
}

export const identityTags = (agent: string, owner: string, laid: Laid): PlanTags => ({
  [`${IDENTITY_TAG_PREFIX}agent`]: agent,
  [`${IDENTITY_TAG_PREFIX}component`]: laid.name,
  [`${IDENTITY_TAG_PREFIX}kind`]: laid.component.kind,
  [`${IDENTITY_TAG_PREFIX}owner`]: owner,
});

export function trustContextOf(laid: Laid, layout: Layout, edges: readonly Edge[]): TrustContext {
  const callers = edges
    .filter(({ callee, call }) => callee === laid && call.by === 'role')
    .map(
      ({ caller }): Caller => ({
        name: caller.name,
        roleArn: caller.roleArn,
        account: caller.accountText,
        sourceIdentity: caller.sourceIdentity,
        sessionTags: tagsAskedBy(caller) ?? layout.sessionTags,
        transitiveTags: caller.transitiveTags,
      }),
    );
  return { agent: layout.agent.name, component: laid.name, logGroup: laid.logGroup, callers, sessionTags: layout.sessionTags };
}

/** Tells apart what a component has several of; the first has no number. */
const ordinal = (trust: Trust, trusts: readonly Trust[]): string => {
  const index = trusts.filter(({ kind }) => kind === trust.kind).indexOf(trust);
  return index === 0 ? '' : `-${index + 1}`;
};

interface Granted {
  /** Inline policies, by what they are for. */
  readonly policies: readonly PlannedPolicy[];
  /** Everything that the component may be granted: the policies, and the bounds of what `bind` adds. */
  readonly everything: readonly StatementJson[];
  readonly waivers: readonly Waiver[];
}

function grantedTo(laid: Laid, layout: Layout, edges: readonly Edge[], logs: ReadonlyMap<string, LogPlan>, findings: FindingList): Granted {
  const { component, trusts } = laid;
  const can = readCan([...(component.can ?? []), ...calleeCapabilities(laid)], findings);
  const written = [...logs.values()].flatMap(({ log }) => ('group' in log && log.writer === laid.name ? [log] : []));
  const logNow = written.filter(({ made }) => made === 'declared').flatMap(({ group }) => writeStatements(group));
  const logLater = written.filter(({ made }) => made === 'bind').flatMap(({ group }) => writeStatements(group));
  const groups: readonly (readonly [string, readonly StatementJson[]])[] = [
    ['calls', callerStatements(edges.filter(({ caller }) => caller === laid))],
    ['declared', can.statements],
    ['platform', trusts.flatMap((trust) => trustKind(trust).platform?.(trust) ?? [])],
    [
      'limits',
      [
        ...readCannot(component.cannot ?? [], findings),
        ...closed(component.can ?? []),
        ...accessStatements(laid, layout, edges),
        ...trusts.flatMap((trust) => trustKind(trust).confinement?.(trust) ?? []),
      ],
    ],
    ['own-log', logNow],
  ];
  const policies = groups
    .filter(([, statements]) => statements.length > 0)
    .map(([name, statements]) => ({ name, document: documentOf(withUniqueIds(statements)) }));
  return {
    policies,
    everything: [...policies.flatMap((policy) => policy.document.Statement), ...logLater],
    waivers: [...can.waivers, ...trusts.flatMap((trust) => trustKind(trust).waivers?.(trust) ?? [])],
  };
}

const placeOfAssociation = ({ cluster, namespace, serviceAccount, targetRoleArn }: AssociationNeed) => ({
  cluster,
  namespace,
  serviceAccount,
  ...(targetRoleArn === undefined ? {} : { targetRoleArn }),
});

/** The session policy of an association: what it is narrowed to, and what every component needs to call others and to keep its log. */
function narrowing({ sessionPolicy, targetRoleArn }: AssociationNeed, { policies }: Granted, findings: FindingList) {
  if (sessionPolicy === undefined) return {};
  // The target has calls and a log of its own; they are in its declaration.
  const kept = targetRoleArn === undefined ? policies.filter(({ name }) => name === 'calls' || name === 'own-log') : [];
  const statements = [
    ...readCan(sessionPolicy, findings, 'trust.sessionPolicy').statements,
    ...kept.flatMap(({ document }) => document.Statement),
  ];
  return { policy: documentOf(statements.map(({ Sid: _sid, ...statement }) => statement)), disableSessionTags: true } as const;
}

function bindingOf(
  laid: Laid,
  { log, binding }: LogPlan,
  layout: Layout,
  common: { readonly component: string; readonly account?: string },
): PlannedBinding | undefined {
  if (binding === undefined || !('group' in log)) return undefined;
  return {
    needs: binding.needs,
    resources: [
      {
        kind: 'log-group',
        id: `${laid.name}/log-group`,
        ...common,
        name: binding.group,
        retentionDays: log.retentionDays,
        ...keeping(layout),
        tags: identityTags(layout.agent.name, layout.agent.owner, laid),
      },
      {
        kind: 'role-policy',
        id: `${laid.name}/own-log`,
        ...common,
        role: laid.roleName,
        name: 'own-log',
        document: documentOf(writeStatements(binding.group)),
      },
      ...deliveriesOf(layout, common, binding.group, identityTags(layout.agent.name, layout.agent.owner, laid)),
    ],
  };
}

/** Whether a document only takes away. */
const isDenial = ({ Statement }: PolicyJson): boolean => Statement.every(({ Effect }) => Effect === 'Deny');

const gateOf = (laid: Laid, common: { readonly component: string; readonly account?: string }): PlannedResource => ({
  kind: 'role-policy',
  id: `${laid.name}/${GATE_POLICY_NAME}`,
  ...common,
  role: laid.roleName,
  name: GATE_POLICY_NAME,
  document: CLOSED_GATE,
  rewritten: true,
});

const descriptionOf = (laid: Laid, layout: Layout): string => {
  const { agent } = layout;
  const purpose = laid.component.purpose ?? agent.purpose;
  const role = laid.component.kind === laid.name ? laid.name : `${laid.component.kind} ${laid.name}`;
  return `${role} of the agent ${agent.name}${purpose === undefined ? '' : `: ${purpose}`}`;
};

/** Plans one component. `logs` holds the logs of all components, because a host writes those of its guests. */
export function planComponent(
  laid: Laid,
  layout: Layout,
  edges: readonly Edge[],
  logs: ReadonlyMap<string, LogPlan>,
  findings: FindingList,
): ComponentPlan {
  const { agent, deployment } = layout;
  const { component, name, trusts, roleName, adopted } = laid;
  const context = trustContextOf(laid, layout, edges);
  const granted = grantedTo(laid, layout, edges, logs, findings);
  const boundary = planBoundary(granted.everything);
  const windowed = windowOf(laid, layout) !== undefined;
  const common = { component: name, ...(laid.account === undefined ? {} : { account: laid.account }) };
  const tags = identityTags(agent.name, agent.owner, laid);
  const maxSessionSeconds = laid.maxMinutes * 60;
  const logPlan = logs.get(name) ?? { log: { none: 'no log is planned' } };

  const role: readonly PlannedResource[] = adopted
    ? granted.policies.map((policy) => ({
        kind: 'role-policy',
        id: `${name}/${policy.name}`,
        ...common,
        role: roleName,
        name: `${agent.name}-${policy.name}`,
        document: policy.document,
      }))
    : [
        {
          kind: 'role',
          id: `${name}/role`,
          ...common,
          name: roleName,
          description: descriptionOf(laid, layout),
          trust: documentOf(
            withUniqueIds(trusts.flatMap((trust) => trustKind(trust).statements(trust, context))).map((one) =>
              askingMore(one, callerConditions(laid, layout, edges)),
            ),
          ),
          policies: windowed ? granted.policies.filter(({ document }) => isDenial(document)) : granted.policies,
          boundary: component.boundary === undefined ? { planned: `${name}/boundary` } : { existing: component.boundary },
          maxSessionSeconds,
          tags,
        },
      ];
  const gated: readonly PlannedResource[] = windowed
    ? [
        gateOf(laid, common),
        // Nothing is allowed before the gate stands, so that no moment is open by mistake.
        ...(adopted ? [] : granted.policies.filter(({ document }) => !isDenial(document))).map(
          (policy) =>
            ({
              kind: 'role-policy',
              id: `${name}/${policy.name}`,
              ...common,
              role: roleName,
              name: policy.name,
              document: policy.document,
              after: [`${name}/${GATE_POLICY_NAME}`],
            }) as const,
        ),
      ]
    : [];
  const made: readonly PlannedResource[] = [
    ...(adopted || component.boundary !== undefined
      ? []
      : [
          {
            kind: 'boundary',
            id: `${name}/boundary`,
            ...common,
            name: `${roleName}-boundary`,
            description: `everything that ${roleName} may do`,
            document: boundary.document,
          } as const,
        ]),
    ...role,
    ...gated,
    ...(logPlan.group === undefined || !('group' in logPlan.log)
      ? []
      : [
          {
            kind: 'log-group',
            id: `${name}/log-group`,
            ...common,
            name: logPlan.group,
            retentionDays: logPlan.log.retentionDays,
            ...keeping(layout),
            tags,
          } as const,
        ]),
    ...planProfiles(laid, common, tags),
    ...trusts.flatMap((trust): readonly PlannedResource[] => {
      const association = trustKind(trust).association?.(trust);
      return association === undefined
        ? []
        : [
            {
              kind: 'pod-identity-association',
              id: `${name}/pod-identity-association${ordinal(trust, trusts)}`,
              ...common,
              ...placeOfAssociation(association),
              ...narrowing(association, granted, findings),
              roleArn: laid.roleArn,
              ...(adopted ? {} : { role: `${name}/role` }),
              tags,
            },
          ];
    }),
  ];
  const binding = bindingOf(laid, logPlan, layout, common);
  const outbound = (component.can ?? []).flatMap((one) => (one.effect === 'capability' ? (one.outbound ?? []) : []));
  const planned: PlannedComponent = {
    name,
    ...(laid.taskOf === undefined ? {} : { taskOf: laid.taskOf }),
    kind: component.kind,
    ...(component.purpose === undefined ? {} : { purpose: component.purpose }),
    ...(laid.account === undefined ? {} : { account: laid.account }),
    roleName,
    roleArn: laid.roleArn,
    adopted,
    trust: trusts.map((trust) => ({ kind: trust.kind, ...trustKind(trust).summary(trust, context) })),
    calls: edges.filter(({ caller }) => caller === laid).map(({ callee }) => callee.name),
    hosts: component.kind === 'environment' ? [...new Set(component.hosts ?? [])].sort() : [],
    log: logPlan.log,
    maxSessionSeconds,
    sessions: planSessions(laid),
    ...(binding === undefined ? {} : { binding }),
    conditions: planConditions(laid, layout, edges),
    permissions: documentOf(granted.everything),
    ...(outbound.length === 0 ? {} : { outbound }),
    waivers: granted.waivers,
  };
  return {
    component: settle(planned, laid, deployment),
    resources: settle(made, laid, deployment),
    compacted: boundary.compacted
      ? settle({ before: documentOf(granted.everything), after: boundary.document }, laid, deployment)
      : undefined,
  };
}
