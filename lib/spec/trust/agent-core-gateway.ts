/**
 * Amazon Bedrock AgentCore: one gateway becomes the component, when it calls a target with the role.
 *
 * A gateway's id is its name in small letters, a hyphen and ten generated characters. A name may hold hyphens itself, so that `gateway/<name>-*` would match the
 * longer name `<name>-dev` as well; `gateway/<name>-` and ten `?` matches this gateway alone. Names of capital letters are refused here, because the ARN has
 * others than the declaration.
 *
 * The statement has at most 353 characters.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-prerequisites-permissions.html
 */
import { ownArn } from '../capability/capability';
import type { Exact } from '../exact';
import { text } from '../form';
import { agentCoreResource } from './agent-core-resource';
import { defineTrust } from './define-trust';
import { checkName } from './service';

/** Options of {@link agentCoreGateway}. */
export interface AgentCoreGatewayOptions {
  /** The gateway's name: up to 48 small letters and digits, single hyphens between them. It must be given to the gateway, not generated. */
  readonly name: string;
}

export interface AgentCoreGatewayTrust extends AgentCoreGatewayOptions {
  readonly kind: 'agentcore-gateway';
}

/** AgentCore: exactly one gateway. Its role is handed out for the gateway to take. */
export const agentCoreGateway = <const Name extends string>(options: { readonly name: Name & Exact<Name> }): AgentCoreGatewayTrust => ({
  name: options.name,
  kind: 'agentcore-gateway',
});

const NAME = {
  of: 'a gateway',
  pattern: /^(?=.{1,48}$)[a-z0-9](?:-?[a-z0-9])*$/,
  words: 'up to 48 small letters and digits, single hyphens between them',
};

const resourceOf = ({ name }: AgentCoreGatewayTrust): string => `gateway/${name}-??????????`;

export const agentCoreGatewayKind = defineTrust<AgentCoreGatewayTrust>({
  kind: 'agentcore-gateway',
  fields: { name: text },
  check: ({ name }, findings) => checkName('name', name, NAME, findings),
  ...agentCoreResource<AgentCoreGatewayTrust>(
    'gateway',
    resourceOf,
    'AgentCore delivers the log of a gateway by itself; the calls of its targets are in the trail',
  ),
  entry: (trust) => ({ by: 'gateway', target: ownArn('bedrock-agentcore', resourceOf(trust)) }),
});
