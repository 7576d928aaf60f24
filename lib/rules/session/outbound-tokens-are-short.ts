import type { Statement } from '../../policy/document';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import { ask, reasonsOf } from '../reading/ask';
import { allowing, condition, documentOf } from '../reading/build';
import { readPermissions, UNREADABLE_POLICY } from '../reading/permissions';
import { holderName } from '../reading/places';
import { mayMatchAction, relevantTo } from '../reading/relevant';
import { showAction } from '../reading/show-request';

const ACTION = 'sts:GetWebIdentityToken';
/** Seconds. STS gives tokens of five minutes where nothing is asked for, and of an hour at most. */
const LONGEST = 900;

const LONG_TOKENS = documentOf(
  allowing({ actions: [ACTION], conditions: [condition('NumericGreaterThan', 'sts:DurationSeconds', [String(LONGEST)])] }),
);

const namesTokens = ({ effect, action }: Statement): boolean =>
  effect === 'Allow' && !action.negated && action.patterns.some((pattern) => /^sts:/i.test(pattern) && mayMatchAction(pattern, [ACTION]));

const partner = (conditions: Readonly<Record<string, unknown>>) =>
  soundRole('Tool', LAMBDA_TRUST, {
    permits: policy({
      Effect: 'Allow',
      Action: ACTION,
      Resource: '*',
      Condition: {
        'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': ['api://AzureADTokenExchange'] },
        Null: { 'sts:IdentityTokenAudience': 'false' },
        ...conditions,
      },
    }),
  });

export default defineRule({
  code: 'WI504',
  name: 'session/outbound-tokens-are-short',
  severity: 'error',
  principle: 'credentials live no longer than the work',
  standards: ['OWASP ASI03', 'NIST SP 800-53 IA-5'],
  summary: 'tokens that a workload gets for systems outside AWS last no longer than a quarter of an hour',
  why: 'such a token is a bearer token: whoever sees it at the other side is the workload until it expires, and it cannot be taken back',
  acknowledge: 'where the other side exchanges a token once and late',
  misses: ['managed policies that the template does not hold', 'statements that allow every action of every service'],
  sources: ['STS API Reference, `GetWebIdentityToken`, `DurationSeconds`'],
  visits: 'holder',
  messages: {
    tooLong: {
      what: 'the policies of `<holder>` let it get tokens for systems outside AWS that last longer than a quarter of an hour',
      fix: 'add `"NumericLessThanEquals": { "sts:DurationSeconds": "300" }` to the condition',
    },
    open: {
      what: 'how long tokens of `<holder>` for systems outside AWS may last could not be decided',
      fix: 'add `"NumericLessThanEquals": { "sts:DurationSeconds": "300" }` to the condition',
    },
  },
  check: (holder, tell) => {
    const permissions = readPermissions(holder);
    if (permissions === undefined) return [UNREADABLE_POLICY];
    const { identity, boundary } = permissions;
    // Who may do everything has more than long tokens; rules on permissions tell of that.
    if (!identity.some(({ statements }) => statements.some(namesTokens))) return [];
    const permitted = [identity, ...(boundary === undefined ? [] : [[boundary]])].map((layer) => relevantTo(layer, [ACTION], ['*']));
    if (permitted.some((layer) => layer.length === 0)) return [];
    const verdict = ask({ scope: LONG_TOKENS, permitted });
    const names = { holder: holderName(holder) };
    if (verdict.verdict === 'proved') return [tell.proved(verdict.assuming)];
    return [
      verdict.verdict === 'refuted'
        ? tell.refuted('tooLong', names, { at: holder.place, shown: `${showAction(verdict.witness)} is allowed`, witness: verdict.witness })
        : tell.undecided('open', names, { at: holder.place, shown: `depends on ${reasonsOf(verdict)}` }),
    ];
  },
  examples: {
    bad: [
      {
        title: 'tokens of any length',
        cloudformation: partner({}),
        finds: { message: 'tooLong', resource: 'Tool', shown: 'sts:GetWebIdentityToken' },
      },
      {
        title: 'tokens of an hour',
        cloudformation: partner({ NumericLessThanEquals: { 'sts:DurationSeconds': '3600' } }),
        finds: { message: 'tooLong', resource: 'Tool' },
      },
    ],
    good: [{ title: 'tokens of five minutes', cloudformation: partner({ NumericLessThanEquals: { 'sts:DurationSeconds': '300' } }) }],
  },
});
