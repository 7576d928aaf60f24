/**
 * Amazon Bedrock AgentCore: one code interpreter becomes the component, when code that it runs calls AWS.
 *
 * Only a code interpreter of your own takes a role: `aws.codeinterpreter.v1`, which is everybody’s, has none. Code that a model wrote runs with the role: it is to
 * hold what such code may do, and no more. A name holds no hyphen, so that `code-interpreter-custom/<name>-*` matches no longer name.
 *
 * The statement has at most 368 characters.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/code-interpreter-tool.html
 */
import type { Exact } from '../exact';
import { text } from '../form';
import { agentCoreResource, underscored } from './agent-core-resource';
import { defineTrust } from './define-trust';
import { checkName } from './service';

/** Options of {@link agentCoreCodeInterpreter}. */
export interface AgentCoreCodeInterpreterOptions {
  /** The code interpreter's name: a letter, then up to 47 letters, digits and underscores. It must be given to the code interpreter, not generated. */
  readonly name: string;
}

export interface AgentCoreCodeInterpreterTrust extends AgentCoreCodeInterpreterOptions {
  readonly kind: 'agentcore-code-interpreter';
}

/** AgentCore: exactly one code interpreter. Its role is handed out for the code interpreter to take. */
export const agentCoreCodeInterpreter = <const Name extends string>(options: {
  readonly name: Name & Exact<Name>;
}): AgentCoreCodeInterpreterTrust => ({
  name: options.name,
  kind: 'agentcore-code-interpreter',
});

export const agentCoreCodeInterpreterKind = defineTrust<AgentCoreCodeInterpreterTrust>({
  kind: 'agentcore-code-interpreter',
  fields: { name: text },
  check: ({ name }, findings) => checkName('name', name, underscored('a code interpreter'), findings),
  ...agentCoreResource<AgentCoreCodeInterpreterTrust>(
    'code interpreter',
    ({ name }) => `code-interpreter-custom/${name}-*`,
    'AgentCore delivers the log of a code interpreter by itself; the calls of its code are in the trail',
  ),
});
