import type { Principal } from '../../policy/document';
import type { AuthorizationRequest } from '../../policy/request';
import type { Verdict } from '../../policy/verdict';
import { defineRule } from '../define-rule';
import { role, soundRole, trustPolicy } from '../examples/parts';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { nameOf, within } from '../reading/places';
import { showPrincipal } from '../reading/show-request';
import { holdsWithoutKey, isAbout, readTrust, statementNaming, type Trust } from '../reading/trust';

const TAG_SESSION = 'sts:TagSession';
const CONTROL_TAG = /^agent-identity:/i;
/** A tag that nobody has thought of. */
const ANOTHER = 'another-tag';

const CALLER = { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/orchestrator' } };
const OWN_ACCOUNT = { AWS: 'arn:aws:iam::111122223333:root' };
const TAGS = { 'agent-identity:component': 'crm', 'agent-identity:agent': 'support' };

/** Whether the trust policy keeps the principal from passing session tags, one of these among them. Keys of tags do not know case. */
const keepsOut = (trust: Trust, principal: Principal, tags: readonly string[]): Verdict<AuthorizationRequest> =>
  ask({
    scope: documentOf(
      allowing({
        principals: [principal],
        actions: [TAG_SESSION],
        conditions: [
          { operator: 'StringEqualsIgnoreCase', qualifier: 'ForAnyValue', ifExists: false, key: 'aws:TagKeys', values: tags, pointer: '' },
        ],
      }),
    ),
    permitted: [[trust.document]],
  });

/** Whether every statement about tags lists those that may be passed, and none of these is in a list: no proof is needed then. */
const plainlyKeepsOut = ({ allows }: Trust, tags: readonly string[]): boolean =>
  allows.every(
    (statement) =>
      !isAbout(statement, TAG_SESSION) ||
      statement.conditions.some(
        ({ operator, qualifier, key, values }) =>
          operator === 'StringEquals' &&
          qualifier === 'ForAllValues' &&
          key.toLowerCase() === 'aws:tagkeys' &&
          values.every((value) => !/[⟨$]/.test(value) && !tags.some((tag) => tag.toLowerCase() === value.toLowerCase())),
      ),
  );

/** Whether every statement that lets the principal pass tags says something of them. */
const saysWhich = ({ allows }: Trust, principal: Principal): boolean =>
  allows
    .filter(
      (statement) => isAbout(statement, TAG_SESSION) && statement.principal?.principals.some((one) => sameAs(one, principal)) === true,
    )
    .every(({ conditions }) => conditions.some((one) => /^aws:RequestTag\//i.test(one.key) && !holdsWithoutKey(one)));

const sameAs = (a: Principal, b: Principal): boolean => JSON.stringify(a) === JSON.stringify(b);

export default defineRule({
  code: 'WI213',
  name: 'trust/session-tags-are-bound',
  severity: 'error',
  principle: 'nobody names himself',
  standards: ['OWASP ASI03'],
  summary: 'who may tag a session may pass named tags only, and never those that say which component a role is',
  why: 'session tags override the role\u2019s own tags of the same key: whoever may pass any tag can make the session say that it is another component, agent or owner',
  acknowledge: 'where no policy anywhere looks at the tags of the session',
  misses: ['tags that AWS services give sessions, as EKS Pod Identity and Roles Anywhere do, are the services\u2019 own'],
  sources: ['IAM User Guide, "Pass session tags in AWS STS"', 'IAM User Guide, "AWS global condition context keys": aws:TagKeys'],
  visits: 'role',
  messages: {
    controlTags: {
      what: 'the trust policy of `<role>` lets <who> pass the session tag `<tag>`, which overrides the role\u2019s own',
      fix: 'add `"ForAllValues:StringEquals": { "aws:TagKeys": [ … ] }` with the tags that callers are to pass',
    },
    anyTag: {
      what: 'the trust policy of `<role>` lets <who> pass whatever session tags there are',
      fix: 'add `"ForAllValues:StringEquals": { "aws:TagKeys": [ … ] }` with the tags that callers are to pass',
      severity: 'warning',
    },
    openTags: {
      what: 'which session tags the trust policy of `<role>` lets callers pass is not known before deployment',
      fix: 'write out the values of `aws:TagKeys`',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    if (!trust.allows.some((statement) => isAbout(statement, TAG_SESSION))) return [];
    const own = Object.keys(role.tags).filter((tag) => CONTROL_TAG.test(tag));
    const refused = own.length > 0 ? own : [ANOTHER];
    const isPlain = plainlyKeepsOut(trust, refused);
    return trust.principals
      .filter(({ kind }) => kind !== 'service')
      .map((principal): Outcome => {
        const at = within(role.trust, statementNaming(trust, principal)?.pointer);
        if (isPlain) return tell.proved();
        const verdict = keepsOut(trust, principal, refused);
        if (verdict.verdict === 'proved') return tell.proved(verdict.assuming);
        const names = { role: nameOf(role) };
        if (verdict.verdict === 'undecided') return tell.undecided('openTags', names, { at, shown: verdict.reasons.join(', ') });
        const who = showPrincipal(verdict.witness);
        const details = { at, shown: `${who} may pass the tag \`${own[0] ?? ANOTHER}\``, witness: verdict.witness };
        if (own[0] !== undefined) return tell.refuted('controlTags', { ...names, who, tag: own[0] }, details);
        return saysWhich(trust, principal) ? tell.proved() : tell.refuted('anyTag', { ...names, who }, details);
      });
  },
  examples: {
    bad: [
      {
        title: 'a caller that can say which component it is',
        cloudformation: {
          Crm: role({ trust: trustPolicy(OWN_ACCOUNT, ['sts:AssumeRole', 'sts:TagSession'], CALLER), tags: TAGS }),
        },
        finds: { message: 'controlTags', resource: 'Crm', shown: 'agent-identity:component' },
      },
      {
        title: 'a caller that can pass any tag',
        cloudformation: { Tool: role({ trust: trustPolicy(OWN_ACCOUNT, ['sts:AssumeRole', 'sts:TagSession'], CALLER) }) },
        finds: { message: 'anyTag', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'two tags, by name',
        cloudformation: soundRole(
          'Tool',
          trustPolicy(OWN_ACCOUNT, ['sts:AssumeRole', 'sts:TagSession'], {
            ...CALLER,
            'ForAllValues:StringEquals': { 'aws:TagKeys': ['task', 'run'] },
          }),
        ),
      },
    ],
  },
});
