/**
 * Amazon Bedrock AgentCore: one browser becomes the component, when it keeps the recording of a session.
 *
 * Only a browser of your own takes a role: `aws.browser.v1`, which is everybody’s, has none. A name holds no hyphen, so that `browser-custom/<name>-*` matches no
 * longer name. Give the role the one prefix that recordings go to: whatever a page does to the browser, it does not get further than that.
 *
 * The statement has at most 351 characters.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/browser-session-recording.html
 */
import type { Exact } from '../exact';
import { text } from '../form';
import { agentCoreResource, underscored } from './agent-core-resource';
import { defineTrust } from './define-trust';
import { checkName } from './service';

/** Options of {@link agentCoreBrowser}. */
export interface AgentCoreBrowserOptions {
  /** The browser's name: a letter, then up to 47 letters, digits and underscores. It must be given to the browser, not generated. */
  readonly name: string;
}

export interface AgentCoreBrowserTrust extends AgentCoreBrowserOptions {
  readonly kind: 'agentcore-browser';
}

/** AgentCore: exactly one browser. Its role is handed out for the browser to take. */
export const agentCoreBrowser = <const Name extends string>(options: { readonly name: Name & Exact<Name> }): AgentCoreBrowserTrust => ({
  name: options.name,
  kind: 'agentcore-browser',
});

export const agentCoreBrowserKind = defineTrust<AgentCoreBrowserTrust>({
  kind: 'agentcore-browser',
  fields: { name: text },
  check: ({ name }, findings) => checkName('name', name, underscored('a browser'), findings),
  ...agentCoreResource<AgentCoreBrowserTrust>(
    'browser',
    ({ name }) => `browser-custom/${name}-*`,
    'AgentCore keeps what a browser did as recordings, in the bucket that the browser names',
  ),
});
