/** What all kinds have in common whose workloads come with a token of an OIDC issuer: a kind says whose tokens, and the rest follows. */
import { defineTrust, type TrustKind } from './define-trust';
import { sessionStatements } from './token-session';
import {
  federatedPrincipal,
  type ProviderSource,
  providerNeed,
  providerSource,
  type WebIdentity,
  webIdentityStatement,
} from './web-identity';

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
  /** True where IAM knows the issuer without a provider in the account. */
  readonly builtIn?: boolean;
  /** True where the workload runs in a network of the owner's, rather than on machines that the issuer's other customers share. */
  readonly ownNetwork?: boolean;
  readonly attestedBy?: TrustKind<Trust>['attestedBy'];
}

/** A trust kind by the tokens that it accepts. Its sessions carry a source identity and tags only where the token must set them. */
export const defineWebIdentity = <Trust extends Given>({
  kind,
  fields,
  check,
  token,
  waivers,
  builtIn = false,
  ownNetwork = false,
  attestedBy,
}: WebIdentityKind<Trust>): TrustKind<Trust> =>
  defineTrust<Trust>({
    kind,
    fields: (builtIn ? fields : { ...fields, provider: providerSource }) as TrustKind<Trust>['fields'],
    check,
    statements: (trust) => {
      const identity = { ...token(trust), builtIn };
      return [webIdentityStatement(identity), ...sessionStatements(identity.sid, federatedPrincipal(identity), identity.session ?? {})];
    },
    summary: (trust) => {
      const { who, issuer, subjects, audiences } = token(trust);
      return { who, issuer, ...(subjects.length === 0 ? {} : { subject: subjects }), audience: audiences };
    },
    log: (_trust, { logGroup }) => ({ writer: 'self', group: logGroup }),
    carriesSourceIdentity: false,
    issuedTags: (trust) => {
      const { sourceIdentity, tags = {} } = token(trust).session ?? {};
      return sourceIdentity === undefined ? undefined : Object.keys(tags).sort();
    },
    transitiveTags: [],
    boundTags: (trust) => Object.keys(token(trust).session?.tags ?? {}).sort(),
    network: () => (ownNetwork ? { stands: 'outside' } : undefined),
    ...(attestedBy === undefined ? {} : { attestedBy }),
    provider: (trust) => {
      const { issuer, audiences, authorizedParty } = token(trust);
      const known = authorizedParty === undefined ? audiences : [...audiences, authorizedParty];
      return builtIn ? undefined : providerNeed(issuer, known, trust.provider);
    },
    ...(waivers === undefined ? {} : { waivers }),
  });
