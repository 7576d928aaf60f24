import type { GraphRole } from '../../graph/identity-graph';
import type { PolicyDocument, Principal } from '../../policy/document';
import { FaultList } from '../../policy/parse-faults';
import { parsePrincipals } from '../../policy/parse-principal';
import { isRecord } from '../../policy/parse-values';
import { defineRule, type RuleContext, type Tell } from '../define-rule';
import { LAMBDA_TRUST, role, soundRole, trustPolicy } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { iamArnParts, isBareAccount } from '../reading/accounts';
import { ask } from '../reading/ask';
import { type Asked, anyOf, askedOf } from '../reading/asked';
import { allowing, condition, documentOf } from '../reading/build';
import { nameOf, within } from '../reading/places';
import { couldBe, declaredFor } from '../reading/plan-of';
import { showContext, showPrincipal } from '../reading/show-request';
import { ASSUME_ROLE, readTrust, statementNaming, statementsAsWritten, type Trust, UNREADABLE_TRUST } from '../reading/trust';

/** A whole account, one principal of an account, or something that cannot be told before deployment. */
function accountOf(value: string): { readonly account: string; readonly whole: boolean } | undefined {
  if (isBareAccount(value)) return { account: value, whole: true };
  const parts = iamArnParts(value);
  return parts === undefined ? undefined : { account: parts.account, whole: parts.rest === 'root' };
}

/** Unique ids of users and roles stand in the place of principals that were deleted. */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,}$/;

const isExact = (arn: string): boolean => !/[*?]/.test(arn);

/** What makes a caller of another account a certain one. */
function pinsOf(trust: Trust, own: string | undefined, declared: readonly string[] | undefined): readonly Asked[] {
  const arns = askedOf(trust, ['aws:PrincipalArn']).filter(({ value }) => {
    if (own !== undefined && iamArnParts(value)?.account === own) return true;
    return isExact(value) && (declared === undefined || declared.some((arn) => couldBe(arn, value)));
  });
  const accounts = askedOf(trust, ['aws:PrincipalAccount']).filter(({ value }) => value === own);
  const externalIds =
    declared === undefined ? askedOf(trust, ['sts:ExternalId']).filter(({ value }) => value !== '' && isExact(value)) : [];
  return [...arns, ...accounts, ...externalIds];
}

/** Requests of callers that are pinned; without a declaration also those of people who have just proved it with a second factor. */
function boundOf(trust: Trust, own: string | undefined, declared: readonly string[] | undefined): PolicyDocument {
  const pinned = anyOf(pinsOf(trust, own, declared));
  const proved = allowing({ conditions: [condition('Bool', 'aws:MultiFactorAuthPresent', ['true'])] });
  return declared === undefined ? { ...pinned, statements: [...pinned.statements, proved] } : pinned;
}

/** The roles that are declared to assume this one's: those of components that call it, and those elsewhere that its trust names. */
function declaredCallers(role: GraphRole, { plans }: RuleContext): readonly string[] | undefined {
  const declared = declaredFor(role, plans);
  if (declared === undefined) return undefined;
  const { plan, component } = declared;
  const callers = plan.calls.flatMap(({ from, to, by }) => (to === component.name && by === 'role' ? [from] : []));
  const elsewhere = component.trust.flatMap(({ roles = [] }) => roles);
  return [...plan.components.flatMap(({ name, roleArn }) => (callers.includes(name) ? [roleArn] : [])), ...elsewhere];
}

/** Statements that let in everybody but those they name. */
const allowsNotPrincipal = (raw: unknown): readonly string[] =>
  statementsAsWritten(raw).flatMap(([pointer, statement]) =>
    statement.Effect === 'Allow' && Object.hasOwn(statement, 'NotPrincipal') ? [pointer] : [],
  );

/** AWS principals of statements that let somebody in, which are none: IAM refuses them, and nobody can tell who was meant. */
const namelessPrincipals = (raw: unknown): readonly (readonly [pointer: string, principal: string])[] =>
  statementsAsWritten(raw).flatMap(([pointer, { Effect, Principal }]) => {
    if (Effect !== 'Allow' || !isRecord(Principal)) return [];
    const named: readonly unknown[] = Array.isArray(Principal.AWS) ? Principal.AWS : [Principal.AWS];
    return named.flatMap((value) => {
      const isNameless =
        typeof value === 'string' && parsePrincipals({ AWS: value }, '', { faults: new FaultList(), storedByIam: true }).length === 0;
      return isNameless ? [[pointer, value] as const] : [];
    });
  });

const messages = {
  everybody: {
    what: 'the trust policy of `<role>` lets principals of every account become it',
    fix: 'name the principal: a service with its source, an identity provider with its subject, or the exact role of the caller',
  },
  nobodyKnown: {
    what: 'the trust policy of `<role>` lets in `<principal>`, which is no account, user or role',
    fix: 'name the principal by the ARN of a role, `arn:aws:iam::ACCOUNT:role/NAME`, or by the id of an account',
  },
  everybodyElse: {
    what: 'the trust policy of `<role>` lets everybody become it but those that `NotPrincipal` names',
    fix: 'name who may assume the role with `Principal`',
  },
  foreignAccount: {
    what: 'the trust policy of `<role>` lets any principal of the account `<account>` become it',
    fix: 'add `"ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::<account>:role/…" }` with the exact role of the caller to the condition',
  },
  undeclaredCaller: {
    what: 'the trust policy of `<role>` lets `<principal>` become it, and no declared call comes from there',
    fix: 'declare the call in the caller\u2019s `calls`, or take the principal out of the trust policy',
  },
  openPrincipal: {
    what: 'whom the trust policy of `<role>` lets in with `<principal>` is not known before deployment',
    fix: 'name the principal by an ARN whose account and role are written out',
  },
} as const satisfies Messages;

interface Judging {
  readonly role: GraphRole;
  readonly trust: Trust;
  /** The account that the role lives in, as written. */
  readonly own: string | undefined;
  readonly declared: readonly string[] | undefined;
  /** Requests of callers that are pinned. */
  readonly bound: PolicyDocument;
}

/** Judges one principal of an Allow statement; nothing to say of those that are no AWS principals, nor of the own account's. */
function judgePrincipal(
  principal: Principal,
  { role, trust, own, declared, bound }: Judging,
  tell: Tell<typeof messages>,
): Outcome | undefined {
  const isEverybody = principal.kind === 'everyone';
  if (!isEverybody && (principal.kind !== 'aws' || UNIQUE_ID.test(principal.value))) return undefined;
  const value = isEverybody ? '*' : principal.value;
  const names = { role: nameOf(role), principal: value };
  const at = within(role.trust, statementNaming(trust, principal)?.pointer);
  const known = isEverybody ? undefined : accountOf(value);
  if (!isEverybody && known === undefined) return tell.undecided('openPrincipal', names, { at, shown: `depends on \`${value}\`` });
  if (known !== undefined && known.account === own) return undefined;
  const isMeant = declared === undefined || declared.some((arn) => couldBe(arn, value));
  if (known !== undefined && !known.whole && isMeant) return tell.proved();

  const scope = documentOf(allowing({ principals: [principal], actions: [`${ASSUME_ROLE}*`] }));
  const verdict = ask({ scope, permitted: [[trust.document]], within: bound });
  if (verdict.verdict === 'proved') return tell.proved(verdict.assuming);
  if (verdict.verdict === 'undecided') return tell.undecided('openPrincipal', names, { at, shown: verdict.reasons.join(', ') });
  const { witness } = verdict;
  const conditions = showContext(witness.context);
  const details = { at, shown: `${showPrincipal(witness)}${conditions === '' ? '' : ` with ${conditions}`} is allowed`, witness };
  if (known === undefined) return tell.refuted('everybody', names, details);
  return known.whole
    ? tell.refuted('foreignAccount', { ...names, account: known.account }, details)
    : tell.refuted('undeclaredCaller', names, details);
}

export default defineRule({
  code: 'WI203',
  name: 'trust/principal-is-not-foreign',
  severity: 'error',
  principle: 'only the workload itself can become the component',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary: 'a trust policy lets nobody in from another account but exact callers, and never everybody or everybody else',
  why: 'whoever controls another account decides there who may assume the role, and nobody here sees it',
  acknowledge: 'where the whole other account is trusted as much as this one and its administrators are the same',
  misses: [
    'without a plan, an exact role of another account, a caller with an external id and one with a second factor are accepted: whether they were meant, only a declaration can say',
    'principals of the own account are judged by the rules on isolation',
  ],
  sources: [
    'IAM User Guide, "AWS JSON policy elements: Principal"',
    'IAM User Guide, "AWS JSON policy elements: NotPrincipal"',
    'IAM User Guide, "Access to AWS accounts owned by third parties"',
  ],
  visits: 'role',
  messages,
  check: (role, tell, context) => {
    // IAM refuses such a policy today, so it is not read as one; roles from before keep theirs.
    const negated = allowsNotPrincipal(role.trust.raw);
    if (negated.length > 0) {
      const shown = 'everybody else is allowed, in every account';
      return negated.map((pointer) => tell.refuted('everybodyElse', { role: nameOf(role) }, { at: within(role.trust, pointer), shown }));
    }
    const trust = readTrust(role);
    if (trust === undefined) {
      const nameless = namelessPrincipals(role.trust.raw);
      if (nameless.length === 0) return [UNREADABLE_TRUST];
      return nameless.map(([pointer, principal]) =>
        tell.refuted(
          'nobodyKnown',
          { role: nameOf(role), principal },
          { at: within(role.trust, pointer), shown: `the principal \`${principal}\`` },
        ),
      );
    }
    const own = iamArnParts(role.arn)?.account;
    const declared = declaredCallers(role, context);
    const judging: Judging = { role, trust, own, declared, bound: boundOf(trust, own, declared) };
    const outcomes = trust.principals.flatMap((principal) => judgePrincipal(principal, judging, tell) ?? []);
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'everybody',
        cloudformation: { Tool: role({ trust: trustPolicy({ AWS: '*' }, 'sts:AssumeRole') }) },
        finds: { message: 'everybody', resource: 'Tool' },
      },
      {
        title: 'a principal that is none',
        cloudformation: { Tool: role({ trust: trustPolicy({ AWS: 'root-of-the-account' }, 'sts:AssumeRole') }) },
        finds: { message: 'nobodyKnown', resource: 'Tool', shown: 'root-of-the-account' },
      },
      {
        title: 'everybody else',
        cloudformation: {
          Tool: role({
            trust: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' }],
            },
          }),
        },
        finds: { message: 'everybodyElse', resource: 'Tool' },
      },
      {
        title: 'a whole other account',
        cloudformation: { Tool: role({ trust: trustPolicy({ AWS: 'arn:aws:iam::444455556666:root' }, 'sts:AssumeRole') }) },
        finds: { message: 'foreignAccount', resource: 'Tool', shown: 'arn:aws:iam::444455556666:' },
      },
      {
        title: 'a condition that everybody can fulfil',
        cloudformation: {
          Tool: role({ trust: trustPolicy({ AWS: '*' }, 'sts:AssumeRole', { StringEquals: { 'sts:RoleSessionName': 'agent' } }) }),
        },
        finds: { message: 'everybody', resource: 'Tool', shown: 'sts:RoleSessionName `agent`' },
      },
    ],
    good: [
      { title: 'a service of the own account', cloudformation: soundRole('Tool', LAMBDA_TRUST) },
      {
        title: 'the exact role of a caller in another account',
        cloudformation: soundRole(
          'Tool',
          trustPolicy({ AWS: 'arn:aws:iam::444455556666:root' }, 'sts:AssumeRole', {
            ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/orchestrator' },
          }),
        ),
      },
    ],
  },
});
