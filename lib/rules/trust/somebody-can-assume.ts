import { claimSupport } from '../../policy/claims/claims-of';
import type { Principal, Statement } from '../../policy/document';
import { defineRule } from '../define-rule';
import { GITHUB_JOB, LAMBDA_TRUST, role, soundRole, trustPolicy, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { nameOf, within } from '../reading/places';
import { ASSUME_ROLE, holdsWithoutKey, isAbout, readTrust, type Trust, WEB_IDENTITY } from '../reading/trust';

const SAML = 'sts:AssumeRoleWithSAML';
const SESSION_MAKERS = [ASSUME_ROLE, WEB_IDENTITY, SAML];

/** The call by which a principal becomes a role. */
function callOf(principal: Principal): readonly string[] {
  if (principal.kind === 'everyone') return SESSION_MAKERS;
  if (principal.kind !== 'federated') return [ASSUME_ROLE];
  return [/:saml-provider\//.test(principal.value) ? SAML : WEB_IDENTITY];
}

/** Keys that only the calls of AWS services have (IAM User Guide, global condition context keys, aws:SourceArn and its like). */
const OF_SERVICES = /^aws:Source(?:Arn|Account|OrgID|OrgPaths)$/i;
/** Keys that only calls of roles and users have. */
const OF_CALLERS = /^aws:(?:PrincipalArn|PrincipalAccount|PrincipalOrgID|PrincipalOrgPaths|userid|username|MultiFactorAuthAge)$/i;
/** Services whose documentation knows no source for the roles that they assume. */
const WITHOUT_SOURCE: ReadonlySet<string> = new Set(['lambda.amazonaws.com', 'ec2.amazonaws.com']);

/** Whether no call by which the principal becomes a role has the key. */
function lacks(principal: Principal, key: string): boolean {
  switch (principal.kind) {
    case 'service':
      return OF_CALLERS.test(key) || (OF_SERVICES.test(key) && WITHOUT_SOURCE.has(principal.value));
    case 'federated':
      return OF_SERVICES.test(key) || OF_CALLERS.test(key) || /^sts:ExternalId$/i.test(key);
    case 'aws': {
      const claim = claimSupport(key);
      return OF_SERVICES.test(key) || (claim.support === 'exposed' && !claim.claim.inSession);
    }
    default:
      return false;
  }
}

/** Whether two conditions of the statement, or a denial, may leave nothing over. Only then is it worth asking. */
function mayContradict({ conditions }: Statement, { document }: Trust): boolean {
  const keys = conditions.map(({ key }) => key.toLowerCase());
  return new Set(keys).size < keys.length || document.statements.some(({ effect }) => effect === 'Deny');
}

/** Whether the statement lets nobody in, after all denials. */
function letsNobodyIn(statement: Statement, principals: readonly Principal[], trust: Trust): boolean {
  if (!mayContradict(statement, trust)) return false;
  const statements = trust.document.statements.filter((one) => one === statement || one.effect === 'Deny');
  const verdict = ask({
    scope: documentOf(...principals.map((principal) => allowing({ principals: [principal], actions: callOf(principal) }))),
    permitted: [[{ ...trust.document, statements }]],
  });
  return verdict.verdict === 'proved';
}

const shownPrincipal = (principal: Principal): string => (principal.kind === 'everyone' ? '*' : principal.value);

export default defineRule({
  code: 'WI212',
  name: 'trust/somebody-can-assume',
  severity: 'warning',
  principle: 'what does nothing is not written',
  standards: ['NIST SP 800-53 AC-6'],
  summary: 'every statement of a trust policy lets somebody in',
  why: 'a statement that nobody can meet says something else than was meant, and whoever mends it in a hurry opens more than was meant',
  acknowledge: 'where a role is shut on purpose',
  misses: [
    'conditions on claims that tokens lack are told by `trust/claims-are-known`, values that cannot occur by `trust/values-can-match`',
  ],
  sources: [
    'IAM User Guide, "AWS global condition context keys": aws:SourceArn, aws:SourceAccount, aws:PrincipalArn',
    'AWS STS API Reference, AssumeRole, AssumeRoleWithWebIdentity, AssumeRoleWithSAML',
  ],
  visits: 'role',
  messages: {
    otherCall: {
      what: 'the trust policy of `<role>` lets `<principal>` in by `<action>`, which is not how it becomes a role',
      fix: 'write `"Action": "<call>"`',
    },
    absentKey: {
      what: 'the trust policy of `<role>` asks `<principal>` for `<key>`, which its calls do not have, so nobody gets in by the statement',
      fix: 'take `<key>` out of the condition, and pin what the call does have: the subject of a token, the exact role of a caller, or the source of a service that sends one',
    },
    contradiction: {
      what: 'the trust policy of `<role>` has a statement that nobody can meet: its conditions, or a denial, exclude all whom it names',
      fix: 'take the statement out, or the condition that excludes the others',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    return trust.allows.flatMap((statement): readonly Outcome[] => {
      if (statement.principal === undefined || statement.principal.negated) return [];
      // A statement that only adds to a call, such as for session tags, lets nobody in by itself.
      if (!SESSION_MAKERS.some((action) => isAbout(statement, action))) return [];
      const { principals } = statement.principal;
      const [first] = principals;
      if (first === undefined) return [];
      const at = within(role.trust, statement.pointer);
      const names = { role: nameOf(role), principal: principals.map(shownPrincipal).join('`, `') };
      if (!principals.some((principal) => callOf(principal).some((action) => isAbout(statement, action)))) {
        const [call = ASSUME_ROLE] = callOf(first);
        const action = statement.action.patterns.join('`, `');
        return [tell.refuted('otherCall', { ...names, action, call }, { at, shown: `\`${shownPrincipal(first)}\` calls \`${call}\`` })];
      }
      const absent = statement.conditions.find(
        (condition) => !holdsWithoutKey(condition) && principals.every((principal) => lacks(principal, condition.key)),
      );
      if (absent !== undefined) {
        const shown = `\`${absent.key}\` is absent from every such call`;
        return [tell.refuted('absentKey', { ...names, key: absent.key }, { at: within(role.trust, absent.pointer), shown })];
      }
      if (letsNobodyIn(statement, principals, trust)) return [tell.refuted('contradiction', names, { at, shown: 'no request is allowed' })];
      return [tell.proved()];
    });
  },
  examples: {
    bad: [
      {
        title: 'a key that only services send, asked of a token',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: { ...GITHUB_JOB, 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }) }),
        },
        finds: { message: 'absentKey', resource: 'Deploy', shown: 'aws:SourceAccount' },
      },
      {
        title: 'a token that is to call AssumeRole',
        cloudformation: {
          Deploy: role({
            trust: trustPolicy(
              {
                Federated: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com' },
              },
              'sts:AssumeRole',
              { StringEquals: GITHUB_JOB },
            ),
          }),
        },
        finds: { message: 'otherCall', resource: 'Deploy', shown: 'sts:AssumeRoleWithWebIdentity' },
      },
      {
        title: 'two conditions that exclude each other',
        cloudformation: {
          Tool: role({
            trust: trustPolicy({ AWS: 'arn:aws:iam::111122223333:role/orchestrator' }, 'sts:AssumeRole', {
              StringEquals: { 'sts:ExternalId': 'blue' },
              StringNotLike: { 'sts:ExternalId': 'b*' },
            }),
          }),
        },
        finds: { message: 'contradiction', resource: 'Tool' },
      },
    ],
    good: [
      { title: 'a service and its call', cloudformation: soundRole('Tool', LAMBDA_TRUST) },
      { title: 'a token and its call', cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })) },
    ],
  },
});
