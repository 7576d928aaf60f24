import { defineRule } from '../define-rule';
import { GITHUB_JOB, LAMBDA_TRUST, role, soundRole, trustPolicy, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { callOf, lacks, letsIn, shownPrincipal } from '../reading/calls';
import { nameOf, within } from '../reading/places';
import { ASSUME_ROLE, holdsWithoutKey, isAbout, readTrust } from '../reading/trust';

export default defineRule({
  code: 'WI222',
  name: 'trust/keys-fit-the-caller',
  severity: 'warning',
  principle: 'a condition tests what is there to be tested',
  standards: ['NIST SP 800-53 AC-6'],
  summary: 'a trust policy lets principals in by the call that they make, and asks them for keys that this call has',
  why: 'a call that a principal does not make, or a key that its call does not have, lets nobody in, and whoever mends it in a hurry opens more than was meant',
  acknowledge: 'where AWS has given the call the key since',
  misses: ['no documentation says that Lambda or EC2 send a source when they assume a role, so they are taken to send none'],
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
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    return trust.allows.flatMap((statement): readonly Outcome[] => {
      if (statement.principal === undefined || !letsIn(statement)) return [];
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
    ],
    good: [
      { title: 'a service and its call', cloudformation: soundRole('Tool', LAMBDA_TRUST) },
      { title: 'a token and its call', cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })) },
    ],
  },
});
