/** What the CDK shell itself can find, beyond planning. WI80x: what only the CDK has. WI85x: what both engines have. What planning has a code for keeps that code. */
import type { Finding, FindingVerdict, Place, Severity } from '../finding/finding';

interface Kind {
  readonly rule: string;
  readonly severity: Severity;
  readonly why: string;
}

const ENGINE = {
  WI801: {
    rule: 'engine/grant-is-declared',
    severity: 'error',
    why: 'the role is sealed: what was not declared was not reviewed, and its permissions boundary would refuse it at run time',
  },
  WI802: {
    rule: 'engine/stack-is-where-the-agent-is',
    severity: 'error',
    why: 'ARNs are composed from the deployment, so in another place they would name something else',
  },
  WI803: {
    rule: 'engine/oidc-provider-is-made-once',
    severity: 'error',
    why: 'IAM holds one OIDC provider per issuer and account; a second one fails at deployment',
  },
  WI804: {
    rule: 'engine/attached-policy-is-declared',
    severity: 'error',
    why: 'the role is sealed: a policy that was not declared was not reviewed, and the permissions boundary refuses what it adds',
  },
  WI805: {
    rule: 'engine/caller-is-declared',
    severity: 'error',
    why: 'a permission to assume a role is of no use where its trust policy does not admit the caller',
  },
  WI806: {
    rule: 'engine/grant-is-accepted',
    severity: 'warning',
    why: 'the role was opened on purpose: role and permissions boundary hold a statement that the declaration does not',
  },
  WI807: {
    rule: 'engine/component-is-bound',
    severity: 'warning',
    why: 'the log group of the component, and its permission to write it, are made by `bind`; without them its log is kept by nobody',
  },
  WI808: {
    rule: 'engine/grant-is-set-aside',
    severity: 'warning',
    why: 'a construct expects a permission that the role does not have, and that was set aside on purpose',
  },
  WI809: {
    rule: 'engine/options-are-known',
    severity: 'error',
    why: 'an option that is ignored would deploy something else than was meant',
  },
  WI810: {
    rule: 'engine/log-group-is-made-once',
    severity: 'error',
    why: 'a log group has one name in an account and region; the second one fails at deployment',
  },
  WI811: {
    rule: 'engine/accepted-findings-are-read',
    severity: 'error',
    why: 'a baseline or an acknowledgement that is not read accepts something else than was meant',
  },
  WI850: {
    rule: 'engine/kind-can-be-emitted',
    severity: 'error',
    why: 'what an engine cannot deploy must not be left out in silence',
  },
  WI851: {
    rule: 'engine/binding-is-declared',
    severity: 'error',
    why: 'bind adds what only the engine knows of a workload; for anything else it would grant what nobody declared',
  },
  WI853: {
    rule: 'engine/one-oidc-provider-per-issuer',
    severity: 'error',
    why: 'IAM holds one OIDC provider per issuer and account, and it accepts only tokens for its own audiences',
  },
  WI854: {
    rule: 'engine/part-of-the-agent-exists',
    severity: 'error',
    why: 'an identity for an account that no component lives in would deploy nothing',
  },
} as const satisfies Record<string, Kind>;

/** A code of the CDK shell. */
export type EngineCode = keyof typeof ENGINE;

export interface EngineTold {
  readonly what: string;
  readonly fix: string;
  readonly shown?: string | undefined;
  readonly where?: Place;
  /** Default: refuted. */
  readonly verdict?: FindingVerdict;
}

/** Makes one finding of the CDK shell; name, severity and reason come from its table. */
export const engineFinding = (code: EngineCode, { what, fix, shown, where = {}, verdict = 'refuted' }: EngineTold): Finding => ({
  code,
  rule: ENGINE[code].rule,
  severity: ENGINE[code].severity,
  verdict,
  what,
  where,
  why: ENGINE[code].why,
  fix,
  ...(shown === undefined ? {} : { shown }),
});
