/** The CDK's own runtime with a component's identity. */
import { Stack } from 'aws-cdk-lib';
import { CfnRuntime, type Gateway, type Runtime } from 'aws-cdk-lib/aws-bedrockagentcore';
import { below } from '../../rules/reading/properties';
import { type AnyIdentity, componentFor, refuse, resourceBehind, without } from './adopted';

/** Options of {@link hardenRuntime}. */
export interface HardenRuntimeOptions {
  readonly identity: AnyIdentity;
  /** The component that the runtime is; declared with `trust.agentCoreRuntime` and the runtime's name. */
  readonly component: string;
  /**
   * The gateways among the component's declared callers. A runtime that takes tokens then takes them from these alone.
   * @default tokens are taken from whoever has one
   */
  readonly gateways?: Readonly<Record<string, Gateway>>;
}

function workloadsOf(identity: AnyIdentity, component: string, gateways: Readonly<Record<string, Gateway>>) {
  const declared = new Set(identity.plan.calls.filter(({ to }) => to === component).map(({ from }) => from));
  return Object.entries(gateways).map(([caller, gateway]) => {
    if (!declared.has(caller))
      refuse(
        'WI1041',
        component,
        `\`${caller}\` is not declared to call \`${component}\``,
        `add \`calls: ['${component}']\` to \`${caller}\``,
      );
    return { Arn: gateway.gatewayArn };
  });
}

/**
 * Gives a runtime of the CDK the identity of a component instead of the role that the CDK made for it: the role that exactly this runtime assumes, sessions and
 * lives of its length, a log group of its own that it alone writes, and what AgentCore writes of it delivered there by `bind`.
 *
 * Call it before other constructs use `runtime.role`, which is then no longer there.
 *
 * @throws FindingsError if the component is not declared for this runtime, its tokens are asked nothing, or a gateway is no declared caller.
 */
export function hardenRuntime(runtime: Runtime, { identity, component, gateways = {} }: HardenRuntimeOptions): void {
  const made = resourceBehind<CfnRuntime>(runtime, CfnRuntime, component);
  const { maxSessionSeconds } = componentFor(identity, component, 'runtime', runtime.agentRuntimeName);
  const role = identity.roles[component];
  if (role === undefined) return;
  const stack = Stack.of(runtime);
  const authorizer = below(stack.resolve(made.authorizerConfiguration), 'customJwtAuthorizer');
  const asks = ['allowedAudience', 'allowedClients', 'allowedScopes', 'customClaims'];
  if (authorizer !== undefined && asks.every((name) => below(authorizer, name) === undefined))
    refuse('WI1042', component, 'the runtime admits every token of its issuer', 'give `allowedAudience`, `allowedClients`, or a claim');
  const workloads = workloadsOf(identity, component, gateways);

  without(runtime, ['ExecutionRole']);
  made.roleArn = role.roleArn;
  const life = below(stack.resolve(made.lifecycleConfiguration), 'maxLifetime');
  if (typeof life !== 'number' || life > maxSessionSeconds)
    made.addPropertyOverride('LifecycleConfiguration.MaxLifetime', maxSessionSeconds);
  if (authorizer !== undefined && workloads.length > 0)
    made.addPropertyOverride('AuthorizerConfiguration.CustomJWTAuthorizer.AllowedWorkloadConfiguration.HostingEnvironments', workloads);
  identity.bind(runtime, component, { runtimeId: runtime.agentRuntimeId });
}
