/**
 * Any other OIDC issuer: a workload becomes the component with a token of that issuer.
 *
 * Subject grammar and immutable forms: the issuer's own affair. Audience: what the workload asks for. Claim keys that STS can test: for an issuer that AWS
 * does not recognise `sub`, `aud`, `amr`, `oaud` and `email`, whatever else its tokens say; what it offers of the others, the tables of this package know.
 *
 * An issuer whose claims are yours to choose, such as a broker of your own, can name in `https://aws.amazon.com/roles` the roles that a token is for. STS
 * then enforces the claim before any trust policy; `mustNameTheRole` refuses tokens without it.
 *
 * Cost: 335 characters of statement for the example of docs/trust.md.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
import type { FindingList } from '../../finding/finding-list';
import { claimSupport, claimsOf } from '../../policy/claims/claims-of';
import { claimKey } from '../../policy/claims/issuer';
import type { ExactIn } from '../exact';
import { flag, recordOf, text } from '../form';
import type { Late } from '../late';
import { defineWebIdentity } from './define-web-identity';
import { checkAudience, checkExact, checkIssuer, issuerHost, type ProviderSource } from './web-identity';

interface Issuer {
  readonly issuer: Late<'oidc-issuer-url'> | `https://${string}`;
  readonly audience: string;
  /** Further claims that must have exactly these values, such as `email`. Only claims with one value that STS offers for the issuer. */
  readonly claims?: Readonly<Record<string, string>>;
  /** The token must name the role in its claim `https://aws.amazon.com/roles`. Default: one without the claim is taken too. */
  readonly mustNameTheRole?: true;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

interface ExactSubject {
  readonly subject: string;
  readonly subjectLike?: never;
  readonly because?: never;
}

interface SubjectPattern {
  /** A pattern whose fixed beginning belongs to one tenant of the issuer: `*` is any run of characters. */
  readonly subjectLike: string;
  /** Why no exact subject will do; the reason stands in the review. */
  readonly because: string;
  readonly subject?: never;
}

/** Options of {@link oidc}. */
export type OidcOptions = Issuer & (ExactSubject | SubjectPattern);

export type OidcTrust = OidcOptions & { readonly kind: 'oidc' };

/** Any other OIDC issuer: exactly one subject for one audience. A pattern needs `subjectLike` and a reason. */
export const oidc = <const Options extends OidcOptions>(options: Options & ExactIn<Options, 'subject' | 'audience'>): OidcTrust => ({
  ...(options as OidcOptions),
  kind: 'oidc',
});

const subjectOf = ({ subject, subjectLike }: OidcTrust): string => subject ?? subjectLike ?? '';

/** Issuers whose tokens can hold the claim of roles: your own, and a user pool, whose trigger writes claims. */
const NAMES_ROLES: ReadonlySet<string> = new Set(['generic', 'cognito-user-pool']);

function checkSubject(trust: OidcTrust, findings: FindingList): void {
  if (trust.subjectLike !== undefined && trust.subject !== undefined)
    findings.add('WI133', {
      what: '`subject` and `subjectLike` exclude each other',
      fix: 'name the exact subject alone',
      pointer: 'subjectLike',
    });
  if (trust.subjectLike !== undefined && (trust.because ?? '').trim() === '')
    findings.add('WI111', {
      what: `the pattern \`${trust.subjectLike}\` is given without a reason`,
      fix: 'say in `because` why no exact subject will do',
      pointer: 'because',
    });
  if (trust.subjectLike === undefined) checkExact('subject', trust.subject, findings);
  else if (!/^[^*?]{4}/.test(trust.subjectLike)) {
    findings.add('WI133', {
      what: `\`${trust.subjectLike}\` begins with a wildcard, so every tenant of the issuer matches`,
      fix: 'begin the pattern with what belongs to you alone',
      pointer: 'subjectLike',
    });
  }
}

function checkClaim(name: string, value: string, issuer: string, findings: FindingList): void {
  const support = claimSupport(claimKey(issuer, name));
  if (['aud', 'sub'].includes(name.toLowerCase())) {
    findings.add('WI133', {
      what: `\`${name}\` is named among the further claims`,
      fix: 'name it as `audience` or `subject`',
      pointer: name,
    });
  } else if (support.support !== 'exposed' || support.claim.multivalued) {
    const others = claimsOf(issuer).claims.filter((claim) => !claim.multivalued && !['aud', 'sub'].includes(claim.name));
    findings.add('WI160', {
      what: `\`${name}\` is no claim with one value that STS offers for \`${issuer}\``,
      fix: `take it out, or name one of ${others.map((claim) => `\`${claim.name}\``).join(', ')}`,
      pointer: name,
    });
  } else checkExact(name, value, findings);
}

export const oidcKind = defineWebIdentity<OidcTrust>({
  kind: 'oidc',
  fields: {
    issuer: text,
    audience: text,
    claims: recordOf(text, 'claims'),
    mustNameTheRole: flag,
    subject: text,
    subjectLike: text,
    because: text,
  },
  check: (trust, findings) => {
    checkIssuer(trust.issuer, findings);
    checkAudience(trust.audience, findings);
    checkSubject(trust, findings);
    if (typeof trust.issuer !== 'string') return;
    const issuer = issuerHost(trust.issuer);
    for (const [name, value] of Object.entries(trust.claims ?? {})) checkClaim(name, value, issuer, findings.below('claims'));
    const { id, title } = claimsOf(issuer);
    if (trust.mustNameTheRole === true && !NAMES_ROLES.has(id))
      findings.add('WI162', {
        what: `tokens of ${title} do not name roles in \`https://aws.amazon.com/roles\``,
        fix: 'take `mustNameTheRole` out, or exchange the token at a broker of your own that names the role',
        pointer: 'mustNameTheRole',
      });
  },
  token: (trust) => ({
    sid: 'WebIdentity',
    who: `${subjectOf(trust)} of ${trust.issuer}`,
    issuer: trust.issuer,
    subjects: [subjectOf(trust)],
    subjectsAreLike: trust.subjectLike !== undefined,
    audiences: [trust.audience],
    claims: Object.fromEntries(Object.entries(trust.claims ?? {}).map(([name, value]) => [name, [value]])),
    mustNameTheRole: trust.mustNameTheRole === true,
  }),
  ownNetwork: true,
  waivers: ({ subjectLike, because }) =>
    subjectLike === undefined ? [] : [{ what: `any subject like ${subjectLike}`, because: because ?? '' }],
});
