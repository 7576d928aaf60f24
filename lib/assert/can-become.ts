/** Who can become a component. */
import type { Principal, Statement } from '../policy/document';
import { ask } from '../rules/reading/ask';
import { allowing, condition, documentOf } from '../rules/reading/build';
import { POD_IDENTITY, POD_TAGS } from '../rules/reading/service-sources';
import { showContext, showPrincipal } from '../rules/reading/show-request';
import { readTrust, type Trust } from '../rules/reading/trust';
import { keysFor, providersOf } from '../rules/reading/web-identity';
import { type Claim, type ClaimVerdict, forEachRole } from './claim';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** Everything that ends in a session of the role. */
const BECOME = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

/** Requests made by the subject, in every way in which a trust policy can speak of it. */
function madeBy(subject: string, trust: Trust): readonly Statement[] {
  const tokens = providersOf(trust).flatMap((provider) =>
    keysFor(trust, provider, ['sub']).map((key) =>
      allowing({ principals: [provider.principal], conditions: [condition('StringEquals', key, [subject])] }),
    ),
  );
  const [account, namespace, serviceAccount] = SERVICE_ACCOUNT.exec(subject) ?? [];
  const pod: Principal = { kind: 'service', value: POD_IDENTITY };
  const tags = [namespace, serviceAccount];
  const pods =
    account === undefined
      ? []
      : [
          allowing({
            principals: [pod],
            conditions: tags.map((tag, index) => condition('StringEquals', POD_TAGS[index + 1] ?? '', [tag ?? ''])),
          }),
        ];
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(subject)) return [...tokens, allowing({ principals: [{ kind: 'service', value: subject }] })];
  if (!subject.startsWith('arn:')) return [...tokens, ...pods];
  const isRole = /^arn:[^:]*:iam::/.test(subject);
  return [
    ...tokens,
    ...(isRole
      ? [
          allowing({ principals: [{ kind: 'aws', value: subject }] }),
          allowing({ conditions: [condition('ArnEquals', 'aws:PrincipalArn', [subject])] }),
        ]
      : []),
    allowing({ conditions: [condition('ArnLike', 'aws:SourceArn', [subject])] }),
  ];
}

function judge(subjects: readonly string[], trust: Trust): ClaimVerdict {
  const everything = documentOf(allowing({ actions: BECOME }));
  const within = subjects.flatMap((subject) => madeBy(subject, trust));
  const others = ask({ scope: everything, permitted: [[trust.document]], within: documentOf(...within) });
  if (others.verdict === 'refuted') {
    const context = showContext(others.witness.context);
    return { verdict: 'refuted', shown: `${showPrincipal(others.witness)}${context === '' ? '' : ` with ${context}`} can become it too` };
  }
  if (others.verdict === 'undecided') return { verdict: 'undecided', shown: others.reasons.join(', ') };
  for (const subject of subjects) {
    const own = madeBy(subject, trust).map((statement) => ({ ...statement, action: { negated: false, patterns: BECOME } }));
    const itself = ask({ scope: documentOf(...own), permitted: [[trust.document]] });
    if (itself.verdict === 'proved') return { verdict: 'refuted', shown: `\`${subject}\` cannot become it` };
    if (itself.verdict === 'undecided') return { verdict: 'undecided', shown: itself.reasons.join(', ') };
  }
  return { verdict: 'proved', ...(others.assuming === undefined ? {} : { assuming: others.assuming }) };
}

/**
 * Claims about who can become a component.
 *
 * @param subjects each one a subject of an issuer's tokens (such as `repo:acme/agents:environment:production` or
 *   `system:serviceaccount:agents:orchestrator`, for EKS Pod Identity too), a service (`lambda.amazonaws.com`), the ARN of a role, or the ARN of the
 *   resource for which a service acts (`*` and `?` are wildcards there)
 */
export const only = (...subjects: readonly [string, ...string[]]): { readonly canBecome: (component: string) => Claim } => ({
  /** Each of the subjects can become the component, and nobody else can. */
  canBecome: (component) => ({
    says: `only ${subjects.map((subject) => `\`${subject}\``).join(' and ')} can become \`${component}\``,
    judge: (about) =>
      forEachRole(component, about, (role) => {
        const trust = readTrust(role);
        return trust === undefined
          ? { verdict: 'undecided', shown: 'the trust policy cannot be read, or is settled only at deployment' }
          : judge(subjects, trust);
      }),
  }),
});
