/** From a declaration to the plan: everything that is wrong at once, or what gets deployed. */
import { blocks, type Finding, sortFindings } from '../finding/finding';
import { FindingList } from '../finding/finding-list';
import type { Agent } from '../spec/agent';
import type { InputShapes } from '../spec/late';
import type { TaskSpec } from '../spec/task';
import { checkDocuments } from './check-documents';
import { checkIdentities } from './check-identities';
import { checkNames } from './check-names';
import { checkSecrets } from './check-secrets';
import { checkStructure } from './check-structure';
import { checkTexts } from './check-text';
import { type Layout, layOut, settle } from './layout';
import { type Deployment, type IdentityPlan, PLAN_VERSION, type PlannedResource, type Planning } from './plan';
import { checkAccess } from './plan-access';
import { planCalleeHalves } from './plan-callee-halves';
import { type Edge, planCalls } from './plan-calls';
import { planTrustAnchors } from './plan-certificates';
import { type ComponentPlan, planComponent, trustContextOf } from './plan-component';
import { type LogPlan, planLog } from './plan-evidence';
import { planProviders } from './plan-providers';
import { asDeclared, checkTask } from './plan-tasks';
import { proveCompaction } from './prove-compaction';
import { readDeclaration, readDeployment } from './read-declaration';
import { alarmTopic } from './response/alarms';
import { planQuarantine } from './response/plan-quarantine';
import { checkBoundarySize, checkInlineSize, checkSessionPolicySize, checkTrustSize } from './size-limits';
import { planWindows } from './window/plan-windows';

/** Options of {@link planIdentities}. */
export interface PlanOptions {
  /** Which deployment of the agent is planned. Default: one without stage, whose place only the engine knows. */
  readonly deployment?: Deployment;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A sparse record of the deployment, keys in one order. */
const inOrder = ({ stage, region, account, partition }: Deployment): Deployment => ({
  ...(stage === undefined ? {} : { stage }),
  ...(region === undefined ? {} : { region }),
  ...(account === undefined ? {} : { account }),
  ...(partition === undefined ? {} : { partition }),
});

function planAll(layout: Layout, edges: readonly Edge[], findings: FindingList): readonly ComponentPlan[] {
  const laid = [...layout.components.values()];
  const at = (name: string): FindingList => findings.below(`components.${name}`, name);
  const logs = new Map<string, LogPlan>(
    laid.map((one) => [one.name, planLog(one, trustContextOf(one, layout, edges), layout, at(one.name))]),
  );
  return laid.map((one) => planComponent(one, layout, edges, logs, at(one.name)));
}

function checkSizes(planned: readonly ComponentPlan[], findings: FindingList): void {
  for (const { component, resources } of planned) {
    const below = findings.below(`components.${component.name}`, component.name);
    checkInlineSize([...resources, ...(component.binding?.resources ?? [])], below);
    for (const resource of resources) {
      if (resource.kind === 'role') checkTrustSize(resource, below);
      if (resource.kind === 'boundary') checkBoundarySize(resource, below);
      if (resource.kind === 'pod-identity-association') checkSessionPolicySize(resource, below);
    }
  }
}

/** What is told, of what was declared. */
const told = (layout: Layout, { findings }: FindingList): readonly Finding[] =>
  sortFindings(findings.flatMap((finding) => asDeclared(finding, layout)));

function checkTasks(layout: Layout, findings: FindingList): void {
  for (const laid of layout.components.values()) {
    const declared: { readonly task?: TaskSpec } | undefined = layout.agent.components[laid.name];
    if (declared?.task !== undefined) checkTask(laid, declared.task, layout, findings.below(`components.${laid.name}`, laid.name));
  }
}

const planOf = (
  layout: Layout,
  edges: readonly Edge[],
  planned: readonly ComponentPlan[],
  resources: readonly PlannedResource[],
  findings: FindingList,
): IdentityPlan => {
  const { agent, deployment } = layout;
  return {
    version: PLAN_VERSION,
    agent: { name: agent.name, owner: agent.owner, ...(agent.purpose === undefined ? {} : { purpose: agent.purpose }), deployment },
    inputs: Object.fromEntries(Object.entries(agent.inputs).sort(([a], [b]) => byText(a, b))),
    components: planned.map(({ component }) => component),
    calls: edges.map(({ call, callee }) => settle(call, callee, deployment)),
    resources: [...resources].sort((a, b) => byText(a.id, b.id)),
    warnings: told(layout, findings),
  };
};

/**
 * Plans the identities of an agent. The plan is the same to the byte however the keys of the declaration are ordered.
 *
 * @returns the plan with its warnings, or all findings at once. Never throws for a bad declaration.
 */
export function planIdentities<Inputs extends InputShapes, Names extends string>(
  declared: Agent<Inputs, Names>,
  options: PlanOptions = {},
): Planning {
  const findings = new FindingList();

  const agent = readDeclaration(declared, findings);
  const deployment = inOrder(readDeployment(options, findings));
  if (agent === undefined) return { ok: false, findings: sortFindings(findings.findings) };

  const layout = layOut(agent, deployment);
  checkNames(agent, deployment, findings);
  checkTexts({ purpose: agent.purpose, access: agent.access, evidence: agent.evidence }, agent.inputs, findings);
  for (const { name, component } of layout.components.values())
    checkTexts(component, agent.inputs, findings.below(`components.${name}`, name));
  checkStructure(layout, findings);
  checkTasks(layout, findings);
  checkSecrets(layout, findings);
  const edges = planCalls(layout, findings);
  checkIdentities(layout, edges, findings);
  checkAccess(layout, edges, findings);

  const planned = planAll(layout, edges, findings);
  const own = [
    ...planProviders(layout),
    ...planTrustAnchors(layout),
    ...planned.flatMap((one) => one.resources),
    ...planCalleeHalves(edges, layout, findings),
  ];
  const responses = [...planQuarantine(layout, edges, planned, findings), ...planWindows(layout, planned, findings), ...alarmTopic(layout)];
  const resources = [...own, ...responses];
  checkSizes(planned, findings);
  for (const one of planned) proveCompaction(one, findings);
  // Whatever has been told would be told a second time here, as what it makes of the documents.
  if (!blocks(findings.findings)) checkDocuments(resources, planned, findings);
  return blocks(findings.findings)
    ? { ok: false, findings: told(layout, findings) }
    : { ok: true, plan: planOf(layout, edges, planned, resources, findings) };
}
