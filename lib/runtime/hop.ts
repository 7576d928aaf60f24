/**
 * Handing the context on: over headers of HTTP, fields of an event, attributes of a message, or parameters of an AgentCore invocation.
 *
 * W3C Baggage carries the identifiers, Trace Context the trace. Nothing enforces them on the way: IAM enforces what becomes of them where the hop assumes a
 * role (docs/chain.md).
 *
 * @see https://www.w3.org/TR/baggage/
 */
import { type ChainFault, fault, quoted, refuse } from './chain-error';
import { checked, type Instruction, type InstructionContext, instructionContext } from './instruction-context';
import { childTraceparent } from './trace-context';

/** What travels: headers, or fields of the same names. */
export interface Carrier {
  traceparent: string;
  tracestate?: string;
  baggage: string;
}

/** Parameters of `InvokeAgentRuntimeCommand`. */
export interface RuntimeInvocation {
  runtimeSessionId: string;
  traceParent: string;
  traceState?: string;
  baggage: string;
}

const LONGEST_BAGGAGE = 8_192;
const PREFIX = 'agent-identity.';
const TAG_PREFIX = `${PREFIX}tag.`;
const ENTRIES = ['instruction', 'run', 'task', 'user', 'step', 'conversation'] as const;

/** What a component that is called acts on: a span of its own, and where it is given a part of the task, that part. */
export function childContext(
  given: InstructionContext,
  changes: Partial<Pick<Instruction, 'task' | 'step' | 'conversation'>> = {},
): InstructionContext {
  const { trace, sessionName: _name, ...context } = checked(given);
  return instructionContext({ ...context, ...changes, traceparent: childTraceparent(trace) });
}

/** What to send with a call, as headers or as fields of an event. */
export function carrierOf(given: InstructionContext): Carrier {
  const context = checked(given);
  const entries = [
    ...ENTRIES.flatMap((name) => (context[name] === undefined ? [] : [[`${PREFIX}${name}`, context[name]] as const])),
    ...Object.entries(context.tags ?? {}).map(([key, value]) => [`${TAG_PREFIX}${encodeURIComponent(key)}`, value] as const),
  ];
  const baggage = entries.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join(',');
  if (baggage.length > LONGEST_BAGGAGE) {
    refuse([fault('WI1013', 'tags', `${baggage.length} characters of baggage are more than ${LONGEST_BAGGAGE}`, 'leave out further tags')]);
  }
  return { traceparent: context.traceparent, ...(context.tracestate === undefined ? {} : { tracestate: context.tracestate }), baggage };
}

/** What to give `InvokeAgentRuntimeCommand` beside runtime and payload. */
export function runtimeInvocation(given: InstructionContext): RuntimeInvocation {
  const { traceparent, tracestate, baggage } = carrierOf(given);
  return {
    // A session is an isolated machine of AgentCore: one run never meets another's.
    runtimeSessionId: given.conversation ?? `${given.run}-${given.trace.traceId}`,
    traceParent: traceparent,
    ...(tracestate === undefined ? {} : { traceState: tracestate }),
    baggage,
  };
}

/** The one value of a header, whatever the case of its name; an array of one is as good. */
function headerOf(from: Readonly<Record<string, unknown>>, name: string, faults: ChainFault[]): string | undefined {
  const values = Object.entries(from)
    .filter(([key, value]) => key.toLowerCase() === name && value !== undefined)
    .flatMap(([, value]) => value);
  if (values.length === 0) return undefined;
  const [value] = values;
  if (values.length === 1 && typeof value === 'string') return value;
  faults.push(
    fault(
      'WI1013',
      name,
      `\`${name}\` came ${values.length === 1 ? 'as no text' : `${values.length} times`}`,
      'send it once, as it was made by `carrierOf`',
    ),
  );
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The entries of this contract; those of others are none of its business. */
function entriesOf(baggage: string, faults: ChainFault[]): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const member of baggage.split(',')) {
    // Properties stand behind a semicolon and mean nothing here.
    const [pair = ''] = member.split(';');
    const at = pair.indexOf('=');
    const key = pair.slice(0, Math.max(at, 0)).trim();
    if (at === -1 || !key.startsWith(PREFIX)) continue;
    const value = decoded(pair.slice(at + 1).trim());
    if (value === undefined || entries.has(key)) {
      faults.push(
        fault(
          'WI1013',
          'baggage',
          `${quoted(key)} ${value === undefined ? 'is not percent-encoded' : 'came twice'}`,
          'send it once, as it was made by `carrierOf`',
        ),
      );
    } else entries.set(key, value);
  }
  return entries;
}

/**
 * Reads the context of an incoming call and begins a span of its own.
 *
 * What comes in is what the caller says: a component that can be called by others than its declared callers should not believe it.
 *
 * @param from headers or fields of an event: `traceparent`, `tracestate`, `baggage`, in any case
 * @throws ChainError where anything is missing, doubled or malformed
 */
export function receiveContext(from: Readonly<Record<string, unknown>>): InstructionContext {
  if (from === null || typeof from !== 'object') {
    refuse([fault('WI1013', 'carrier', 'nothing came with the call', 'send the fields that `carrierOf(context)` gives')]);
  }
  const faults: ChainFault[] = [];
  const traceparent = headerOf(from, 'traceparent', faults);
  const tracestate = headerOf(from, 'tracestate', faults);
  const baggage = headerOf(from, 'baggage', faults);
  if (baggage === undefined && faults.length === 0) {
    faults.push(fault('WI1013', 'baggage', '`baggage` did not come with the call', 'send the fields that `carrierOf(context)` gives'));
  }
  if (baggage !== undefined && baggage.length > LONGEST_BAGGAGE) {
    faults.push(
      fault('WI1013', 'baggage', `${baggage.length} characters of baggage are more than ${LONGEST_BAGGAGE}`, 'send less baggage'),
    );
  }
  refuse(faults);
  const entries = entriesOf(baggage ?? '', faults);
  refuse(faults);
  const tags = [...entries].flatMap(([key, value]) =>
    key.startsWith(TAG_PREFIX) ? [[decoded(key.slice(TAG_PREFIX.length)) ?? key, value] as const] : [],
  );
  const given = Object.fromEntries(
    ENTRIES.flatMap((name) => {
      const value = entries.get(`${PREFIX}${name}`);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return childContext(
    instructionContext({
      ...given,
      traceparent,
      ...(tracestate === undefined ? {} : { tracestate }),
      ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
    } as unknown as Instruction),
  );
}
