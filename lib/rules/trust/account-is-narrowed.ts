import type { PolicyDocument, Principal } from '../../policy/document';
import { defineRule } from '../define-rule';
import { role, soundRole, trustPolicy } from '../examples/parts';
import type { Outcome } from '../outcome';
import { iamArnParts, isBareAccount } from '../reading/accounts';
import { ask } from '../reading/ask';
import { type Asked, anyOf, askedOf, plainlyAsks } from '../reading/asked';
import { allowing, condition, documentOf } from '../reading/build';
import { nameOf, within } from '../reading/places';
import { showContext, showPrincipal } from '../reading/show-request';
import { ASSUME_ROLE, readTrust, statementNaming, type Trust } from '../reading/trust';

const ACCOUNT_ROOT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };

/** Callers below a path or with a name of their own; not every role or user. */
const NAMED_CALLER = /:(?:role|user|assumed-role)\/[^*?]/;
const ANYTHING = /^[*?]*$/;
const OF_CALLERS = /^(?:aws:PrincipalTag\/.+|sts:ExternalId|aws:userid|aws:username)$/i;

/** What the trust policy asks of callers that tells them from all others of the account. */
function narrowing(trust: Trust): readonly Asked[] {
  const keys = trust.document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  const named = askedOf(trust, ['aws:PrincipalArn']).filter(({ value }) => NAMED_CALLER.test(value));
  const others = askedOf(
    trust,
    keys.filter((key) => OF_CALLERS.test(key)),
  ).filter(({ value }) => !ANYTHING.test(value));
  return [...named, ...others];
}

/** Requests of such callers, and of people who have just proved it with a second factor. */
function bounds(asked: readonly Asked[]): PolicyDocument {
  const document = anyOf(asked);
  const proved = allowing({ conditions: [condition('Bool', 'aws:MultiFactorAuthPresent', ['true'])] });
  return { ...document, statements: [...document.statements, proved] };
}

const isWhole = (principal: Principal, own: string | undefined): boolean => {
  if (principal.kind !== 'aws') return false;
  const parts = iamArnParts(principal.value);
  return isBareAccount(principal.value) ? principal.value === own : parts?.rest === 'root' && parts.account === own;
};

export default defineRule({
  code: 'WI218',
  name: 'trust/account-is-narrowed',
  severity: 'warning',
  principle: 'only the workload itself can become the component',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'a trust policy that lets the whole account in says which of its callers are meant',
  why: 'the account as a principal leaves it to every permissions policy of the account who can become the role, and a wide one somewhere is enough',
  acknowledge: 'where the role is for people, who become it by policies of their own',
  misses: ['which roles of the account hold the permission is judged by the rules on isolation'],
  sources: ['IAM User Guide, "AWS JSON policy elements: Principal", AWS account principals'],
  visits: 'role',
  messages: {
    wholeAccount: {
      what: 'the trust policy of `<role>` leaves it to the whole account who becomes it',
      fix: 'add `"ArnEquals": { "aws:PrincipalArn": "…" }` with the exact roles that call it to the condition',
    },
    openCallers: {
      what: 'which callers of the account the trust policy of `<role>` lets in is not known before deployment',
      fix: 'name the callers under `ArnEquals` on `aws:PrincipalArn`, by ARNs composed of literal names',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    const own = iamArnParts(role.arn)?.account;
    const asked = narrowing(trust);
    return trust.principals
      .filter((principal) => isWhole(principal, own))
      .map((principal): Outcome => {
        if (plainlyAsks(trust, principal, [ASSUME_ROLE], asked)) return tell.proved();
        const scope = documentOf(allowing({ principals: [principal], actions: [ASSUME_ROLE] }));
        const verdict = ask({ scope, permitted: [[trust.document]], within: bounds(asked) });
        if (verdict.verdict === 'proved') return tell.proved(verdict.assuming);
        const at = within(role.trust, statementNaming(trust, principal)?.pointer);
        const names = { role: nameOf(role) };
        if (verdict.verdict === 'undecided') return tell.undecided('openCallers', names, { at, shown: verdict.reasons.join(', ') });
        const { witness } = verdict;
        const conditions = showContext(witness.context);
        const shown = `${showPrincipal(witness)}${conditions === '' ? '' : ` with ${conditions}`} is allowed, if its own policies say so`;
        return tell.refuted('wholeAccount', names, { at, shown, witness });
      });
  },
  examples: {
    bad: [
      {
        title: 'the whole account',
        cloudformation: { Tool: role({ trust: trustPolicy(ACCOUNT_ROOT, 'sts:AssumeRole') }) },
        finds: { message: 'wholeAccount', resource: 'Tool' },
      },
      {
        title: 'every role of the account',
        cloudformation: {
          Tool: role({
            trust: trustPolicy(ACCOUNT_ROOT, 'sts:AssumeRole', {
              ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' } },
            }),
          }),
        },
        finds: { message: 'wholeAccount', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'one caller of the account',
        cloudformation: soundRole(
          'Tool',
          trustPolicy(ACCOUNT_ROOT, 'sts:AssumeRole', {
            ArnEquals: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/orchestrator' } },
          }),
        ),
      },
    ],
  },
});
