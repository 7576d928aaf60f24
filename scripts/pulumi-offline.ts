/**
 * Runs a Pulumi program without engine, provider or network, and hands back every resource it registered, as the engine would have received it.
 *
 * Pulumi's own mocks answer for the provider. What they do not tell (parent, dependencies, options) is read from the request itself.
 */
import * as pulumi from '@pulumi/pulumi';
import { offlineState } from './pulumi-offline-state';

/** How Pulumi writes a value that is unknown before deployment, in a preview's JSON as in its protocol. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** A resource as registered: inputs in Pulumi's property names, unknown values written as `UNKNOWN`. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** URN of the parent; absent at the root. */
  readonly parent?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether it is only forgotten when it is taken out of the program. */
  readonly retainOnDelete?: boolean;
  /** URNs of what it waits for. */
  readonly dependencies: readonly string[];
  /** By property, the URNs of what its value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Properties that an update leaves as the state has them. */
  readonly ignoreChanges: readonly string[];
}

/** A component's outputs as registered. */
export interface RegisteredOutputs {
  readonly urn: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A call to a provider's function. */
export interface ProviderCall {
  readonly token: string;
  readonly provider?: string;
}

export interface OfflineRun<Result> {
  /** What the program returned. */
  readonly result: Result;
  /** In the order in which the engine would have received them. */
  readonly resources: readonly RegisteredResource[];
  readonly outputs: readonly RegisteredOutputs[];
  readonly calls: readonly ProviderCall[];
  /** Warnings that the program gave. */
  readonly warnings: readonly string[];
}

export interface OfflineOptions {
  /** A preview: what a provider computes, such as an ARN, is unknown. */
  readonly preview?: boolean;
  /** Account, region and partition that the provider answers for. */
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly project?: string;
  readonly stack?: string;
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  getDependenciesList(): string[];
  getRetainondelete(): boolean;
  getIgnorechangesList(): string[];
  getPropertydependenciesMap(): { entries(): Iterable<[string, { getUrnsList(): string[] }]> };
}

interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> } | undefined;
}

type Answer<Response> = (error: unknown, response: Response) => void;

interface Monitor {
  registerResource(request: RegisterRequest, answer: Answer<{ getUrn(): string }>): unknown;
  registerResourceOutputs(request: OutputsRequest, answer: Answer<unknown>): unknown;
}

/** Runs the program to its end, every `apply` included; throws the first error met on the way. Programs must not run at the same time. */
export async function runOffline<Result>(program: () => Result, options: OfflineOptions = {}): Promise<OfflineRun<Result>> {
  const { preview = false, account = '111122223333', region = 'eu-central-1', partition = 'aws' } = options;
  const place = { account, region, partition };
  const resources: RegisteredResource[] = [];
  const outputs: RegisteredOutputs[] = [];
  const calls: ProviderCall[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) => ({
        id: custom === true && !preview ? `${name}-id` : undefined,
        state: preview ? inputs : { ...inputs, ...offlineState(type, name, inputs, place) },
      }),
      call: ({ token, provider, inputs }) => {
        calls.push({ token, ...(provider === undefined || provider === '' ? {} : { provider }) });
        return ANSWERS[token]?.(place) ?? inputs;
      },
    },
    options.project ?? 'agents',
    options.stack ?? 'offline',
    preview,
  );
  listen(resources, outputs);
  const warnings: string[] = [];
  const failure = firstFailure();
  const tooLong = timeLimit();
  const { warn } = console;
  const { stackTraceLimit } = Error;
  // Pulumi takes a stack trace for every promise, which costs more than all the rest.
  Error.stackTraceLimit = 0;
  // Without an engine Pulumi writes a program's warnings to the console.
  console.warn = (message: unknown) => void warnings.push(String(message).replace(/^warning: (\[runtime\] )?/, ''));
  try {
    const result = program();
    // A program that failed never comes to rest: what waits for the failed resource waits for ever.
    await Promise.race([pulumi.runtime.disconnect().then(rest), failure.met, tooLong.met]);
    return { result, resources, outputs, calls, warnings };
  } finally {
    console.warn = warn;
    Error.stackTraceLimit = stackTraceLimit;
    tooLong.forget();
    await rest();
    failure.forget();
  }
}

/** Rejections are told some turns after they happen, and one failure brings on others. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const MOST_SECONDS = 30;

/** Rejects where a program does not end: its failure was handled by somebody else, or it waits for itself. */
function timeLimit(): { readonly met: Promise<never>; readonly forget: () => void } {
  let forget = (): void => {};
  const met = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the program did not come to rest within ${MOST_SECONDS} seconds`)),
      MOST_SECONDS * 1000,
    );
    forget = () => clearTimeout(timer);
  });
  return { met, forget };
}

/** Rejects with the first error that nothing in the program handles, which is what ends a program under Pulumi's own runtime. */
function firstFailure(): { readonly met: Promise<never>; readonly forget: () => void } {
  let forget = (): void => {};
  const met = new Promise<never>((_resolve, reject) => {
    process.on('unhandledRejection', reject);
    forget = () => void process.removeListener('unhandledRejection', reject);
  });
  return { met, forget };
}

const ANSWERS: Readonly<Record<string, (place: { account: string; region: string; partition: string }) => Record<string, string>>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': ({ account }) => ({ id: account, accountId: account }),
  'aws:index/getRegion:getRegion': ({ region }) => ({ id: region, name: region, region }),
  'aws:index/getPartition:getPartition': ({ partition }) => ({ id: partition, partition }),
};

function listen(resources: RegisteredResource[], outputs: RegisteredOutputs[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) =>
    register(request, (error, response) => {
      if (error === null) resources.push(registered(request, response.getUrn()));
      answer(error, response);
    });
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, answer) => {
    outputs.push({ urn: request.getUrn(), outputs: request.getOutputs()?.toJavaScript() ?? {} });
    return registerOutputs(request, answer);
  };
}

function registered(request: RegisterRequest, urn: string): RegisteredResource {
  const parent = request.getParent();
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    ...(parent === '' ? {} : { parent }),
    inputs: request.getObject()?.toJavaScript() ?? {},
    dependencies: request.getDependenciesList(),
    ...(request.getRetainondelete() ? { retainOnDelete: true } : {}),
    propertyDependencies: Object.fromEntries(
      [...request.getPropertydependenciesMap().entries()].map(([property, urns]) => [property, urns.getUrnsList()]),
    ),
    ignoreChanges: request.getIgnorechangesList(),
  };
}
