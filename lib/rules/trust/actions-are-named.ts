import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, role, serviceTrust, soundRole } from '../examples/parts';
import type { Outcome } from '../outcome';
import { nameOf, within } from '../reading/places';
import { readTrust } from '../reading/trust';

/** Every action of STS, those included that only add to a session. */
const EVERY_ACTION = /^(?:\*+|sts:\*+)$/i;

export default defineRule({
  code: 'WI220',
  name: 'trust/actions-are-named',
  severity: 'error',
  principle: 'what is allowed is named',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'a trust policy names the calls by which somebody becomes the role, and does not allow all calls or all but some',
  why: 'every call also lets the caller tag the session and set its source identity, and whatever calls STS gets next',
  acknowledge: 'never: the calls are few and known',
  sources: ['Service Authorization Reference, AWS Security Token Service, actions'],
  visits: 'role',
  messages: {
    everyAction: {
      what: 'the trust policy of `<role>` allows <action>, not just the call by which somebody becomes it',
      fix: 'write `"Action": "sts:AssumeRole"`, or `sts:AssumeRoleWithWebIdentity` for tokens, and what else the caller needs by name',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    const found = trust.allows.flatMap(({ action, pointer }): readonly Outcome[] => {
      const wide = action.negated ? action.patterns : action.patterns.filter((pattern) => EVERY_ACTION.test(pattern));
      if (wide.length === 0) return [];
      const named = wide.map((pattern) => `\`${pattern}\``).join(' and ');
      const words = action.negated ? `every call but ${named}` : named;
      return [
        tell.refuted(
          'everyAction',
          { role: nameOf(role), action: words },
          { at: within(role.trust, pointer), shown: `${words} is allowed` },
        ),
      ];
    });
    return found.length === 0 ? [tell.proved()] : found;
  },
  examples: {
    bad: [
      {
        title: 'every action of STS',
        cloudformation: { Tool: role({ trust: serviceTrust('lambda.amazonaws.com', undefined, 'sts:*') }) },
        finds: { message: 'everyAction', resource: 'Tool', shown: 'sts:*' },
      },
      {
        title: 'every action but one',
        cloudformation: {
          Tool: role({
            trust: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, NotAction: 'sts:TagSession' }],
            },
          }),
        },
        finds: { message: 'everyAction', resource: 'Tool' },
      },
    ],
    good: [{ title: 'the one call', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});
