import { claimsOf } from '../../policy/claims/claims-of';
import type { Condition } from '../../policy/document';
import { defineRule } from '../define-rule';
import { role, soundRole, trustPolicy } from '../examples/parts';
import type { Outcome } from '../outcome';
import { condition, present } from '../reading/build';
import { nameOf, within } from '../reading/places';
import { showContext } from '../reading/show-request';
import { readTrust, statementNaming } from '../reading/trust';
import { providersOf, refuses } from '../reading/web-identity';

const POOL = 'cognito-identity.amazonaws.com';
const AMR = `${POOL}:amr`;
const AUDIENCE = { [`${POOL}:aud`]: 'eu-central-1:12345678-dcba-4321-abcd-1234567890ab' };

/** A token that says this of how its subject was proved, and nothing else. */
const proving = (value: string): readonly Condition[] => [
  present(AMR, true),
  { ...condition('StringEquals', AMR, [value]), qualifier: 'ForAllValues' },
];

export default defineRule({
  code: 'WI219',
  name: 'trust/guests-are-told-apart',
  severity: 'error',
  principle: 'who has proved nothing is not let in as somebody',
  standards: ['OWASP ASI03'],
  summary: 'a trust policy for an identity pool says whether it is for those who have signed in or for guests',
  why: 'an identity pool can hand out identities to anybody who asks; a role that does not ask how the identity was proved is for guests too',
  acknowledge: 'where the identity pool gives no identities to guests and nobody can change that',
  sources: ['Amazon Cognito Developer Guide, "Role trust and permissions"'],
  visits: 'role',
  messages: {
    guests: {
      what: 'the trust policy of `<role>` lets guests of the identity pool become it as well as those who have signed in',
      fix: 'add `"ForAnyValue:StringLike": { "<key>": "authenticated" }` to the condition',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    return providersOf(trust)
      .filter(({ issuer }) => issuer !== undefined && claimsOf(issuer).id === 'cognito-identity-pool')
      .map((provider): Outcome => {
        const guest = refuses(trust, provider, proving('unauthenticated'));
        const signedIn = refuses(trust, provider, proving('authenticated'));
        // A role for guests alone says so.
        if (guest.verdict !== 'refuted' || signedIn.verdict !== 'refuted') return tell.proved();
        const at = within(role.trust, statementNaming(trust, provider.principal)?.pointer);
        const shown = `${showContext(guest.witness.context)} is allowed`;
        return tell.refuted('guests', { role: nameOf(role), key: AMR }, { at, shown, witness: guest.witness });
      });
  },
  examples: {
    bad: [
      {
        title: 'an identity pool, whoever asks',
        cloudformation: {
          Tool: role({ trust: trustPolicy({ Federated: POOL }, 'sts:AssumeRoleWithWebIdentity', { StringEquals: AUDIENCE }) }),
        },
        finds: { message: 'guests', resource: 'Tool', shown: 'amr `unauthenticated`' },
      },
    ],
    good: [
      {
        title: 'those who have signed in',
        cloudformation: soundRole(
          'Tool',
          trustPolicy({ Federated: POOL }, 'sts:AssumeRoleWithWebIdentity', {
            StringEquals: AUDIENCE,
            'ForAnyValue:StringLike': { [AMR]: 'authenticated' },
          }),
        ),
      },
    ],
  },
});
