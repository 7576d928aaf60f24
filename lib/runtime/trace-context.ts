/** W3C Trace Context: the two headers that tie spans together (https://www.w3.org/TR/trace-context/). */
import { randomBytes } from 'node:crypto';

/** Version 00, trace id, id of the parent span, flags. All zeros are no ids. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Up to 32 members of printable ASCII; AgentCore takes 512 characters. */
const TRACESTATE = /^[\x20-\x7e]{1,512}$/;

export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Two hexadecimal digits; `01` where the trace is sampled. */
  readonly flags: string;
}

/** The parts of a `traceparent`, or undefined where it is none. */
export function parseTraceparent(text: string): Trace | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(text) ?? [];
  return traceId === undefined || spanId === undefined || flags === undefined ? undefined : { traceId, spanId, flags };
}

export const isTracestate = (text: string): boolean => TRACESTATE.test(text);

const hex = (bytes: number): string => {
  // All zeros would be no id; the chance is not worth a second thought, but the check costs nothing.
  for (;;) {
    const id = randomBytes(bytes).toString('hex');
    if (/[1-9a-f]/.test(id)) return id;
  }
};

/** A `traceparent` for an instruction that came without one: a new trace, sampled. */
export const newTraceparent = (): string => `00-${hex(16)}-${hex(8)}-01`;

/** The `traceparent` of a new span in the same trace. */
export const childTraceparent = ({ traceId, flags }: Trace): string => `00-${traceId}-${hex(8)}-${flags}`;
