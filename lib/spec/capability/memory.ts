import { shown } from '../form';
import type { ArnOf } from '../late';
import type { Capability, CapabilityFault } from '../permission';
import { capability, permission, wantsArn } from './capability';

/** Options of the memory capabilities. */
export interface MemoryOptions {
  readonly memory: ArnOf<'agentcore-memory-arn'>;
  /** The component's own namespace, exact, such as `/support/reasoner`. */
  readonly namespace: string;
}

/** Options of the capabilities on short-term memory. */
export interface MemoryEventOptions {
  readonly memory: ArnOf<'agentcore-memory-arn'>;
  /** The actor whose events these are, exact. */
  readonly actor: string;
}

const SOURCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html';

const exact = (what: string, value: unknown): readonly CapabilityFault[] =>
  typeof value === 'string' && value !== '' && !/[*?]/.test(value)
    ? []
    : [{ what: `${what} ${shown(value)} is not exact`, fix: `name the one ${what} of this component, without wildcards` }];

/**
 * Searches and lists the records of one namespace of an AgentCore memory. `GetMemoryRecord` is left out: it knows no namespace key, so it
 * would read every namespace.
 */
export const readMemory = ({ memory, namespace }: MemoryOptions): Capability =>
  capability(
    'readMemory',
    SOURCE,
    [
      permission('ReadMemory', ['bedrock-agentcore:ListMemoryRecords', 'bedrock-agentcore:RetrieveMemoryRecords'], [memory], {
        'bedrock-agentcore:namespace': namespace,
      }),
    ],
    [...wantsArn(memory, 'agentcore-memory-arn'), ...exact('namespace', namespace)],
  );

/** Writes records into one namespace of an AgentCore memory. */
export const writeMemory = ({ memory, namespace }: MemoryOptions): Capability =>
  capability(
    'writeMemory',
    SOURCE,
    [permission('WriteMemory', ['bedrock-agentcore:BatchCreateMemoryRecords'], [memory], { 'bedrock-agentcore:namespace': namespace })],
    [...wantsArn(memory, 'agentcore-memory-arn'), ...exact('namespace', namespace)],
  );

/** Reads the short-term memory of one actor. */
export const readMemoryEvents = ({ memory, actor }: MemoryEventOptions): Capability =>
  capability(
    'readMemoryEvents',
    SOURCE,
    [
      permission('ReadMemoryEvents', ['bedrock-agentcore:GetEvent', 'bedrock-agentcore:ListEvents'], [memory], {
        'bedrock-agentcore:actorId': actor,
      }),
    ],
    [...wantsArn(memory, 'agentcore-memory-arn'), ...exact('actor', actor)],
  );

/** Records events in the short-term memory of one actor. */
export const recordMemoryEvents = ({ memory, actor }: MemoryEventOptions): Capability =>
  capability(
    'recordMemoryEvents',
    SOURCE,
    [permission('RecordMemoryEvents', ['bedrock-agentcore:CreateEvent'], [memory], { 'bedrock-agentcore:actorId': actor })],
    [...wantsArn(memory, 'agentcore-memory-arn'), ...exact('actor', actor)],
  );
