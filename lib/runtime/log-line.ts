/**
 * One line of a component's log: JSON with the chain keys at the top, where the field indexes of the log group find them, and the attributes of
 * OpenTelemetry's GenAI semantic conventions below `gen_ai`. They are nested, because CloudWatch Logs names nested fields with periods: `gen_ai.tool.name`.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-agent-spans/
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
import { fault, quoted, refuse } from './chain-error';
import { checked, type InstructionContext } from './instruction-context';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** What a line says beside its chain. */
export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** What the component does, in OpenTelemetry's words. */
  readonly operation: 'chat' | 'invoke_agent' | 'execute_tool' | 'retrieval';
  /** `gen_ai.agent.name`: the agent and component, such as `support/crm`. */
  readonly agent?: string;
  /** `gen_ai.tool.name` and `gen_ai.tool.call.id`. */
  readonly tool?: { readonly name: string; readonly call?: string };
  /** `gen_ai.request.model`. */
  readonly model?: string;
  /** Id of the request to AWS that the line is about: `$metadata.requestId` of the SDK's answer. Ties the line to CloudTrail and to the log of model invocations. */
  readonly requestId?: string;
  /** `error.type`: name of the error. */
  readonly error?: string;
  /** Whatever else the application tells, below `data`. */
  readonly data?: { readonly [key: string]: Json | undefined };
  /** Default: now. */
  readonly at?: Date;
}

/**
 * The line, without a line end. Control characters of whatever is told are escaped by JSON, so that nothing told can begin another line.
 *
 * @throws ChainError where the context is missing
 */
export function logLine(given: InstructionContext, entry: LogEntry): string {
  const { instruction, run, task, user, step, trace, conversation } = checked(given);
  const { level, message, operation, agent, tool, model, requestId, error, data, at = new Date() } = entry;
  if (Number.isNaN(at.getTime())) refuse([fault('WI1014', 'at', `${quoted(at)} is no time`, 'leave it out, or give a valid date')]);
  return JSON.stringify({
    timestamp: at.toISOString(),
    level,
    message,
    sourceIdentity: instruction,
    run,
    task,
    user,
    step,
    traceId: trace.traceId,
    spanId: trace.spanId,
    requestId,
    gen_ai: {
      operation: { name: operation },
      agent: agent === undefined ? undefined : { name: agent },
      conversation: conversation === undefined ? undefined : { id: conversation },
      tool: tool === undefined ? undefined : { name: tool.name, call: tool.call === undefined ? undefined : { id: tool.call } },
      request: model === undefined ? undefined : { model },
    },
    error: error === undefined ? undefined : { type: error },
    data,
  });
}
