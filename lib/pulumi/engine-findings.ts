/** What the Pulumi shell itself can find, beyond planning. WI85x: what both engines have. WI86x: what only Pulumi has. What planning has a code for keeps that code. */
import type { Finding, Place } from '../finding/finding';

const ENGINE = {
  WI850: { rule: 'engine/kind-can-be-emitted', why: 'what an engine cannot deploy must not be left out in silence' },
  WI851: {
    rule: 'engine/binding-is-declared',
    why: 'bind adds what only the engine knows of a workload; for anything else it would grant what nobody declared',
  },
  WI853: {
    rule: 'engine/one-oidc-provider-per-issuer',
    why: 'IAM holds one OIDC provider per issuer and account, and it accepts only tokens for its own audiences',
  },
  WI854: {
    rule: 'engine/part-of-the-agent-exists',
    why: 'an identity for an account that no component lives in would deploy nothing',
  },
  WI860: {
    rule: 'engine/provider-answers',
    why: 'account, region and partition are part of every ARN; without them the policies would name something else',
  },
  WI861: {
    rule: 'engine/acknowledgement-is-needed',
    why: 'an acknowledgement without a reason or without a finding would let the next finding of its kind pass unread',
  },
  WI862: {
    rule: 'engine/provider-is-where-the-agent-is',
    why: 'ARNs are composed from the deployment, so in another place they would name something else',
  },
  WI863: {
    rule: 'engine/options-are-well-formed',
    why: 'guessing what an option means could deploy the agent to another place, or let a finding pass',
  },
} as const satisfies Record<string, { readonly rule: string; readonly why: string }>;

export type EngineCode = keyof typeof ENGINE;

export interface EngineTold {
  readonly what: string;
  readonly fix: string;
  readonly shown?: string;
  readonly where?: Place;
}

/** Makes one finding of the Pulumi shell. */
export const engineFinding = (code: EngineCode, { what, fix, shown, where = {} }: EngineTold): Finding => ({
  code,
  rule: ENGINE[code].rule,
  severity: 'error',
  verdict: 'refuted',
  what,
  where,
  why: ENGINE[code].why,
  fix,
  ...(shown === undefined ? {} : { shown }),
});
