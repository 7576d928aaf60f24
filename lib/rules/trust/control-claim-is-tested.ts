import { controlOf, type IdentityProviderControl } from '../../policy/claims/identity-provider-controls';
import { claimKey } from '../../policy/claims/issuer';
import type { Statement } from '../../policy/document';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { nameOf, within } from '../reading/places';
import { readTrust } from '../reading/trust';
import { providersIn, providersOf } from '../reading/web-identity';

const AUDIENCE = { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com', [`${GITHUB_ACTIONS}:repository_id`]: '456789' };

const keyOf = ({ control }: IdentityProviderControl, issuer: string): string =>
  control === 'sts:RoleSessionName' ? control : claimKey(issuer, control);

/** Whether the statement compares the claim with something; a key or value that is known only at deployment may do so. */
const tests = (statement: Statement, key: string): boolean =>
  statement.conditions.some(
    ({ operator, key: tested, values }) =>
      operator !== 'Null' &&
      (tested.toLowerCase() === key.toLowerCase() || hasHole(tested)) &&
      values.some((value) => !/^[*?]+$/.test(value)),
  );

export default defineRule({
  code: 'WI211',
  name: 'trust/control-claim-is-tested',
  severity: 'error',
  principle: 'only the workload itself can become the component',
  standards: ['OWASP ASI03'],
  summary: 'a trust policy for an issuer that many tenants share tests the claim that IAM demands of it, in every statement',
  why: 'IAM refuses to make the role, or to change its trust policy, where the claim that tells tenants apart is not tested or matches everything',
  acknowledge: 'never: the deployment would fail',
  misses: ['which operators IAM takes for a test is not documented, so any but `Null` is'],
  sources: ['IAM User Guide, "Identity-provider controls for shared OIDC providers"'],
  visits: 'role',
  messages: {
    untested: {
      what: 'the trust policy of `<role>` does not test `<key>`, so IAM refuses it: `<issuer>` is shared by tenants that do not know each other',
      fix: 'add `"StringEquals": { "<key>": "…" }` with the exact value to the statement\u2019s condition',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    const judged = trust.allows.flatMap((statement) =>
      providersIn(statement).flatMap(({ issuer }): readonly Outcome[] => {
        const control = issuer === undefined ? undefined : controlOf(issuer);
        if (issuer === undefined || control === undefined) return [];
        const key = keyOf(control, issuer);
        if (tests(statement, key)) return [tell.proved()];
        const shown = `no condition of the statement compares \`${key}\` with anything but wildcards`;
        return [tell.refuted('untested', { role: nameOf(role), key, issuer }, { at: within(role.trust, statement.pointer), shown })];
      }),
    );
    return judged.length === 0 && providersOf(trust).length > 0 ? [tell.proved()] : judged;
  },
  examples: {
    bad: [
      {
        title: 'a repository\u2019s id without the subject',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: AUDIENCE }) }) },
        finds: { message: 'untested', resource: 'Deploy', shown: `${GITHUB_ACTIONS}:sub` },
      },
      {
        title: 'a subject that matches everything, beside the repository\u2019s id',
        cloudformation: {
          Deploy: role({ trust: webIdentityTrust({ StringEquals: AUDIENCE, StringLike: { [`${GITHUB_ACTIONS}:sub`]: '*' } }) }),
        },
        finds: { message: 'untested', resource: 'Deploy' },
      },
      {
        title: 'an issuer whose tenants are told apart by the audience',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust(
              { StringEquals: { 'api.pulumi.com/oidc:sub': 'pulumi:deploy:org:acme:project:agents:stack:prod' } },
              'api.pulumi.com/oidc',
            ),
          }),
        },
        finds: { message: 'untested', resource: 'Deploy', shown: 'api.pulumi.com/oidc:aud' },
      },
    ],
    good: [{ title: 'the subject, exactly', cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })) }],
  },
});
