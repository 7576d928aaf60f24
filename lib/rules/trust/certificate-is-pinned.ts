import { defineRule } from '../define-rule';
import { role, soundRole } from '../examples/parts';
import { certificateTrust, SPIFFE_ID } from '../examples/roles-anywhere';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { anyOf } from '../reading/asked';
import { allowing, documentOf } from '../reading/build';
import { certificateAttributes, ROLES_ANYWHERE } from '../reading/certificates';
import { mayHoldWildcards } from '../reading/pinning-patterns';
import { nameOf, within } from '../reading/places';
import { showContext } from '../reading/show-request';
import { ASSUME_ROLE, isAbout, readTrust, statementNaming } from '../reading/trust';

/** The attributes that name one holder; an organisation, a country or an issuer is many holders'. */
const NAMES_ONE = /^x509(?:Subject\/(?:CN|UID|serialNumber)|SAN\/.+)$/i;

export default defineRule({
  code: 'WI216',
  name: 'trust/certificate-is-pinned',
  severity: 'error',
  principle: 'only the workload itself can become the component',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary: 'a role that workloads outside AWS become with a certificate says which holder\u2019s',
  why: 'the trust anchor vouches for every certificate that its authority has issued; without a name of the holder, each of them can become the component',
  acknowledge: 'where the authority issues certificates to this one workload only',
  misses: ['a value that several certificates share is taken for one holder\u2019s'],
  sources: ['IAM Roles Anywhere User Guide, "Trust model", trust policy'],
  visits: 'role',
  messages: {
    anyCertificate: {
      what: 'the trust policy of `<role>` lets every holder of a certificate of the trust anchor become it',
      fix: 'add `"StringEquals": { "aws:PrincipalTag/x509SAN/URI": "spiffe://…" }`, or `aws:PrincipalTag/x509Subject/CN`, with the exact name to the condition',
    },
    otherCertificates: {
      what: 'the trust policy of `<role>` lets holders of other certificates become it too: `<patterns>`',
      fix: 'name the exact holder under `StringEquals` on `aws:PrincipalTag/x509SAN/URI` or `aws:PrincipalTag/x509Subject/CN`',
    },
    openCertificate: {
      what: 'whether the trust policy of `<role>` pins the holder of the certificate is not known before deployment',
      fix: 'name the exact holder under `StringEquals`, where a wildcard has no meaning',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    const principal = trust?.principals.find(({ kind, ...one }) => kind === 'service' && 'value' in one && one.value === ROLES_ANYWHERE);
    const statement = trust === undefined || principal === undefined ? undefined : statementNaming(trust, principal);
    if (trust === undefined || principal === undefined || statement === undefined || !isAbout(statement, ASSUME_ROLE)) return [];
    const asked = certificateAttributes(trust);
    const accepted = asked.filter(({ attribute, isPattern, value }) => NAMES_ONE.test(attribute) && (!isPattern || !/[*?]/.test(value)));
    const verdict = ask({
      scope: documentOf(allowing({ principals: [principal], actions: [ASSUME_ROLE] })),
      permitted: [[trust.document]],
      within: anyOf(accepted),
    });
    const at = within(role.trust, statement.pointer);
    const names = { role: nameOf(role) };
    const judged = (): Outcome => {
      if (verdict.verdict === 'undecided') return tell.undecided('openCertificate', names, { at, shown: verdict.reasons.join(', ') });
      if (verdict.verdict === 'proved') {
        const open = accepted.filter(({ isPattern, value }) => isPattern && mayHoldWildcards(value));
        if (open.length === 0) return tell.proved(verdict.assuming);
        return tell.undecided('openCertificate', names, { at, shown: `depends on ${open.map(({ value }) => `\`${value}\``).join(', ')}` });
      }
      const { witness } = verdict;
      const context = showContext(witness.context);
      const details = { at, shown: `${context === '' ? 'any certificate' : `a certificate with ${context}`} is allowed`, witness };
      if (asked.length === 0) return tell.refuted('anyCertificate', names, details);
      return tell.refuted('otherCertificates', { ...names, patterns: asked.map(({ value }) => value).join('`, `') }, details);
    };
    return [judged()];
  },
  examples: {
    bad: [
      {
        title: 'every certificate of the trust anchor',
        cloudformation: { Orchestrator: role({ trust: certificateTrust({}) }) },
        finds: { message: 'anyCertificate', resource: 'Orchestrator' },
      },
      {
        title: 'every certificate of an organisation',
        cloudformation: { Orchestrator: role({ trust: certificateTrust({ 'x509Subject/O': 'Acme' }) }) },
        finds: { message: 'otherCertificates', resource: 'Orchestrator' },
      },
    ],
    good: [{ title: 'the certificate of one workload', cloudformation: soundRole('Orchestrator', certificateTrust(SPIFFE_ID)) }],
  },
});
