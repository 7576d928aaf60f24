/**
 * A client of the AWS SDK for JavaScript v3 whose calls carry the chain: what STS, Bedrock and AgentCore take is added to the input of each command, by a
 * middleware of the command. The client is shared and stays as it is, so that many runs can use one.
 *
 * The SDK is not imported: only the shape of its client and commands is used.
 *
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/middleware-stack.html
 */
import { type ChainFault, fault, refuse } from './chain-error';
import { runtimeInvocation } from './hop';
import { checked, type InstructionContext } from './instruction-context';
import { requestMetadata, requestMetadataJson } from './model-call';
import { assumeRoleParameters, type RoleCall, type Scope, scopedCredentialsParameters } from './role-session';

/** What is used of a client. */
export interface SdkClient {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of `send` are the SDK's, and are handed through as they are
  send(command: any, ...rest: any[]): any;
}

/** How calls of STS are made; needed only where the client is one of STS. */
export interface StsCalls extends Partial<Pick<RoleCall, 'sourceIdentity' | 'sessionTags'>> {
  /** The tool whose credentials are narrowed. */
  readonly scope?: Pick<Scope, 'tool' | 'call'>;
}

type Input = Readonly<Record<string, unknown>>;
type Addition = (context: InstructionContext, input: Input, options: StsCalls) => object;

const metadataOf = ({ requestMetadata: own }: Input): Record<string, string> => (own ?? {}) as Record<string, string>;

function parsedMetadata({ requestMetadata: own }: Input): Record<string, string> {
  if (own === undefined) return {};
  try {
    return JSON.parse(String(own)) as Record<string, string>;
  } catch {
    refuse([fault('WI1010', 'requestMetadata', 'the request metadata is no JSON', 'give a JSON object of texts')]);
    return {};
  }
}

const converse: Addition = (context, input) => ({ requestMetadata: requestMetadata(context, metadataOf(input)) });
const invokeModel: Addition = (context, input) => ({ requestMetadata: requestMetadataJson(context, parsedMetadata(input)) });

/** What is added, by the name of the command. Commands of other names go through as they are: their session says whose they are. */
const ADDITIONS: Readonly<Record<string, Addition>> = {
  AssumeRoleCommand: (context, input, { sourceIdentity, sessionTags }) =>
    assumeRoleParameters(context, {
      roleArn: input.RoleArn as string,
      sourceIdentity: sourceIdentity as RoleCall['sourceIdentity'],
      ...(input.DurationSeconds === undefined ? {} : { seconds: input.DurationSeconds as number }),
      ...(sessionTags === undefined ? {} : { sessionTags }),
    }),
  GetScopedCredentialsCommand: (context, input, { scope }) =>
    scopedCredentialsParameters(context, { ...scope, policy: input.Policy, seconds: input.DurationSeconds } as unknown as Scope),
  ConverseCommand: converse,
  ConverseStreamCommand: converse,
  InvokeModelCommand: invokeModel,
  InvokeModelWithResponseStreamCommand: invokeModel,
  InvokeAgentRuntimeCommand: runtimeInvocation,
};

/** Fields that hold what the application gave and what the chain adds. */
const SHARED = new Set(['requestMetadata']);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A call that already says something else of its chain is not overruled in silence. */
function added(context: InstructionContext, name: string, input: Input, options: StsCalls): Input {
  const addition = ADDITIONS[name]?.(context, input, options) ?? {};
  const faults: ChainFault[] = Object.entries(addition).flatMap(([field, value]) =>
    SHARED.has(field) || input[field] === undefined || same(input[field], value)
      ? []
      : [fault('WI1012', field, `the call gives \`${field}\` a value other than its context does`, `leave \`${field}\` out: it is added`)],
  );
  refuse(faults);
  return { ...input, ...addition };
}

interface Arguments {
  readonly input: Input;
}
type Next = (args: Arguments) => Promise<unknown>;
interface Command {
  readonly middlewareStack: {
    add(
      middleware: (next: Next, of: { readonly commandName?: string }) => Next,
      options: { readonly step: 'initialize'; readonly name: string; readonly override: boolean; readonly priority: 'high' },
    ): void;
  };
}

/**
 * The client, with the chain of one instruction in every call: session name, source identity and tags of AssumeRole, the description of
 * GetScopedCredentials, request metadata of Converse and InvokeModel, session, trace and baggage of InvokeAgentRuntime.
 *
 * @param options how calls of STS are made: where the source identity comes from, for AssumeRole; the tool, for GetScopedCredentials
 * @throws ChainError at once where the context was not checked; where a call does not fit its context, from `send`, before anything is sent
 */
export function withInstruction<Client extends SdkClient>(
  client: Client,
  given: InstructionContext,
  options: StsCalls = {},
): Pick<Client, 'send'> {
  const context = checked(given);
  const send = (command: Command, ...rest: unknown[]): unknown => {
    command.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) =>
          next({ ...args, input: added(context, commandName, args.input, options) }),
      // One command sent twice, for two runs, carries the chain of the later.
      { step: 'initialize', name: 'agentWorkloadIdentityChain', override: true, priority: 'high' },
    );
    return client.send(command, ...rest);
  };
  return { send } as unknown as Pick<Client, 'send'>;
}
