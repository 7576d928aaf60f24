/** What the trust kinds of AgentCore's own resources share: the id is the name, a hyphen and ten generated characters. */
import { ownArn } from '../capability/capability';
import { ofService, type TrustKind } from './define-trust';
import { fromSource, type NameGrammar, serviceStatement } from './service';

/** The name of a memory, browser or code interpreter holds no hyphen, so that `<name>-*` matches no longer name. */
export const underscored = (of: string): NameGrammar => ({
  of,
  pattern: /^[A-Za-z][A-Za-z0-9_]{0,47}$/,
  words: 'a letter, then up to 47 letters, digits and underscores',
});

interface Named {
  readonly name: string;
}

/** The parts of a trust kind that are the same for each of them. `pattern` is the resource part of the ARN, `log` says why the role writes none. */
export const agentCoreResource = <Trust extends Named & { readonly kind: string }>(
  words: string,
  pattern: (trust: Trust) => string,
  log: string,
): Pick<TrustKind<Trust>, 'statements' | 'summary' | 'log' | 'session' | 'carriesSourceIdentity' | 'transitiveTags' | 'workload'> => {
  const source = (trust: Trust): string => ownArn('bedrock-agentcore', pattern(trust));
  const sid = words.replace(/(?:^| )([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return {
    statements: (trust) => [serviceStatement(sid, 'bedrock-agentcore.amazonaws.com', ['sts:AssumeRole'], fromSource(source(trust)))],
    summary: (trust) => ({
      who: `the AgentCore ${words} ${trust.name}`,
      issuer: 'bedrock-agentcore.amazonaws.com',
      subject: [source(trust)],
    }),
    log: () => ({ none: log }),
    session: () => ofService('AgentCore asks for them as it needs them'),
    carriesSourceIdentity: false,
    transitiveTags: [],
    workload: ({ name }) => `the ${words} \`${name}\``,
  };
};
