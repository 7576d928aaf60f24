/** The CDK's own gateway with a component's identity. */
import { Stack } from 'aws-cdk-lib';
import { CfnGateway, type Gateway } from 'aws-cdk-lib/aws-bedrockagentcore';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { type AnyIdentity, componentFor, deliverLogs, refuse, resourceBehind, without } from './adopted';

/** Tokens that a gateway takes: of one issuer, made for the gateway itself (RFC 8707). */
export interface InboundTokens {
  /** `https://…/.well-known/openid-configuration` of the issuer. */
  readonly discoveryUrl: string;
  /** The resource that tokens must be made for: the URL of the gateway, or the name that the issuer knows it by. At least one. */
  readonly audiences: readonly [string, ...string[]];
  /** @default tokens of any client of the issuer that are made for the gateway */
  readonly clients?: readonly string[];
  /** @default no scope is asked for */
  readonly scopes?: readonly string[];
}

/** Options of {@link hardenGateway}. */
export interface HardenGatewayOptions {
  readonly identity: AnyIdentity;
  /**
   * Encrypts the delivered logs.
   * @default CloudWatch Logs encrypts with a key of its own
   */
  readonly encryptionKey?: IKeyRef;
  /** The component that the gateway is; declared with `trust.agentCoreGateway` and the gateway's name. */
  readonly component: string;
  /** Who may call: roles of AWS, by what their policies allow, or whoever has a token that is made for the gateway. */
  readonly callers: 'aws-iam' | InboundTokens;
  /**
   * Whether a web ACL of AWS WAF stands in front of it; it is then closed when WAF fails.
   * @default false
   */
  readonly behindFirewall?: boolean;
  /** Days that the delivered logs are kept. */
  readonly retainDays: number;
}

/** What the CDK makes for callers where it is told of none: a user pool with a client that shares a secret. */
const GENERATED_CALLERS = ['UserPool', 'UserPoolResourceServer', 'UserPoolDefaultClient', 'UserPoolDomain'];

function authorizerOf(callers: InboundTokens, component: string) {
  const { discoveryUrl, audiences, clients, scopes } = callers;
  if (!Array.isArray(audiences) || audiences.length === 0)
    refuse('WI1042', component, 'the gateway admits every token of its issuer', 'give the `audiences` that tokens for it are made for');
  return {
    customJwtAuthorizer: {
      discoveryUrl,
      allowedAudience: [...audiences],
      ...(clients === undefined ? {} : { allowedClients: [...clients] }),
      ...(scopes === undefined ? {} : { allowedScopes: [...scopes] }),
    },
  };
}

/**
 * Gives a gateway of the CDK the identity of a component: the role that exactly this gateway assumes, callers that it knows, no client secret that nobody asked
 * for, policies that decide, errors that tell nothing, and its logs delivered without a resource policy of their own.
 *
 * @throws FindingsError if the component is not declared for this gateway, or tokens would be asked nothing.
 */
export function hardenGateway(
  gateway: Gateway,
  { identity, component, callers, behindFirewall = false, retainDays, encryptionKey }: HardenGatewayOptions,
): void {
  const made = resourceBehind<CfnGateway>(gateway, CfnGateway, component);
  componentFor(identity, component, 'gateway', gateway.gatewayName);
  const role = identity.roles[component];
  if (role === undefined) return;
  const authorizer = callers === 'aws-iam' ? undefined : authorizerOf(callers, component);

  without(gateway, ['ServiceRole', ...GENERATED_CALLERS]);
  made.roleArn = role.roleArn;
  made.authorizerType = authorizer === undefined ? 'AWS_IAM' : 'CUSTOM_JWT';
  made.authorizerConfiguration = authorizer;
  made.exceptionLevel = undefined;
  if (Stack.of(gateway).resolve(made.policyEngineConfiguration) !== undefined)
    made.addPropertyOverride('PolicyEngineConfiguration.Mode', 'ENFORCE');
  if (behindFirewall) made.wafConfiguration = { failureMode: 'FAIL_CLOSE' };
  deliverLogs(gateway, {
    name: gateway.gatewayName,
    arn: gateway.gatewayArn,
    logTypes: ['APPLICATION_LOGS'],
    encryptionKey,
    retention: retainDays,
  });
}
