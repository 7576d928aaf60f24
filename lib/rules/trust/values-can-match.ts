import { parseClaimKey } from '../../policy/claims/issuer';
import type { Condition, Statement } from '../../policy/document';
import { defineRule, type Tell } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { nameOf, within } from '../reading/places';
import { isBareRepository, subjectFault } from '../reading/subject-shapes';
import { readTrust } from '../reading/trust';

const AUDIENCE = { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com' };
const SUBJECT = `${GITHUB_ACTIONS}:sub`;

/** Claims whose values are names that people choose freely, and may hold a star. */
const FREE_TEXT = /^(?:environment|workflow|cluster_name|pipeline_slug|user_login|actor)$/i;
/** Keys of requests whose values never hold a star or a question mark. */
const STARLESS =
  /^(?:aws:(?:SourceArn|SourceAccount|SourceOrgID|PrincipalArn|PrincipalAccount|PrincipalOrgID|RequestTag\/.+|PrincipalTag\/.+)|sts:(?:ExternalId|SourceIdentity|RoleSessionName))$/i;

const EXACT = /^String(?:Not)?Equals(?:IgnoreCase)?$/;
const OF_SUBJECTS = /^String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)$/;

const messages = {
  literalWildcard: {
    what: 'the trust policy of `<role>` compares `<key>` with `<value>` under `<operator>`, where a wildcard is a plain character: <effect>',
    fix: 'name the exact value, or write `<pattern>` with a pattern that is this workload\u2019s alone',
    severity: 'warning',
  },
  literalWildcardOpen: {
    what: 'the trust policy of `<role>` compares `<key>` with `<value>` under `<operator>`, where a wildcard is a plain character: <effect>',
    fix: 'name the exact value, or write `<pattern>`',
  },
  malformedSubject: {
    what: 'the trust policy of `<role>` asks for the subject `<value>`, which no token of `<issuer>` has',
    fix: 'write the subject as the issuer does: `<syntax>`',
    severity: 'warning',
  },
  bareRepository: {
    what: 'the trust policy of `<role>` asks for the subject `<value>`, which names nothing of the job: by default no token of `<issuer>` has it, and with a subject of your own choice all jobs of the repository do',
    fix: 'name the job too: `<value>:environment:NAME` or `<value>:ref:refs/heads/BRANCH`',
    severity: 'warning',
  },
} as const satisfies Messages;

function effectOf({ effect }: Statement, { operator }: Condition): { readonly opens: boolean; readonly words: string } {
  const isNegated = operator.includes('Not');
  if (effect === 'Allow')
    return isNegated ? { opens: true, words: 'it rules nobody out' } : { opens: false, words: 'it never matches, so nobody gets in by it' };
  return isNegated ? { opens: false, words: 'it spares nobody' } : { opens: true, words: 'it denies nobody' };
}

function isLiteralWildcard({ operator, key }: Condition, value: string): boolean {
  if (!EXACT.test(operator) || !/[*?]/.test(value)) return false;
  const claim = parseClaimKey(key)?.claim;
  return claim === undefined ? STARLESS.test(key) : !FREE_TEXT.test(claim);
}

function judgeValue(
  condition: Condition,
  value: string,
  statement: Statement,
  visited: Parameters<typeof nameOf>[0],
  tell: Tell<typeof messages>,
): Outcome | undefined {
  const { key, operator, pointer } = condition;
  const at = within(visited.trust, pointer);
  const parsed = parseClaimKey(key);
  const names = { role: nameOf(visited), key, value, operator };
  const shown = `\`${value}\` under \`${operator}\``;
  if (isLiteralWildcard(condition, value)) {
    const { opens, words } = effectOf(statement, condition);
    const values = { ...names, effect: words, pattern: operator.replace(/Equals(?:IgnoreCase)?$/, 'Like') };
    return tell.refuted(opens ? 'literalWildcardOpen' : 'literalWildcard', values, { at, shown });
  }
  if (statement.effect !== 'Allow' || parsed?.claim.toLowerCase() !== 'sub' || !OF_SUBJECTS.test(operator) || operator.includes('Not'))
    return undefined;
  const { issuer } = parsed;
  if (isBareRepository(issuer, value)) return tell.refuted('bareRepository', { ...names, issuer }, { at, shown });
  const syntax = subjectFault(issuer, value, operator === 'StringLike');
  return syntax === undefined ? undefined : tell.refuted('malformedSubject', { ...names, issuer, syntax }, { at, shown });
}

export default defineRule({
  code: 'WI207',
  name: 'trust/values-can-match',
  severity: 'error',
  principle: 'a condition says what its author meant',
  standards: ['OWASP ASI03'],
  summary:
    'every value that a trust policy compares with can really occur: no wildcard where it is a plain character, no subject that the issuer never writes',
  why: 'a value that never occurs lets nobody in where it is asked for, and denies nobody where it is refused',
  acknowledge: 'where the issuer is set up to write such a subject',
  misses: ['names that people choose freely, such as those of environments, may hold a star'],
  sources: [
    'IAM User Guide, "IAM JSON policy elements: Condition operators", string condition operators',
    'GitHub Docs, "OpenID Connect reference"',
  ],
  visits: 'role',
  messages,
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    const found = trust.document.statements.flatMap((statement) =>
      statement.conditions.flatMap((condition) =>
        condition.values.flatMap((value) => judgeValue(condition, value, statement, role, tell) ?? []),
      ),
    );
    return found.length === 0 ? [tell.proved()] : found;
  },
  examples: {
    bad: [
      {
        title: 'a pattern under an equals operator: it fails closed',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: { ...AUDIENCE, [SUBJECT]: 'repo:acme/*' } }) }) },
        finds: { message: 'literalWildcard', resource: 'Deploy', shown: 'repo:acme/*' },
      },
      {
        title: 'a pattern under an operator that should rule it out: it fails open',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust({
              StringEquals: AUDIENCE,
              StringLike: { [SUBJECT]: 'repo:acme/agents:*' },
              StringNotEquals: { [`${GITHUB_ACTIONS}:ref`]: 'refs/pull/*' },
            }),
          }),
        },
        finds: { message: 'literalWildcardOpen', resource: 'Deploy' },
      },
      {
        title: 'a subject that the issuer never writes',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringEquals: { ...AUDIENCE, [SUBJECT]: 'acme/agents' } }) }) },
        finds: { message: 'malformedSubject', resource: 'Deploy', shown: 'acme/agents' },
      },
      {
        title: 'a subject that names nothing of the job',
        cloudformation: { Deploy: role({ trust: webIdentityTrust({ StringLike: { ...AUDIENCE, [SUBJECT]: 'repo:acme/agents' } }) }) },
        finds: { message: 'bareRepository', resource: 'Deploy' },
      },
    ],
    good: [
      {
        title: 'a subject as GitHub writes it',
        cloudformation: soundRole('Deploy', webIdentityTrust({ StringEquals: GITHUB_JOB })),
      },
    ],
  },
});
