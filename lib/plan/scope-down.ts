/** Scoped-down credentials for a single tool call: the parameters of `sts:GetScopedCredentials`, from the vocabulary of declarations. */
import { didYouMean } from '../finding/did-you-mean';
import type { Finding } from '../finding/finding';
import { FindingList } from '../finding/finding-list';
import { parsePolicy } from '../policy/parse';
import type { PolicyJson } from '../policy/policy-json';
import { contains } from '../policy/prove';
import { hasHole } from '../policy/text';
import type { Capability, Permission } from '../spec/permission';
import { bindValue } from './bind';
import { LIMITS } from './document-size';
import type { IdentityPlan } from './plan';
import { documentOf } from './plan-boundary';
import { readCan } from './plan-permissions';

/** Seconds that scoped credentials can have at most; never more than is left of those they are made from. */
const LONGEST = 129_600;
const LONGEST_DESCRIPTION = 256;
/** Scope-down policies on one session together. */
const MOST_STACKED = 3;

interface Common {
  /** What the call is for, up to 256 characters. CloudTrail keeps it: no user data. */
  readonly description?: string;
  /** Values of the plan's inputs that `can` speaks of; also `account`, `region` and `partition`. */
  readonly values?: Readonly<Record<string, string>>;
  /** How many scope-down policies the credentials at hand have already, of three at most. Default: none. */
  readonly stackedOn?: 0 | 1 | 2;
  /** Proves that the component of the plan may do all of it: else the call that is meant would fail. A task role is `<component>-task`. */
  readonly within?: { readonly plan: IdentityPlan; readonly component: string };
}

type Can = readonly [Permission | Capability, ...(Permission | Capability)[]];

/** Options of {@link scopeDown}: a policy, a shorter life, or both. */
export type ScopeDownOptions =
  /** `can`: what is left, at most 2,048 characters of policy. `seconds`: 1 to 129,600; default what is left of the credentials at hand. */
  (Common & { readonly can: Can; readonly seconds?: number }) | (Common & { readonly can?: never; readonly seconds: number });

/** What `GetScopedCredentials` is called with. */
export interface ScopedCredentialsParameters {
  readonly Policy?: string;
  readonly DurationSeconds?: number;
  readonly ScopedSessionDescription?: string;
}

/** The parameters, or everything that is wrong at once. */
export type ScopeDown =
  | { readonly ok: true; readonly parameters: ScopedCredentialsParameters }
  | { readonly ok: false; readonly findings: readonly Finding[] };

function checkSeconds(seconds: number | undefined, findings: FindingList): void {
  if (seconds === undefined || (Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST)) return;
  findings.add('WI120', {
    what: `credentials of \`${seconds}\` seconds are not possible`,
    fix: 'give a whole number of seconds from 1 to 129,600; they never outlive the credentials that they are made from',
    pointer: 'seconds',
  });
}

function checkRest(
  { description, stackedOn = 0 }: { readonly description?: string; readonly stackedOn?: number },
  findings: FindingList,
): void {
  if (description !== undefined && (description === '' || description.length > LONGEST_DESCRIPTION)) {
    findings.add('WI100', {
      what: `a description of ${description.length} characters is not possible`,
      fix: `write 1 to ${LONGEST_DESCRIPTION} characters, or leave it out`,
      pointer: 'description',
    });
  }
  if (![0, 1, 2].includes(stackedOn)) {
    findings.add('WI100', {
      what: `credentials with ${stackedOn} scope-down policies cannot be scoped down again`,
      fix: `start from credentials with fewer: ${MOST_STACKED} policies can be stacked`,
      pointer: 'stackedOn',
    });
  }
}

/** Denials stay whatever the policy says; what must be there for the call to work are the component's own permissions. */
const allowed = ({ Version, Statement }: PolicyJson): PolicyJson => ({
  Version,
  Statement: Statement.filter(({ Effect }) => Effect === 'Allow'),
});

function checkWithin(
  policy: PolicyJson,
  { plan, component }: NonNullable<Common['within']>,
  values: Readonly<Record<string, string>>,
  findings: FindingList,
): void {
  const found = plan.components.find(({ name }) => name === component);
  if (found === undefined) {
    const near = didYouMean(
      component,
      plan.components.map(({ name }) => name),
    );
    findings.add('WI105', {
      what: `\`${component}\` is no component of the plan`,
      fix: near === undefined ? 'name one that is' : `did you mean \`${near}\`?`,
      pointer: 'within.component',
    });
    return;
  }
  const inner = parsePolicy(policy, 'session');
  const outer = parsePolicy(bindValue(allowed(found.permissions), values), 'identity');
  if (!inner.ok || !outer.ok) return;
  const verdict = contains(inner.document, outer.document);
  if (verdict.verdict === 'proved') return;
  const details =
    verdict.verdict === 'refuted'
      ? {
          what: `\`${component}\` may not do all that its scoped credentials are to do`,
          shown: `\`${verdict.witness.action}\` on \`${verdict.witness.resource}\``,
        }
      : {
          what: `whether \`${component}\` may do all that its scoped credentials are to do could not be decided`,
          shown: verdict.reasons.join(', '),
        };
  findings.add('WI175', {
    ...details,
    fix: 'name what the component declares it can do, or give the `values` of its inputs',
    pointer: 'can',
  });
}

function policyOf({ can, values = {}, within }: ScopeDownOptions, findings: FindingList): string | undefined {
  if (can === undefined) return undefined;
  const before = findings.errors;
  const { statements } = readCan(can, findings);
  if (statements.length === 0) {
    if (findings.errors === 0) findings.add('WI100', { what: 'the policy allows nothing', fix: 'name what is left', pointer: 'can' });
    return undefined;
  }
  const policy = bindValue(documentOf(statements.map(({ Sid: _sid, ...statement }) => statement)), values);
  const text = JSON.stringify(policy);
  if (hasHole(text)) {
    findings.add('WI108', {
      what: 'the policy speaks of values that are not given',
      shown: /⟨[^⟩]*⟩/.exec(text)?.[0] ?? '',
      fix: 'give them in `values`: STS takes no late value',
      pointer: 'values',
    });
    return undefined;
  }
  const parsed = parsePolicy(policy, 'session');
  // What has been told would be told a second time, as what it makes of the policy.
  for (const fault of parsed.ok || findings.errors > before ? [] : parsed.faults) {
    findings.add('WI114', {
      what: `STS would refuse the policy: ${fault.what}`,
      shown: fault.pointer,
      fix: fault.fix ?? 'mend the text that it was made from',
    });
  }
  if (text.length > LIMITS.sessionPolicy) {
    findings.add('WI171', {
      what: `the policy has ${text.length.toLocaleString('en-US')} characters, and 2,048 are allowed`,
      fix: 'name less: a single call needs few actions on few resources',
      pointer: 'can',
    });
  }
  if (within !== undefined && findings.errors === 0) checkWithin(policy, within, values, findings);
  return text;
}

/**
 * The parameters with which a component asks STS for credentials of its own session that can do less, for less long: for a single tool call.
 *
 * `GetScopedCredentials` keeps identity, session tags and source identity; it takes temporary credentials only, and a regional endpoint. The result can do what both
 * the session and the policy allow; what a resource policy grants to the session's own ARN is not taken away.
 *
 * @returns the parameters, or every finding at once. Pure: nothing is called.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getscopedcredentials.html
 */
export function scopeDown(options: ScopeDownOptions): ScopeDown {
  const findings = new FindingList();
  const { can, seconds, description } = options;
  if (can === undefined && seconds === undefined) {
    findings.add('WI100', { what: 'nothing is scoped down', fix: 'give `can`, `seconds` or both' });
  }
  checkSeconds(seconds, findings);
  checkRest(options, findings);
  const policy = policyOf(options, findings);
  if (findings.errors > 0) return { ok: false, findings: findings.findings };
  return {
    ok: true,
    parameters: {
      ...(policy === undefined ? {} : { Policy: policy }),
      ...(seconds === undefined ? {} : { DurationSeconds: seconds }),
      ...(description === undefined ? {} : { ScopedSessionDescription: description }),
    },
  };
}
