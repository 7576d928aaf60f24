import type { Principal } from '../../policy/document';
import { defineRule } from '../define-rule';
import { role, soundRole, trustPolicy } from '../examples/parts';
import type { Outcome } from '../outcome';
import { iamArnParts, isBareAccount } from '../reading/accounts';
import { ask } from '../reading/ask';
import { type Asked, anyOf, askedOf, plainlyAsks } from '../reading/asked';
import { allowing, documentOf, present } from '../reading/build';
import { nameOf, within } from '../reading/places';
import { showContext, showPrincipal } from '../reading/show-request';
import { ASSUME_ROLE, isAbout, readTrust, statementNaming, type Trust, WEB_IDENTITY } from '../reading/trust';

const SET_SOURCE_IDENTITY = 'sts:SetSourceIdentity';
const OWN_ACCOUNT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const ANY_TOOL = { ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/callers/*' } } };

const isExact = ({ isPattern, value }: Asked): boolean => !isPattern || !/[*?]/.test(value);

/** What binds a source identity: a pattern of its own, or one exact caller, who answers for what it sets. */
const boundsOf = (trust: Trust): readonly Asked[] => [
  ...askedOf(trust, ['sts:SourceIdentity', 'aws:SourceIdentity']).filter(({ value }) => !/^[*?]*$/.test(value)),
  ...askedOf(trust, ['aws:PrincipalArn']).filter(isExact),
];

/** Whether a principal is more than one caller. */
const isMany = (principal: Principal): boolean => {
  if (principal.kind === 'everyone') return true;
  if (principal.kind === 'federated') return !/:saml-provider\//.test(principal.value);
  return principal.kind === 'aws' && (isBareAccount(principal.value) || iamArnParts(principal.value)?.rest === 'root');
};

/** Whether the source identities that the principal can set are bound, where it sets one or where it becomes the role. */
function isBound(trust: Trust, principal: Principal, call: string, bounds: readonly Asked[]) {
  const setting = (action: string) =>
    documentOf(allowing({ principals: [principal], actions: [action], conditions: [present('sts:SourceIdentity', true)] }));
  const permitted = [[trust.document]];
  const inside = anyOf(bounds);
  const asSet = ask({ scope: setting(SET_SOURCE_IDENTITY), permitted, within: inside });
  if (asSet.verdict === 'proved') return asSet;
  // STS authorizes both, with the same source identity, so that it is enough where either is bound.
  const asCalled = ask({ scope: setting(call), permitted, within: inside });
  return asCalled.verdict === 'proved' ? asCalled : asSet;
}

export default defineRule({
  code: 'WI214',
  name: 'trust/source-identity-is-bound',
  severity: 'error',
  principle: 'who stands behind a session is no matter of choice',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AU-10'],
  summary: 'who may set a source identity is one exact caller, or may set those of a pattern only',
  why: 'the source identity is what the evidence names as the person or task behind an action; whoever may set any can act in another\u2019s name',
  acknowledge: 'where every caller is trusted to say truly for whom it acts',
  misses: ['whether an exact caller sets what it was given, only its own code knows'],
  sources: ['IAM User Guide, "Monitor and control actions taken with assumed roles", sts:SourceIdentity'],
  visits: 'role',
  messages: {
    anySourceIdentity: {
      what: 'the trust policy of `<role>` lets <who> set any source identity',
      fix: 'add `"StringLike": { "sts:SourceIdentity": "…" }` with the pattern of those that are meant, or `"ArnEquals": { "aws:PrincipalArn": "…" }` with the one caller',
    },
    openSourceIdentity: {
      what: 'which source identities the trust policy of `<role>` lets callers set is not known before deployment',
      fix: 'write out the values of `sts:SourceIdentity`',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    if (!trust.allows.some((statement) => isAbout(statement, SET_SOURCE_IDENTITY))) return [];
    const bounds = boundsOf(trust);
    const isPlain = (principal: Principal): boolean => plainlyAsks(trust, principal, [SET_SOURCE_IDENTITY], bounds);
    return trust.principals.filter(isMany).map((principal): Outcome => {
      if (isPlain(principal)) return tell.proved();
      const verdict = isBound(trust, principal, principal.kind === 'federated' ? WEB_IDENTITY : ASSUME_ROLE, bounds);
      if (verdict.verdict === 'proved') return tell.proved(verdict.assuming);
      const at = within(role.trust, statementNaming(trust, principal)?.pointer);
      const names = { role: nameOf(role) };
      if (verdict.verdict === 'undecided') return tell.undecided('openSourceIdentity', names, { at, shown: verdict.reasons.join(', ') });
      const { witness } = verdict;
      const who = showPrincipal(witness);
      const conditions = showContext(witness.context);
      const shown = `${who}${conditions === '' ? '' : ` with ${conditions}`} may set any source identity`;
      return tell.refuted('anySourceIdentity', { ...names, who }, { at, shown, witness });
    });
  },
  examples: {
    bad: [
      {
        title: 'many callers, and any source identity',
        cloudformation: { Tool: role({ trust: trustPolicy(OWN_ACCOUNT, ['sts:AssumeRole', 'sts:SetSourceIdentity'], ANY_TOOL) }) },
        finds: { message: 'anySourceIdentity', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'many callers, and source identities of one form',
        cloudformation: soundRole(
          'Tool',
          trustPolicy(OWN_ACCOUNT, ['sts:AssumeRole', 'sts:SetSourceIdentity'], {
            ...ANY_TOOL,
            StringLike: { 'sts:SourceIdentity': 'task-*' },
          }),
        ),
      },
      {
        title: 'one caller, who answers for it',
        cloudformation: soundRole(
          'Tool',
          trustPolicy(OWN_ACCOUNT, ['sts:AssumeRole', 'sts:SetSourceIdentity'], {
            ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/orchestrator' },
          }),
        ),
      },
    ],
  },
});
