/**
 * Amazon Bedrock AgentCore: one runtime becomes the component.
 *
 * A runtime's id is its name, a hyphen and ten generated characters, and a name holds no hyphen; so `runtime/<name>-*` matches this runtime and no longer name.
 *
 * The statement has at most 344 characters.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html
 */

import { ownArn } from '../capability/capability';
import { derived } from '../derivation';
import type { Exact } from '../exact';
import { text } from '../form';
import { late } from '../late';
import { defineTrust, ofService } from './define-trust';
import { fromSource, serviceStatement } from './service';
import { checkExact } from './web-identity';

/** Options of {@link agentCoreRuntime}. */
export interface AgentCoreRuntimeOptions {
  /** The runtime's name: a letter, then up to 47 letters, digits and underscores. */
  readonly name: string;
}

export interface AgentCoreRuntimeTrust extends AgentCoreRuntimeOptions {
  readonly kind: 'agentcore-runtime';
}

/** AgentCore: exactly one runtime. Its role is handed out for the runtime to take; `bind` adds its log once its id is known. */
export const agentCoreRuntime = <const Name extends string>(options: { readonly name: Name & Exact<Name> }): AgentCoreRuntimeTrust => ({
  name: options.name,
  kind: 'agentcore-runtime',
});

const runtimePattern = ({ name }: AgentCoreRuntimeTrust): string => ownArn('bedrock-agentcore', `runtime/${name}-*`);

export const agentCoreRuntimeKind = defineTrust<AgentCoreRuntimeTrust>({
  kind: 'agentcore-runtime',
  fields: { name: text },
  check: ({ name }, findings) => {
    checkExact('name', name, findings);
    if (typeof name === 'string' && name !== '' && !/[*?]/.test(name) && !/^[A-Za-z][A-Za-z0-9_]{0,47}$/.test(name)) {
      findings.add('WI133', {
        what: `\`${name}\` is no runtime name`,
        fix: 'use a letter, then up to 47 letters, digits and underscores',
        pointer: 'name',
      });
    }
  },
  statements: (trust) => [
    serviceStatement('Runtime', 'bedrock-agentcore.amazonaws.com', ['sts:AssumeRole'], fromSource(runtimePattern(trust))),
  ],
  summary: (trust) => ({
    who: `the AgentCore runtime ${trust.name}`,
    issuer: 'bedrock-agentcore.amazonaws.com',
    subject: [runtimePattern(trust)],
  }),
  log: ({ name }, { component }) => ({
    writer: 'self',
    pattern: `/aws/bedrock-agentcore/runtimes/${name}-*`,
    group: `/aws/bedrock-agentcore/runtimes/${name}-${derived(late(`${component}-runtimeId`, 'name'), 'suffix')}-DEFAULT`,
    needs: { runtimeId: 'name' },
  }),
  session: () => ofService('the runtime\u2019s lifecycle: `maxLifetime`, eight hours where it is not set', 28_800),
  carriesSourceIdentity: false,
  transitiveTags: [],
  workload: ({ name }) => `the runtime \`${name}\``,
  entry: (trust) => ({ by: 'runtime', target: runtimePattern(trust) }),
});
