/** What can be wrong with an instruction context and what is made of it: code, name and reason of each. Codes are never reused. */

const CATALOGUE = {
  WI1001: { rule: 'chain/context-is-given', why: 'a call without its context breaks the chain from the instruction to the call' },
  WI1002: {
    rule: 'chain/instruction-is-a-source-identity',
    why: 'the instruction becomes the source identity of sessions, and STS refuses anything else there',
  },
  WI1003: {
    rule: 'chain/run-is-well-formed',
    why: 'run and trace id together are the name of sessions, which has at most 64 characters and is all that later events show of the run',
  },
  WI1004: {
    rule: 'chain/identifier-is-well-formed',
    why: 'it becomes session tag, request metadata and baggage, and must be a value that each of them takes',
  },
  WI1005: { rule: 'chain/trace-context-is-well-formed', why: 'without a valid trace context the spans of this call stand alone' },
  WI1006: {
    rule: 'chain/conversation-is-well-formed',
    why: 'AgentCore refuses a session id shorter than 33 or longer than 256 characters',
  },
  WI1007: { rule: 'chain/tag-is-given', why: 'the role that is called refuses a session without every tag that its trust policy requires' },
  WI1008: { rule: 'chain/session-length-is-possible', why: 'STS refuses a session of another length; it does not shorten it' },
  WI1009: {
    rule: 'chain/scope-is-well-formed',
    why: 'STS refuses a scope-down request without policy and duration, or with too long a policy',
  },
  WI1010: {
    rule: 'chain/request-metadata-is-well-formed',
    why: 'Bedrock refuses a model call whose request metadata it does not take, and cut metadata would not be found again',
  },
  WI1011: {
    rule: 'chain/source-identity-has-its-place',
    why: 'the first hop sets the source identity and every later one inherits it; what is wrong for the hop, the trust policy refuses',
  },
  WI1012: {
    rule: 'chain/call-agrees-with-its-context',
    why: 'a call that says one thing of its chain and whose context says another belongs to neither',
  },
  WI1013: { rule: 'chain/context-is-received', why: 'a hop that does not receive its context can only break the chain or invent another' },
  WI1014: {
    rule: 'chain/log-line-is-well-formed',
    why: 'a field that takes the place of a chain key would lead whoever follows the chain astray',
  },
} as const;

/** A code of the chain contract at run time. */
export type ChainCode = keyof typeof CATALOGUE;

/** One thing that is wrong, in the form of the findings that planning tells. */
export interface ChainFault {
  readonly code: ChainCode;
  /** What holds when all is well, such as `chain/run-is-well-formed`. */
  readonly rule: string;
  /** One sentence, lower case, no final period. */
  readonly what: string;
  /** The field of the context or of the call. */
  readonly where: string;
  readonly why: string;
  readonly fix: string;
}

const LONGEST_QUOTE = 80;

/** A value as a message shows it: cut short, and with nothing in it that a terminal or a log would obey. */
export const quoted = (value: unknown): string => {
  const text =
    typeof value === 'string' ? value : value === undefined ? 'nothing' : typeof value === 'object' ? 'an object' : String(value);
  const printable = text.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).replaceAll('`', "'");
  return `\`${printable.length > LONGEST_QUOTE ? `${printable.slice(0, LONGEST_QUOTE)}…` : printable}\``;
};

export const fault = (code: ChainCode, where: string, what: string, fix: string): ChainFault => ({
  code,
  ...CATALOGUE[code],
  what,
  where,
  fix,
});

const inText = ({ code, rule, what, where, why, fix }: ChainFault): string =>
  `${code} ${rule}: ${what}\n  where  ${where}\n  why    ${why}\n  fix    ${fix}`;

/** Thrown before anything is sent: the context is missing or malformed, or does not fit the call. Holds everything that is wrong, at once. */
export class ChainError extends Error {
  override readonly name = 'ChainError';
  declare readonly faults: readonly ChainFault[];

  /** @param faults what is wrong, at least one thing */
  constructor(faults: readonly ChainFault[]) {
    super(`the call is not made: ${faults.length === 1 ? '1 error' : `${faults.length} errors`}\n\n${faults.map(inText).join('\n\n')}\n`);
    // Not enumerable: the runtime prints enumerable fields below an uncaught error, and the message says it all already.
    Object.defineProperty(this, 'faults', { value: faults, enumerable: false });
    Object.defineProperty(this, 'name', { value: 'ChainError', enumerable: false });
  }
}

/** Throws everything that is wrong, if anything is. */
export function refuse(faults: readonly ChainFault[]): void {
  if (faults.length > 0) throw new ChainError(faults);
}
