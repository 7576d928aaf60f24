/** The identities of an agent as one construct. */
import { Annotations, type CfnResource, Resource } from 'aws-cdk-lib';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { didYouMean } from '../finding/did-you-mean';
import type { Finding } from '../finding/finding';
import { emitAll } from '../plan/emit';
import type { Deployment, IdentityPlan, PlannedResource } from '../plan/plan';
import { type RelyingPartyConfiguration, relyingPartyConfigurations } from '../plan/relying-parties';
import { FindingsError } from '../report/findings-error';
import { findingToText } from '../report/to-text';
import type { Agent } from '../spec/agent';
import type { InputShapes, InputValues } from '../spec/late';
import { type BindingValues, bindingValues, prepareBinding } from './binding';
import { literals } from './check-values';
import { bindingId } from './construct-id';
import { emitters } from './emitters';
import { engineFinding } from './engine-findings';
import type { GivenValues } from './filled-text';
import type { GrantMode } from './grant-ledger';
import { type HandedOut, handOut } from './hand-out';
import { LateNames } from './late-names';
import { openRole, openRoleFindings } from './open-role';
import { logGroupFindings, type Outside, recordAttached } from './outside';
import { prepare } from './prepare';
import { publishPlan, publishRelyingParties } from './published-plan';
import type { SealedRole } from './sealed-role';
import { StackContext } from './stack-context';
import { surveyOf } from './stage-survey';

/** Options of {@link AgentIdentity}. */
export interface AgentIdentityOptions {
  /**
   * Which deployment of the agent this is: stage and region become part of names, account and partition are then literal in every policy. All values are
   * literal.
   * @default one without a stage, deployed to wherever the stack is
   */
  readonly deployment?: Deployment;
  /**
   * The account whose part of the agent to make here, by the name of its input. Each account's part is a construct of its own, in a stack of that account.
   * @default the account that the agent is deployed to
   */
  readonly account?: string;
  /**
   * What becomes of grants by other constructs that the declaration does not allow. `sealed`: an error that names the statement to declare. `accept`: they join
   * the role and its permissions boundary, with a warning.
   * @default sealed
   */
  readonly grants?: GrantMode;
}

/** A finding as CDK shows it: below the path of the construct, which is indented itself. */
const belowPath = (finding: Finding): string => findingToText(finding).replaceAll('\n', '\n  ');

/** The home account's part: all inputs have values. */
type HomeOptions = AgentIdentityOptions & { readonly account?: never };
/** Another account's part: only the inputs that it speaks of need values. */
type PartOptions = AgentIdentityOptions & { readonly account: string };

/**
 * Every component of an agent with its own workload identity: role, trust policy, permissions, permissions boundary and log group.
 *
 * The declaration is planned and checked first: whatever is wrong is thrown as one `FindingsError` before anything is made. What other constructs grant to the
 * roles is judged when the app is synthesized. The plan is written beside the templates, into a file that ends in `.identity-plan.json`.
 *
 * Role names come from the declaration and the deployment, so moving the construct renames no role; it renames logical ids, as everywhere in CDK.
 */
export class AgentIdentity<const Inputs extends InputShapes = InputShapes, Names extends string = string> extends Construct {
  /** The roles, by component, to be given to workloads. Those of components in other accounts are there by name. */
  readonly roles: { readonly [Name in Names]: SealedRole };
  /** The task roles, by the component that has tasks: its workload asks STS for them by ARN. */
  readonly taskRoles: { readonly [Name in Names]?: SealedRole };
  /** What the declaration means, as plain data; late values are holes in it. */
  readonly plan: IdentityPlan;

  private readonly part: string | undefined;
  private readonly given: GivenValues;
  private readonly context: StackContext;
  private readonly handedOut: readonly HandedOut[];
  private readonly bound: Set<string>;
  private readonly logGroups: Map<string, CfnResource>;
  private readonly warned: Set<string>;
  private names: LateNames | undefined;

  /**
   * @param scope - A stack, or any construct below one.
   * @param id - Id of the construct. It is part of logical ids, and of no name.
   * @param agent - What `defineAgent` returns.
   * @param inputs - A value for each input of the agent; may be a token. `{}` for an agent without inputs.
   * @throws FindingsError with every finding of planning, of the values given, and of what other identities of the app make already.
   */
  constructor(scope: Construct, id: string, agent: Agent<Inputs, Names>, inputs: InputValues<Inputs>, options?: HomeOptions);
  /** Another account's part of an agent. `inputs` needs only what that part speaks of. */
  constructor(scope: Construct, id: string, agent: Agent<Inputs, Names>, inputs: Partial<InputValues<Inputs>>, options: PartOptions);
  constructor(
    scope: Construct,
    id: string,
    agent: Agent<Inputs, Names>,
    inputs: Partial<InputValues<Inputs>>,
    options: AgentIdentityOptions = {},
  ) {
    const { plan, resources, given } = prepare({ scope, id, agent, values: inputs, options });
    const { account, grants = 'sealed' } = options;
    super(scope, id);
    this.plan = plan;
    this.part = account;
    this.given = given;
    this.bound = new Set();
    this.warned = new Set();

    const names = (): LateNames => {
      this.names ??= new LateNames(this, plan.inputs, given);
      return this.names;
    };
    const request = { identity: this, plan, resources, given, names, grants, account };
    this.handedOut = plan.components.map((component) => handOut(component, request));
    const roles = new Map(this.handedOut.map(({ role }) => [role.component, role]));
    this.roles = Object.fromEntries(roles) as { readonly [Name in Names]: SealedRole };
    this.taskRoles = Object.fromEntries(
      plan.components.flatMap(({ name, taskOf }) => (taskOf === undefined ? [] : [[taskOf, roles.get(name)]])),
    ) as { readonly [Name in Names]?: SealedRole };
    this.context = new StackContext({ given, placeOf: ({ component }) => roles.get(component ?? '') ?? this });
    emitAll(resources, emitters, this.context);
    if (grants === 'accept')
      for (const { openable, ledger } of this.handedOut) if (openable !== undefined) openRole(openable, ledger, this.context);
    this.logGroups = new Map();
    this.keepLogGroups(resources, this.context);
    for (const warning of plan.warnings) this.warn(warning);
    publishPlan(this, plan, () => this.grantFindings().filter(({ severity }) => severity === 'warning'));
    const survey = surveyOf(this);
    this.node.addValidation({ validate: () => this.validate({ resources: survey.resources, own: this.context.elements, names }) });
  }

  /**
   * What systems outside of AWS have to be told so that they take the tokens of these components and of nobody else. Also written beside the plan, into a file
   * that ends in `.relying-parties.json`. Nothing is deployed: CloudFormation has no resource for the account's issuer, so it is given.
   *
   * @param issuer - `https://<uuid>.tokens.sts.global.api.aws`, literal: `aws iam get-outbound-web-identity-federation-info` shows it.
   * @throws FindingsError if it is no such issuer, no component may get tokens, or the account is not known when the app is synthesized.
   */
  relyingParties(issuer: string): readonly RelyingPartyConfiguration[] {
    const { plan, part: account, given } = this;
    const values = literals(Object.fromEntries(['account', 'partition', ...Object.keys(plan.inputs)].map((name) => [name, given(name)])));
    const made = relyingPartyConfigurations(plan, { issuer, values, ...(account === undefined ? {} : { account }) });
    if (!made.ok) throw new FindingsError(made.findings, `the other side of \`${plan.agent.name}\` cannot be configured`);
    const below = new Construct(this, 'RelyingParties');
    publishRelyingParties(below, made.configurations);
    return made.configurations;
  }

  /**
   * Adds to a component's identity what only the engine knows of its workload, such as the log group of an AgentCore runtime, whose id is generated.
   *
   * @param scope - Where the workload stands. Role and workload may be in different stacks of one account and region; the workload's comes after.
   * @param values - A value for each need of the component's binding in the plan, such as `runtimeId`; may be a token.
   * @throws FindingsError if the component has nothing to bind, is bound already, or a value is missing or of another shape.
   */
  bind(scope: Construct, component: Names, values: BindingValues): void {
    const { plan, part: account, bound, given } = this;
    const place = {
      account: given(account ?? 'account') ?? '',
      region: given('region') ?? '',
      partition: given('partition') ?? '',
    };
    const binding = prepareBinding({ scope, plan, component, values, account, bound, place });
    bound.add(component);
    const below = new Construct(scope, bindingId(plan, component));
    const context = new StackContext({ given: bindingValues(component, values, given), placeOf: () => below }, this.context);
    emitAll(binding.resources, emitters, context);
    this.keepLogGroups(binding.resources, context);
  }

  /**
   * The log group of a component, to be given to its workload, which is then deployed after the group.
   *
   * @throws FindingsError if the group is not made here: the component has none, lives in another account, or is not bound yet.
   */
  logGroup(component: Names): ILogGroup {
    const element = this.logGroups.get(component);
    if (element === undefined) throw new FindingsError([this.withoutLogGroup(component)]);
    const { scope } = element.node;
    const known = scope?.node.tryFindChild('Log');
    return known instanceof Resource ? (known as unknown as ILogGroup) : LogGroup.fromLogGroupName(scope ?? this, 'Log', element.ref);
  }

  /** What other constructs want of the roles, once the whole app is there. */
  private grantFindings(): readonly Finding[] {
    return this.handedOut.flatMap(({ ledger, openable }) => [
      ...ledger.findings(),
      ...(openable === undefined ? [] : openRoleFindings(openable, ledger)),
    ]);
  }

  /** Workloads that were never bound. */
  private bindingFindings(): readonly Finding[] {
    return this.plan.components
      .filter(({ name, binding, account }) => binding !== undefined && account === this.part && !this.bound.has(name))
      .map(({ name, binding }) => this.unbound(name, Object.keys(binding?.needs ?? {})));
  }

  private unbound(component: string, needs: readonly string[]): Finding {
    return engineFinding('WI807', {
      what: `\`${component}\` is not bound to its workload`,
      fix: `call \`bind(scope, '${component}', { ${needs.join(', ')} })\` once the workload is there`,
      where: { component, path: this.node.path },
    });
  }

  private withoutLogGroup(component: string): Finding {
    const found = this.plan.components.find(({ name }) => name === component);
    const where = { component, path: this.node.path };
    if (found === undefined) {
      const names = this.plan.components.map(({ name }) => name);
      const meant = didYouMean(component, names);
      const fix = meant === undefined ? `give one of ${names.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${meant}\`?`;
      return engineFinding('WI851', { what: `the agent has no component \`${component}\``, fix, where });
    }
    const { log, binding, account } = found;
    if (binding !== undefined && account === this.part) return this.unbound(component, Object.keys(binding.needs));
    return engineFinding('WI851', {
      what: `no log group of \`${component}\` is made here${'none' in log ? `: ${log.none}` : ''}`,
      fix: 'ask the identity of the account that the component lives in, or the plan for where its log stands',
      where,
    });
  }

  private keepLogGroups(resources: readonly PlannedResource[], context: StackContext): void {
    for (const { kind, id, component } of resources) {
      const element = kind === 'log-group' ? context.added(id) : undefined;
      if (element !== undefined && component !== undefined) this.logGroups.set(component, element);
    }
  }

  private validate(outside: Outside): string[] {
    recordAttached(this.handedOut, outside);
    const findings = [...this.grantFindings(), ...this.bindingFindings(), ...logGroupFindings(this.logGroups, this.node.path, outside)];
    for (const finding of findings) if (finding.severity === 'warning') this.warn(finding);
    return findings.filter(({ severity }) => severity === 'error').map(belowPath);
  }

  /** Through CDK's own channel, where warnings can be acknowledged. */
  private warn(finding: Finding): void {
    const { component } = finding.where;
    const scope = this.handedOut.find(({ role }) => role.component === component)?.role ?? this;
    const text = findingToText(finding);
    if (this.warned.has(text)) return;
    this.warned.add(text);
    Annotations.of(scope).addWarningV2(`agent-workload-identity:${finding.code}`, text);
  }
}
