/**
 * What every hop must know of the instruction that it serves. It is checked once, when it is made: everything else in this module takes only a context
 * that was.
 *
 * None of it should be a name or an address: source identity, session name and tags stand in CloudTrail, in every account that is reached. Use opaque ids.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { type ChainFault, fault, quoted, refuse } from './chain-error';
import { isTracestate, parseTraceparent, type Trace } from './trace-context';

/** What an application says of an instruction. */
export interface Instruction {
  /**
   * Id of the user's instruction, or of the user where instructions have none: the source identity of every session. 2 to 64 letters, digits and `_+=,.@-`,
   * not beginning with `aws:`.
   */
  readonly instruction: string;
  /** Id of this run of the agent: 1 to 31 letters, digits, `_` and `-`, beginning with a letter or digit. */
  readonly run: string;
  /** Id of what the component is to do: 1 to 128 letters, digits and `_.:/=+@-`, not beginning with `aws:`. */
  readonly task: string;
  /** Opaque id of the user: as `task`. */
  readonly user: string;
  /** W3C `traceparent` of the span that makes the calls; `newTraceparent()` begins a trace. */
  readonly traceparent: string;
  /** W3C `tracestate`, up to 512 printable characters, handed on as it is. */
  readonly tracestate?: string;
  /** Id of the step of reasoning that the calls follow from: 1 to 32 letters, digits, `_` and `-`. Ties a call to the model invocation that asked for it. */
  readonly step?: string;
  /** Session of AgentCore, 33 to 256 letters, digits, `_` and `-`. Default: run and trace id. */
  readonly conversation?: string;
  /** Values of further session tags, where the declaration requires others than run, task and user: as `task`. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** An instruction that has been checked. */
export type InstructionContext = Readonly<Instruction> & {
  readonly trace: Trace;
  /** Run, period, trace id: the name of every session. */
  readonly sessionName: string;
};

const INSTRUCTION = /^(?!aws:)[\w+=,.@-]{2,64}$/i;
const RUN = /^[a-z\d][\w-]{0,30}$/i;
/** What session tags, request metadata of Bedrock and baggage all take. */
const IDENTIFIER = /^(?!aws:)[\w.:/=+@-]{1,128}$/i;
const STEP = /^[\w-]{1,32}$/;
const CONVERSATION = /^[a-z\d][\w-]{32,255}$/i;
const TAG_KEY = /^(?!aws:|agent-identity:)[\w.:/=+@-]{1,128}$/i;

const CHECKED = new WeakSet<object>();

const is = (form: RegExp, value: unknown): boolean => typeof value === 'string' && form.test(value);

function faultsOf(given: Instruction): readonly ChainFault[] {
  const faults: ChainFault[] = [];
  const { instruction, run, traceparent, tracestate, step, conversation, tags } = given;
  if (!is(INSTRUCTION, instruction)) {
    faults.push(
      fault(
        'WI1002',
        'instruction',
        `${quoted(instruction)} is no source identity`,
        'give 2 to 64 letters, digits and `_+=,.@-`, not beginning with `aws:`',
      ),
    );
  }
  if (!is(RUN, run)) {
    faults.push(
      fault(
        'WI1003',
        'run',
        `${quoted(run)} is no id of a run`,
        'give 1 to 31 letters, digits, `_` and `-`, beginning with a letter or digit',
      ),
    );
  }
  for (const field of ['task', 'user'] as const) {
    if (!is(IDENTIFIER, given[field])) {
      faults.push(
        fault(
          'WI1004',
          field,
          `${quoted(given[field])} is no identifier`,
          'give 1 to 128 letters, digits and `_.:/=+@-`, not beginning with `aws:`',
        ),
      );
    }
  }
  if (typeof traceparent !== 'string' || parseTraceparent(traceparent) === undefined) {
    faults.push(
      fault(
        'WI1005',
        'traceparent',
        `${quoted(traceparent)} is no W3C traceparent`,
        'hand on the header, or begin a trace with `newTraceparent()`',
      ),
    );
  }
  if (tracestate !== undefined && !(typeof tracestate === 'string' && isTracestate(tracestate))) {
    faults.push(fault('WI1005', 'tracestate', `${quoted(tracestate)} is no tracestate`, 'hand on the header as it came, or leave it out'));
  }
  if (step !== undefined && !is(STEP, step)) {
    faults.push(fault('WI1004', 'step', `${quoted(step)} is no id of a step`, 'give 1 to 32 letters, digits, `_` and `-`'));
  }
  if (conversation !== undefined && !is(CONVERSATION, conversation)) {
    faults.push(fault('WI1006', 'conversation', `${quoted(conversation)} is no session id`, 'give 33 to 256 letters, digits, `_` and `-`'));
  }
  if (tags !== undefined && (tags === null || typeof tags !== 'object')) {
    faults.push(fault('WI1004', 'tags', `${quoted(tags)} holds no tags`, 'give values by key'));
  } else {
    for (const [key, value] of Object.entries(tags ?? {})) {
      if (!TAG_KEY.test(key) || ['run', 'task', 'user'].includes(key.toLowerCase())) {
        faults.push(
          fault(
            'WI1004',
            `tags.${quoted(key).slice(1, -1)}`,
            `${quoted(key)} is no key of a further tag`,
            'take a key that neither AWS nor the contract uses',
          ),
        );
      } else if (!is(IDENTIFIER, value)) {
        faults.push(fault('WI1004', `tags.${key}`, `${quoted(value)} is no identifier`, 'give 1 to 128 letters, digits and `_.:/=+@-`'));
      }
    }
  }
  return faults;
}

const FIELDS = ['instruction', 'run', 'task', 'user', 'traceparent', 'tracestate', 'step', 'conversation'] as const;

/**
 * Checks what an application says of an instruction.
 *
 * @throws ChainError with everything that is missing or malformed
 */
export function instructionContext(given: Instruction): InstructionContext {
  if (given === null || typeof given !== 'object') {
    refuse([
      fault(
        'WI1001',
        'context',
        'there is no instruction',
        'make a context with `instructionContext({ … })` where the instruction comes in',
      ),
    ]);
  }
  refuse(faultsOf(given));
  const trace = parseTraceparent(given.traceparent) as Trace;
  const context: InstructionContext = Object.freeze({
    ...(Object.fromEntries(
      FIELDS.flatMap((field) => (given[field] === undefined ? [] : [[field, given[field]]])),
    ) as unknown as Instruction),
    ...(given.tags === undefined ? {} : { tags: Object.freeze({ ...given.tags }) }),
    trace: Object.freeze(trace),
    sessionName: `${given.run}.${trace.traceId}`,
  });
  CHECKED.add(context);
  return context;
}

/** The context, if it was checked: anything else, such as a copy that came over the wire, is refused. */
export function checked(context: InstructionContext): InstructionContext {
  if (context === null || typeof context !== 'object' || !CHECKED.has(context)) {
    refuse([
      fault(
        'WI1001',
        'context',
        context === null || context === undefined
          ? 'there is no context'
          : 'the context was not made by `instructionContext` or `receiveContext`',
        'make it with `instructionContext({ … })` where the instruction comes in, with `receiveContext(…)` on every later hop',
      ),
    ]);
  }
  return context;
}
