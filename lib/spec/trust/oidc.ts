/**
 * Any other OIDC issuer: a workload becomes the component with a token of that issuer.
 *
 * For an issuer that AWS does not recognise, STS exposes only `sub`, `aud`, `amr`, `oaud` and `email` as condition keys, so subject and audience are all that
 * there is to pin.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
import type { ExactIn } from '../exact';
import { text } from '../form';
import type { Late } from '../late';
import { defineTrust } from './define-trust';
import {
  checkAudience,
  checkExact,
  checkIssuer,
  type ProviderSource,
  providerNeed,
  providerSource,
  webIdentityStatement,
} from './web-identity';

interface Issuer {
  readonly issuer: Late<'oidc-issuer-url'> | `https://${string}`;
  readonly audience: string;
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

export const oidcKind = defineTrust<OidcTrust>({
  kind: 'oidc',
  fields: { issuer: text, audience: text, provider: providerSource, subject: text, subjectLike: text, because: text },
  check: (trust, findings) => {
    checkIssuer(trust.issuer, findings);
    checkAudience(trust.audience, findings);
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
  },
  statements: (trust) => [
    webIdentityStatement({
      sid: 'WebIdentity',
      issuer: trust.issuer,
      subjects: [subjectOf(trust)],
      subjectsAreLike: trust.subjectLike !== undefined,
      audiences: [trust.audience],
    }),
  ],
  summary: (trust) => ({
    who: `${subjectOf(trust)} of ${trust.issuer}`,
    issuer: trust.issuer,
    subject: [subjectOf(trust)],
    audience: [trust.audience],
  }),
  log: (_trust, { logGroup }) => ({ writer: 'self', group: logGroup }),
  carriesSourceIdentity: false,
  transitiveTags: [],
  provider: (trust) => providerNeed(trust.issuer, [trust.audience], trust.provider),
  waivers: ({ subjectLike, because }) =>
    subjectLike === undefined ? [] : [{ what: `any subject like ${subjectLike}`, because: because ?? '' }],
});
