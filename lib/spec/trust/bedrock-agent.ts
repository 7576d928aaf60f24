/**
 * Amazon Bedrock Agents: one agent becomes the component.
 *
 * Bedrock generates an agent's id when the agent is made, and the agent needs its role for that: one template cannot hold both the role that pins the id and the
 * agent. The first deployment therefore admits every agent of the account and region, with a reason that the review shows; the next one names the id.
 *
 * The statement has at most 287 characters.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html
 */
import { ownArn } from '../capability/capability';
import { shown, text } from '../form';
import { hasShape } from '../has-shape';
import type { Late } from '../late';
import { defineTrust, ofService } from './define-trust';
import { fromSource, serviceStatement } from './service';
import { checkExact } from './web-identity';

/** Options of {@link bedrockAgent}: the agent's id, or the reason why it is not known. */
export type BedrockAgentOptions =
  | {
      /** The id that Bedrock generated, ten letters and digits; or an input of shape `generated-id`, from another stack than the agent's role. */
      readonly agentId: string | Late<'generated-id'>;
      readonly dangerouslyAnyAgent?: never;
    }
  | {
      /** Why any agent of the account and region may become the component: usually that the agent is yet to be made. */
      readonly dangerouslyAnyAgent: string;
      readonly agentId?: never;
    };

export type BedrockAgentTrust = BedrockAgentOptions & { readonly kind: 'bedrock-agent' };

/** Amazon Bedrock Agents: exactly one agent, once its id is known. Its role is handed out for the agent to take. */
export const bedrockAgent = (options: BedrockAgentOptions): BedrockAgentTrust => ({ ...options, kind: 'bedrock-agent' });

const arnOf = ({ agentId = '*' }: BedrockAgentTrust): string => ownArn('bedrock', `agent/${agentId}`);

export const bedrockAgentKind = defineTrust<BedrockAgentTrust>({
  kind: 'bedrock-agent',
  fields: { agentId: text, dangerouslyAnyAgent: text },
  check: ({ agentId, dangerouslyAnyAgent }, findings) => {
    if (agentId !== undefined && dangerouslyAnyAgent !== undefined) {
      findings.add('WI133', {
        what: `an agent is named, and a reason is given why any may come`,
        fix: 'leave out `dangerouslyAnyAgent`: the id is known',
        pointer: 'dangerouslyAnyAgent',
      });
    } else if (dangerouslyAnyAgent !== undefined) {
      if (dangerouslyAnyAgent.trim() !== '') return;
      findings.add('WI111', {
        what: 'any agent of the account may become the component, and no reason is given',
        fix: 'say why in `dangerouslyAnyAgent`, or name the agent with `agentId`',
        pointer: 'dangerouslyAnyAgent',
      });
    } else {
      checkExact('agentId', agentId, findings);
      const wellFormed = typeof agentId === 'string' && (hasShape(agentId, 'generated-id') ? /^(?:⟨.*⟩|.{10})$/.test(agentId) : false);
      if (typeof agentId === 'string' && agentId !== '' && !/[*?]/.test(agentId) && !wellFormed) {
        findings.add('WI133', {
          what: `${shown(agentId)} is no id of an agent`,
          fix: 'use the ten letters and digits that Bedrock generated, or an input of shape `generated-id`',
          pointer: 'agentId',
        });
      }
    }
  },
  statements: (trust) => [serviceStatement('BedrockAgent', 'bedrock.amazonaws.com', ['sts:AssumeRole'], fromSource(arnOf(trust)))],
  summary: (trust) => ({
    who: trust.agentId === undefined ? 'every Bedrock agent of this account and region' : `the Bedrock agent ${trust.agentId}`,
    issuer: 'bedrock.amazonaws.com',
    subject: [arnOf(trust)],
  }),
  log: () => ({ none: 'Bedrock writes no log of an agent; what its model is asked is in the account\u2019s model invocation log' }),
  session: () => ofService('Bedrock asks for them with each invocation of the agent'),
  carriesSourceIdentity: false,
  transitiveTags: [],
  workload: ({ agentId }) => (agentId === undefined ? 'every Bedrock agent' : `the Bedrock agent \`${agentId}\``),
  waivers: ({ dangerouslyAnyAgent }) =>
    dangerouslyAnyAgent === undefined
      ? []
      : [{ what: 'trust in every Bedrock agent of the account and region', because: dangerouslyAnyAgent }],
});
