/** The identities of an agent as one CDK construct. */

import type { aws_iam as iam } from 'aws-cdk-lib';
import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { blocks, type Finding } from '../finding/finding';
import { inputOfHole } from '../plan/bind';
import { emissionGaps, emitAll, resourcesOf } from '../plan/emit';
import type { Deployment, IdentityPlan, PlannedComponent, PlannedResource } from '../plan/plan';
import { planIdentities } from '../plan/plan-identities';
import { holesOf } from '../policy/text';
import { FindingsError } from '../report/findings-error';
import { findingsToText } from '../report/to-text';
import type { Agent } from '../spec/agent';
import type { InputShapes, InputValues } from '../spec/late';
import { claim } from './app-registry';
import { inputFindings } from './check-inputs';
import { CdkContext } from './context';
import { emitters } from './emitters';
import { engineFinding } from './engine-findings';
import { Grants } from './grants';
import { publishPlan } from './publish-plan';
import { SealedRole } from './sealed-role';

export interface AgentIdentityOptions {
  /** Which deployment of the agent this is: stage and region become part of names; account and partition are then literal in every policy. */
  readonly deployment?: Deployment;
  /**
   * What happens to grants that other constructs make to the roles. `sealed`: what the declaration does not contain is an error with the statement to
   * declare. `accept`: it joins role and boundary, and the report says so.
   * @default 'sealed'
   */
  readonly grants?: 'sealed' | 'accept';
  /**
   * The account whose part of the agent to make here, by the name of its input. Each account's part is a construct of its own in a stack of that account.
   * @default the account that the agent is deployed to
   */
  readonly account?: string;
}

/** The home account's part: all inputs have values. */
type HomeOptions = AgentIdentityOptions & { readonly account?: never };
/** Another account's part: only the inputs that it uses need values. */
type PartOptions = AgentIdentityOptions & { readonly account: string };

/**
 * Every component of an agent with its own workload identity: role, trust policy, permissions, permissions boundary and log group.
 *
 * The declaration is planned first: whatever is wrong is thrown as one `FindingsError`. The plan is published in the cloud assembly.
 */
export class AgentIdentity<const Inputs extends InputShapes = InputShapes, Names extends string = string> extends Construct {
  /** The roles, by component, for workloads to take. They are sealed unless `grants` says otherwise. */
  readonly roles: { readonly [Name in Names]: iam.IRole };
  /** What the declaration means, as plain data. */
  readonly plan: IdentityPlan;

  private readonly context: CdkContext;
  private readonly bound = new Set<string>();
  private readonly part: string | undefined;

  constructor(scope: Construct, id: string, agent: Agent<Inputs, Names>, inputs: InputValues<Inputs>, options?: HomeOptions);
  constructor(scope: Construct, id: string, agent: Agent<Inputs, Names>, inputs: Partial<InputValues<Inputs>>, options: PartOptions);
  /**
   * @param agent - What `defineAgent` returns.
   * @param inputs - A value for each input of the agent: text, tokens included.
   * @throws FindingsError with every finding of planning, of the values given and of other identities of the app.
   */
  constructor(
    scope: Construct,
    id: string,
    agent: Agent<Inputs, Names>,
    inputs: Partial<InputValues<Inputs>>,
    { deployment, grants = 'sealed', account }: AgentIdentityOptions = {},
  ) {
    super(scope, id);
    const planning = planIdentities(agent, deployment === undefined ? {} : { deployment });
    if (!planning.ok) throw new FindingsError(planning.findings);
    const { plan } = planning;
    const values = inputs as Readonly<Record<string, string>>;
    const recorded = new Grants(this, plan, values, grants);
    this.plan = plan;
    this.part = account;
    this.context = new CdkContext(this, values, grants === 'accept' ? (component) => recorded.accepted(component) : undefined);
    emitAll(this.prepare(values, resourcesOf(plan, account)), emitters, this.context);
    this.roles = Object.fromEntries(plan.components.map((component) => [component.name, this.roleOf(component, recorded)])) as {
      readonly [Name in Names]: iam.IRole;
    };
    publishPlan(this, plan);
    this.node.addValidation({ validate: () => this.judge(recorded) });
  }

  /**
   * Adds to a component's identity what only the engine knows of its workload, such as the log group of an AgentCore runtime, whose id is generated.
   *
   * @param scope - A construct of the workload's stack. What is added stands there, so that role and workload do not wait for each other.
   * @param values - A value for each need of the component's binding in the plan, such as `runtimeId`.
   * @throws FindingsError if the component has nothing to bind, is bound already, or a value is missing or of another shape.
   */
  bind(scope: Construct, component: Names, values: Readonly<Record<string, string>>): void {
    const planned = this.plan.components.find(({ name }) => name === component);
    const binding = planned?.binding;
    const wrong = (what: string, fix: string): FindingsError =>
      new FindingsError([engineFinding('WI801', { what, fix, where: { component, path: this.node.path } })]);
    if (binding === undefined)
      throw wrong(`\`${component}\` has nothing to bind`, 'leave out `bind`: all of its identity is known from the declaration');
    if (planned?.account !== this.part)
      throw wrong(`\`${component}\` lives in another account`, 'bind it with the identity of its own account');
    if (this.bound.has(component)) throw wrong(`\`${component}\` is bound already`, 'bind each component once');
    const findings = inputFindings(binding.needs, values, new Set(Object.keys(binding.needs)), 'value');
    if (blocks(findings)) throw new FindingsError(findings);
    this.bound.add(component);
    const holder = new Construct(scope, `${this.node.id}-${component}`);
    const named = Object.fromEntries(Object.entries(values).map(([name, value]) => [`${component}-${name}`, value]));
    emitAll(binding.resources, emitters, this.context.within(holder, named));
  }

  /** Checks everything that can be wrong with this part; throws one error with all findings. */
  private prepare(values: Readonly<Record<string, string>>, resources: readonly PlannedResource[]): readonly PlannedResource[] {
    const stack = Stack.of(this);
    const shapes = this.plan.inputs;
    const needed =
      this.part === undefined
        ? new Set(Object.keys(shapes))
        : new Set(resources.flatMap((resource) => holesOf(JSON.stringify(resource))).map((hole) => inputOfHole(hole).input));
    const gaps = emissionGaps(resources, emitters).map(({ resource, reason }) =>
      engineFinding('WI800', { what: `the CDK cannot deploy \`${resource.id}\`: ${reason}`, fix: 'leave it out of the declaration' }),
    );
    const early = [...inputFindings(shapes, values, needed), ...gaps, ...this.partFindings(values, stack)];
    if (blocks(early)) throw new FindingsError(early);
    const { resources: mine, findings } = claim(resources, {
      construct: this,
      stack,
      account: stack.account,
      url: (provider) => JSON.stringify(stack.resolve(this.context.text(provider.url))),
    });
    if (blocks(findings)) throw new FindingsError(findings);
    return mine;
  }

  /** The part must exist, and the stack must be of its account. */
  private partFindings(values: Readonly<Record<string, string>>, stack: Stack): readonly Finding[] {
    const { part, plan } = this;
    const where = { path: this.node.path };
    const parts = [...new Set(plan.resources.flatMap((resource) => resource.account ?? []))];
    if (part !== undefined && !parts.includes(part)) {
      const known = parts.map((one) => `\`${one}\``).join(', ');
      return [
        engineFinding('WI804', {
          what: `nothing of the agent lives in the account \`${part}\``,
          fix: known === '' ? 'leave `account` out: all of the agent lives in one account' : `give one of ${known}`,
          where,
        }),
      ];
    }
    const expected = part === undefined ? plan.agent.deployment.account : values[part];
    if (expected === undefined || Token.isUnresolved(expected) || Token.isUnresolved(stack.account) || expected === stack.account)
      return [];
    return [
      engineFinding('WI802', {
        what: `the identity is for the account \`${expected}\`, and its stack is deployed to \`${stack.account}\``,
        fix: 'put it in a stack of that account, or correct the deployment',
        where,
      }),
    ];
  }

  private roleOf({ name, roleName, roleArn, adopted, account }: PlannedComponent, grants: Grants): iam.IRole {
    const made = this.context.of(`${name}/role`);
    const here = account === this.part && !adopted && made !== undefined;
    return new SealedRole(this, `${name}-identity`, {
      component: name,
      // The engine's own reference makes a workload wait for its role.
      roleArn: here ? made.getAtt('Arn').toString() : this.context.text(roleArn),
      roleName: here ? made.ref : this.context.text(roleName),
      ...(here ? { made } : {}),
      grants,
    });
  }

  private judge(recorded: Grants): string[] {
    const findings = recorded.findings().filter(({ severity }) => severity === 'error');
    return findings.length === 0 ? [] : [findingsToText(findings)];
  }
}
