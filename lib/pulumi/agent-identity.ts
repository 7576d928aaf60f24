/** The identities of an agent as one Pulumi component. */
import { LogGroup } from '@pulumi/aws/cloudwatch';
import * as pulumi from '@pulumi/pulumi';
import { emitAll } from '../plan/emit';
import type { Deployment, IdentityPlan, PlannedComponent } from '../plan/plan';
import { type RelyingPartyConfiguration, relyingPartyConfigurations } from '../plan/relying-parties';
import { holesOf } from '../policy/text';
import type { Acknowledgement } from '../report/acknowledgement';
import { FindingsError } from '../report/findings-error';
import { findingToText } from '../report/to-text';
import type { Agent } from '../spec/agent';
import { inputOfHole } from '../spec/derivation';
import type { InputShapes, InputValues } from '../spec/late';
import { type BindingValues, bindingValues, prepareBinding, withoutLogGroup } from './binding';
import { givenInputs } from './check-inputs';
import { checkedOptions } from './check-options';
import type { RawInputs } from './claims';
import { emitters } from './emitters';
import { EngineContext } from './engine-context';
import { EngineValues, isEngineValue } from './engine-values';
import type { GivenValues } from './late-values';
import { prepare } from './prepare';
import { awsProvider } from './provider';

export interface AgentIdentityOptions extends pulumi.ComponentResourceOptions {
  /** Which deployment of the agent this is: stage and region become part of names, account and partition are then literal in every policy. */
  readonly deployment?: Deployment;
  /**
   * The account whose part of the agent to make here, by the name of its input. Each account's part is a component of its own, with that account's provider.
   * @default the account that the agent is deployed to
   */
  readonly account?: string;
  /**
   * Findings of the rules that are right here, each with its reason and owner, pinned to what they accept: the error that tells a finding shows its pin.
   * Unlike the findings of planning they can be accepted; an acknowledgement that is not needed, no longer holds or has expired is refused.
   * @default none
   */
  readonly acknowledge?: readonly Acknowledgement[];
}

/** The home account's part: all inputs have values. */
type HomeOptions = AgentIdentityOptions & { readonly account?: never };
/** Another account's part: only the inputs that it speaks of need values. */
type PartOptions = AgentIdentityOptions & { readonly account: string };

/** A component's role. Who uses these outputs waits until the role has all its permissions. */
export interface RoleOutputs {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/**
 * Every component of an agent with its own workload identity: role, trust policy, permissions, permissions boundary and log group.
 *
 * The declaration is planned and proved first: whatever is wrong, or cannot be decided, is thrown as one `FindingsError` before any resource is registered,
 * unless it is acknowledged. A late input of another shape than declared stops the deployment where it becomes known.
 */
export class AgentIdentity<const Inputs extends InputShapes = InputShapes, Names extends string = string> extends pulumi.ComponentResource {
  /** The roles, by component. */
  readonly roles: { readonly [Name in Names]: RoleOutputs };
  /** The task roles, by the component that has tasks: its workload asks STS for them by ARN. */
  readonly taskRoles: { readonly [Name in Names]?: RoleOutputs };
  /** What the declaration means, as plain data; late values are holes in it, so it is known in every preview. */
  readonly plan: pulumi.Output<IdentityPlan>;

  private readonly planned: IdentityPlan;
  private readonly given: GivenValues;
  private readonly context: EngineContext;
  private readonly bound = new Set<string>();
  private readonly account: string | undefined;

  constructor(name: string, agent: Agent<Inputs, Names>, inputs: InputValues<Inputs, pulumi.Input<string>>, options?: HomeOptions);
  constructor(name: string, agent: Agent<Inputs, Names>, inputs: Partial<InputValues<Inputs, pulumi.Input<string>>>, options: PartOptions);
  /**
   * @param name - Name of the component resource; children are named `<name>-<component>-<part>`.
   * @param agent - What `defineAgent` returns.
   * @param inputs - A value for each input of the agent; may be Outputs that a preview does not know yet.
   * @throws FindingsError with every finding of planning and of the values given.
   */
  constructor(
    name: string,
    agent: Agent<Inputs, Names>,
    inputs: Partial<InputValues<Inputs, pulumi.Input<string>>>,
    options: AgentIdentityOptions = {},
  ) {
    const { deployment, account, acknowledge = [], ...resourceOptions } = checkedOptions(options);
    const given = inputs as RawInputs;
    const provider = awsProvider(resourceOptions);
    const { plan, resources, warnings } = prepare({ name, agent, inputs: given, deployment, account, provider, acknowledge });
    super('agent-workload-identity:index:AgentIdentity', name, {}, resourceOptions);
    const values = givenInputs(plan.inputs, given);
    const engine = new EngineValues(this);
    this.planned = plan;
    this.account = account;
    this.given = (input) => (isEngineValue(input) ? (plan.agent.deployment[input] ?? engine.get(input)) : values[input]);
    this.context = new EngineContext({ name, children: { parent: this }, values: this.given, plan: plan.resources });
    emitAll(resources, emitters, this.context);
    this.plan = pulumi.output(plan) as pulumi.Output<IdentityPlan>;
    this.roles = Object.fromEntries(plan.components.map((component) => [component.name, this.roleOutputs(component)])) as {
      readonly [Name in Names]: RoleOutputs;
    };
    this.taskRoles = Object.fromEntries(
      plan.components.flatMap((component) => (component.taskOf === undefined ? [] : [[component.taskOf, this.roleOutputs(component)]])),
    ) as { readonly [Name in Names]?: RoleOutputs };
    for (const warning of warnings) void pulumi.log.warn(findingToText(warning), this);
    this.registerOutputs({ plan: this.plan, roles: this.roles, taskRoles: this.taskRoles });
  }

  /**
   * What systems outside of AWS have to be told so that they take the tokens of these components and of nobody else: plain data for the provider of the other
   * side, or for a file.
   *
   * @param issuer - The issuer of the account: `AccountFoundation.issuer`, or `https://<uuid>.tokens.sts.global.api.aws`.
   * @throws FindingsError, where the deployment knows the issuer, if it is none, or no component may get tokens.
   */
  relyingParties(issuer: pulumi.Input<string>): pulumi.Output<readonly RelyingPartyConfiguration[]> {
    const { planned: plan, account } = this;
    const spoken = new Set(holesOf(JSON.stringify(plan.components.map(({ roleArn }) => roleArn))).map((hole) => inputOfHole(hole).input));
    const values = Object.fromEntries([...spoken].map((name) => [name, this.given(name) ?? '']));
    return pulumi.all([issuer, pulumi.all(values)]).apply(([known, filled]) => {
      const made = relyingPartyConfigurations(plan, { issuer: known, values: filled, ...(account === undefined ? {} : { account }) });
      if (!made.ok) throw new FindingsError(made.findings, `the other side of \`${plan.agent.name}\` cannot be configured`);
      return made.configurations;
    }) as pulumi.Output<readonly RelyingPartyConfiguration[]>;
  }

  /**
   * Adds to a component's identity what only the engine knows of its workload, such as the log group of an AgentCore runtime, whose id is generated.
   *
   * @param values - A value for each need of the component's binding in the plan, such as `runtimeId`.
   * @param options - Of the resources that are added; the parent is this identity unless given.
   * @throws FindingsError if the component has nothing to bind, is bound already, or a value is missing or of another shape.
   */
  bind(component: Names, values: BindingValues, options: pulumi.CustomResourceOptions = {}): void {
    const binding = prepareBinding({ plan: this.planned, component, values, account: this.account, bound: this.bound });
    this.bound.add(component);
    const context = this.context.with(bindingValues(component, binding, values, this.given), options);
    emitAll(binding.resources, emitters, context);
  }

  /**
   * The log group of a component, to be given to its workload, which is then deployed after the group.
   *
   * @throws FindingsError if the group is not made here: the component has none, lives in another account, or is not bound yet.
   */
  logGroup(component: Names): LogGroup {
    const { resources, components } = this.planned;
    const binding = components.find(({ name }) => name === component)?.binding?.resources ?? [];
    const planned = [...resources, ...binding].filter((resource) => resource.kind === 'log-group' && resource.component === component);
    const made = this.context.resources(planned.map(({ id }) => id)).find((resource) => LogGroup.isInstance(resource));
    if (made === undefined) throw new FindingsError([withoutLogGroup(this.planned, component, binding.length > 0)]);
    return made;
  }

  /** Names and ARNs are composed, so that a preview knows them; they wait for everything that makes up the identity. */
  private roleOutputs({ name, roleName, roleArn }: PlannedComponent): RoleOutputs {
    const made = this.context.resources(this.context.identityOf(name)).map(({ urn }) => urn);
    const after = (text: string): pulumi.Output<string> =>
      pulumi.all([pulumi.all(made), this.context.text(text)]).apply(([, value]) => value);
    return { name: after(roleName), arn: after(roleArn) };
  }
}
