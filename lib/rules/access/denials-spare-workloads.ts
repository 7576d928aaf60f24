import type { GraphRole } from '../../graph/identity-graph';
import type { Statement } from '../../policy/document';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import { holdsWhenAbsent } from '../reading/absent-keys';
import { heldBy } from '../reading/held-statements';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { nameOf, within } from '../reading/places';
import { readTrust } from '../reading/trust';

const MFA = /^aws:MultiFactorAuth(?:Present|Age)$/i;

/** Only services and identity providers become the role: nobody who could have signed in with a second factor. */
function isWorkload(role: GraphRole): boolean {
  const trust = readTrust(role);
  return (
    trust !== undefined && trust.principals.length > 0 && trust.principals.every(({ kind }) => kind === 'service' || kind === 'federated')
  );
}

/** Whether a Deny applies to whoever has no second factor, whatever else is asked of the request. */
const deniesWithoutFactor = ({ effect, conditions }: Statement): boolean =>
  effect === 'Deny' && conditions.length > 0 && conditions.every((condition) => MFA.test(condition.key) && holdsWhenAbsent(condition));

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' };
const unless = (operator: string) => ({
  Effect: 'Deny',
  NotAction: 'iam:*',
  Resource: '*',
  Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } },
});

export default defineRule({
  code: 'WI374',
  name: 'access/denials-spare-workloads',
  severity: 'warning',
  principle: 'a condition is one that a workload can meet',
  standards: ['NIST SP 800-207'],
  summary: 'no denial asks a workload for a second factor',
  why: 'sessions of services and identity providers never have one, so that the denial stops the workload altogether',
  acknowledge: 'where the role is to be stopped on purpose',
  misses: [
    'roles that AWS principals can assume are left out: a person may stand behind them',
    'a denial that asks for more than the second factor is left out',
  ],
  sources: ['IAM User Guide, "AWS global condition context keys", aws:MultiFactorAuthPresent'],
  visits: 'role',
  messages: {
    wantsFactor: {
      what: 'a denial stops `<role>`, because it spares only sessions with a second factor',
      fix: 'take the denial off the role; to know how somebody signed in, let the identity provider pass it as a session tag',
    },
  },
  check: (role, tell, { graph }) => {
    const holder = graph.holders.find((one) => one.role === role);
    const held = holder === undefined ? undefined : heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const found = held.statements.filter(({ statement }) => deniesWithoutFactor(statement));
    if (found.length === 0 || !isWorkload(role)) return [tell.proved()];
    return found.map(({ document, statement }) =>
      tell.refuted(
        'wantsFactor',
        { role: nameOf(role) },
        {
          at: within(document, statement.pointer),
          with: [role.place],
          shown: 'a session without `aws:MultiFactorAuthPresent`, as every session of a workload is, is denied',
        },
      ),
    );
  },
  examples: {
    bad: [
      {
        title: 'a function that is asked for a second factor',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: policy(READ, unless('BoolIfExists')) }),
        finds: { message: 'wantsFactor', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'a denial of sessions that say they have none',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, { permits: policy(READ, unless('Bool')) }),
      },
    ],
  },
});
