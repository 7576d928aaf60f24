/**
 * Amazon Bedrock AgentCore: one memory becomes the component, when it asks a model to extract and consolidate what it keeps.
 *
 * Only a memory whose strategies are customised takes a role. A name holds no hyphen, so that `memory/<name>-*` matches no longer name. The role needs the model of
 * the strategies and nothing of the data that the memory holds.
 *
 * The statement has at most 342 characters.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/memory-self-managed-strategies.html
 */
import type { Exact } from '../exact';
import { text } from '../form';
import { agentCoreResource, underscored } from './agent-core-resource';
import { defineTrust } from './define-trust';
import { checkName } from './service';

/** Options of {@link agentCoreMemory}. */
export interface AgentCoreMemoryOptions {
  /** The memory's name: a letter, then up to 47 letters, digits and underscores. It must be given to the memory, not generated. */
  readonly name: string;
}

export interface AgentCoreMemoryTrust extends AgentCoreMemoryOptions {
  readonly kind: 'agentcore-memory';
}

/** AgentCore: exactly one memory. Its role is handed out for the memory to take. */
export const agentCoreMemory = <const Name extends string>(options: { readonly name: Name & Exact<Name> }): AgentCoreMemoryTrust => ({
  name: options.name,
  kind: 'agentcore-memory',
});

export const agentCoreMemoryKind = defineTrust<AgentCoreMemoryTrust>({
  kind: 'agentcore-memory',
  fields: { name: text },
  check: ({ name }, findings) => checkName('name', name, underscored('a memory'), findings),
  ...agentCoreResource<AgentCoreMemoryTrust>(
    'memory',
    ({ name }) => `memory/${name}-*`,
    'AgentCore delivers the log of a memory by itself; the models it asks are in the trail',
  ),
});
