/** Settings of AgentCore's resources: what they say, and what only the deployment settles. */
import type { GraphResource } from '../../graph/identity-graph';
import { textValue } from '../../graph/values';
import { isRecord } from '../../policy/parse-values';
import { hasHole } from '../../policy/text';
import { below, listAt, type Open } from './properties';

export const GATEWAY = 'AWS::BedrockAgentCore::Gateway';
export const GATEWAY_TARGET = 'AWS::BedrockAgentCore::GatewayTarget';
export const RUNTIME = 'AWS::BedrockAgentCore::Runtime';
export const AGENT_CORE_POLICY = 'AWS::BedrockAgentCore::Policy';

/** One of a few words; what holds a part that is not known before deployment is open. Undefined where it is left out. */
export function wordAt(value: unknown, ...path: readonly string[]): string | Open | undefined {
  const found = below(value, ...path);
  if (found === undefined) return undefined;
  const text = textValue(found);
  if (text === undefined) return { open: 'a value of another form' };
  return hasHole(text) ? { open: text } : text;
}

/** Whether a list has a member. A list of late members has some all the same; one late value in place of the list may be an empty one. */
function isFilled(value: unknown): boolean | Open {
  if (typeof value === 'string' && hasHole(value)) return { open: value };
  return listAt(value).some((member) => (typeof member === 'string' ? member !== '' : isRecord(member)));
}

/** What a JWT authorizer can ask of a token beside its issuer. */
const TESTS = ['AllowedAudience', 'AllowedClients', 'AllowedScopes', 'CustomClaims'];

/**
 * Whether the JWT authorizer of a gateway or runtime asks anything of a token beside its issuer; undefined where there is no such authorizer.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/inbound-jwt-authorizer.html
 */
export function asksOfTokens({ properties }: GraphResource): boolean | Open | undefined {
  const configuration = below(properties, 'AuthorizerConfiguration');
  const authorizer = isRecord(configuration) ? below(configuration, 'CustomJWTAuthorizer') : configuration;
  if (authorizer === undefined) return undefined;
  if (!isRecord(authorizer)) return { open: textValue(authorizer) ?? 'a value of another form' };
  const answers = TESTS.map((name) => isFilled(below(authorizer, name)));
  return answers.includes(true) || (answers.find((answer) => typeof answer === 'object') ?? false);
}

/** The types of credentials with which a gateway calls a target. */
export const credentialTypesOf = ({ properties }: GraphResource): readonly (string | Open)[] => {
  const given = below(properties, 'CredentialProviderConfigurations');
  if (typeof given === 'string') return [{ open: given }];
  return listAt(given).flatMap((one) => {
    const type = typeof one === 'string' ? { open: one } : wordAt(one, 'CredentialProviderType');
    return type === undefined ? [] : [type];
  });
};
