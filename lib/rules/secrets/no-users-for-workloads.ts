import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { policy } from '../examples/parts';
import { below, listAt, resourceName } from '../reading/properties';
import { together } from '../reading/when';

/** Whether anything lets the user do anything: policies of its own, or groups, whatever these hold. */
function carriesPermissions(user: GraphResource, graph: IdentityGraph): boolean {
  if (listAt(below(user.properties, 'Groups')).length > 0) return true;
  return graph.holders.some(
    (holder) =>
      holder.kind === 'user' &&
      holder.name === user.name &&
      together(holder, user) &&
      (holder.policies.length > 0 || holder.managedPolicyArns.length > 0),
  );
}

export default defineRule({
  code: 'WI551',
  name: 'secrets/no-users-for-workloads',
  severity: 'error',
  principle: 'workloads have identities, not keys',
  standards: ['OWASP ASI03', 'NIST SP 800-53 IA-2'],
  summary: 'no template makes a user with permissions that nobody can sign in as, and that is of use with access keys only',
  why: 'a user without a password is not for a person; what it may do is done with keys that do not expire, by whoever has them',
  acknowledge: 'for a person whose password is set elsewhere, until people come from the identity provider',
  misses: ['a user that has a password as well, and whose keys are used by a workload'],
  sources: ['IAM User Guide, "When to create an IAM user (instead of a role)"'],
  visits: 'graph',
  messages: {
    forKeys: {
      what: 'the user `<user>` has permissions and no password: only access keys could make use of them',
      fix: 'give the permissions to a role, and let the workload or the person become it',
    },
  },
  check: (graph, tell) =>
    graph.resourcesOf('AWS::IAM::User').map((user) => {
      const canSignIn = below(user.properties, 'LoginProfile', 'Password') !== undefined;
      if (canSignIn || !carriesPermissions(user, graph)) return tell.proved();
      const names = { user: resourceName(user) };
      // Something of the program that is not settled yet may be its password.
      return user.problems.length > 0
        ? tell.undecided('forKeys', names, { at: user.place, shown: user.problems.join(', ') })
        : tell.refuted('forKeys', names, { at: user.place, shown: 'policies or groups, and no password to sign in with' });
    }),
  examples: {
    bad: [
      {
        title: 'a user with a policy and no password',
        cloudformation: {
          Robot: {
            Type: 'AWS::IAM::User',
            Properties: {
              Policies: [
                {
                  PolicyName: 'read',
                  PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' }),
                },
              ],
            },
          },
        },
        finds: { message: 'forKeys', resource: 'Robot' },
      },
      {
        title: 'a user in a group, with a sign-in that has no password',
        withoutPulumi: { lacks: 'form', because: 'the provider generates a password for every sign-in' },
        cloudformation: {
          Robot: { Type: 'AWS::IAM::User', Properties: { Groups: ['operators'], LoginProfile: { PasswordResetRequired: true } } },
        },
        finds: { message: 'forKeys', resource: 'Robot' },
      },
    ],
    good: [
      { title: 'a user that may do nothing', cloudformation: { Guest: { Type: 'AWS::IAM::User', Properties: { UserName: 'guest' } } } },
    ],
  },
});
