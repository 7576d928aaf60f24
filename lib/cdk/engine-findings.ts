/** What the CDK shell itself can find, beyond planning. Codes WI80x and WI81x; what planning has a code for keeps that code. */
import type { Finding, Place, Severity } from '../finding/finding';

const ENGINE = {
  WI800: { rule: 'engine/kind-can-be-emitted', severity: 'error', why: 'what an engine cannot deploy must not be left out in silence' },
  WI801: {
    rule: 'engine/binding-is-declared',
    severity: 'error',
    why: 'bind adds what only the engine knows of a workload; for anything else it would grant what nobody declared',
  },
  WI802: {
    rule: 'engine/account-is-the-stacks',
    severity: 'error',
    why: 'names and trust are composed for one account; in another they would name roles that do not exist',
  },
  WI803: {
    rule: 'engine/one-oidc-provider-per-issuer',
    severity: 'error',
    why: 'IAM holds one OIDC provider per issuer and account, and it accepts only tokens for its own audiences',
  },
  WI804: {
    rule: 'engine/part-of-the-agent-exists',
    severity: 'error',
    why: 'an identity for an account that no component lives in would deploy nothing',
  },
  WI805: {
    rule: 'engine/grant-is-declared',
    severity: 'error',
    why: 'a grant made after the declaration was reviewed would widen the identity where nobody looks',
  },
  WI806: {
    rule: 'engine/grant-is-declared',
    severity: 'warning',
    why: 'the identity was opened on purpose: what other constructs granted to it joined its role and boundary',
  },
  WI807: {
    rule: 'engine/grant-is-declared',
    severity: 'error',
    why: 'a policy attached from outside is neither planned nor reviewed; the boundary would make it useless or it would widen the identity',
  },
} as const satisfies Record<string, { readonly rule: string; readonly severity: Severity; readonly why: string }>;

export type EngineCode = keyof typeof ENGINE;

export interface EngineTold {
  readonly what: string;
  readonly fix: string;
  readonly shown?: string;
  readonly where?: Place;
  readonly undecided?: boolean;
}

/** Makes one finding of the CDK shell. */
export const engineFinding = (code: EngineCode, { what, fix, shown, where = {}, undecided = false }: EngineTold): Finding => ({
  code,
  rule: ENGINE[code].rule,
  severity: ENGINE[code].severity,
  verdict: undecided ? 'undecided' : 'refuted',
  what,
  where,
  why: ENGINE[code].why,
  fix,
  ...(shown === undefined ? {} : { shown }),
});
