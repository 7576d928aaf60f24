/** What all kinds have in common whose workloads come with a token of an OIDC issuer: a kind says whose tokens, and the rest follows. */
import { defineTrust, type TrustKind } from './define-trust';
import { type ProviderSource, providerNeed, providerSource, type WebIdentity, webIdentityStatement } from './web-identity';

interface Token extends WebIdentity {
  /** The workload in words. */
  readonly who: string;
}

type Given = { readonly kind: string; readonly provider?: ProviderSource };

interface WebIdentityKind<Trust extends Given> {
  readonly kind: Trust['kind'];
  /** The form of each option but `provider`. */
  readonly fields: Omit<TrustKind<Trust>['fields'], 'provider'>;
  readonly check: TrustKind<Trust>['check'];
  /** The tokens that are accepted. */
  readonly token: (trust: Trust) => Token;
  readonly waivers?: TrustKind<Trust>['waivers'];
}

/** A trust kind by the tokens that it accepts. Its sessions carry no source identity and no tags: those would have to be claims of the token. */
export const defineWebIdentity = <Trust extends Given>({ kind, fields, check, token, waivers }: WebIdentityKind<Trust>): TrustKind<Trust> =>
  defineTrust<Trust>({
    kind,
    fields: { ...fields, provider: providerSource } as TrustKind<Trust>['fields'],
    check,
    statements: (trust) => [webIdentityStatement(token(trust))],
    summary: (trust) => {
      const { who, issuer, subjects, audiences } = token(trust);
      return { who, issuer, subject: subjects, audience: audiences };
    },
    log: (_trust, { logGroup }) => ({ writer: 'self', group: logGroup }),
    carriesSourceIdentity: false,
    transitiveTags: [],
    provider: (trust) => {
      const { issuer, audiences } = token(trust);
      return providerNeed(issuer, audiences, trust.provider);
    },
    ...(waivers === undefined ? {} : { waivers }),
  });
