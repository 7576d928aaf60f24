/** The words in which the tables of issuers are written. */

/** How the values of a claim look. */
export interface Grammar {
  /** The form in words, with placeholders in capitals. */
  readonly syntax: string;
  /** Accepts the values of the issuer's own format. */
  readonly pattern: RegExp;
  /** Patterns in IAM's wildcards that together match every value `pattern` accepts. */
  readonly globs: readonly string[];
  /**
   * Whether every value has this form. Where a tenant may change the format, or the issuer's documentation leaves it open,
   * the grammar makes an example realistic but proves nothing.
   */
  readonly fixed: boolean;
}

/** A claim that STS offers to trust policies as the condition key `issuer:name`. */
export interface TokenClaim {
  /** The part of the condition key after the issuer and the colon. */
  readonly name: string;
  /** The claim of the token that the key takes its value from, where that has another name. */
  readonly from?: string;
  readonly type: 'String' | 'Numeric';
  readonly multivalued: boolean;
  /** `always`: a proof may assume that the claim is present, if it says so. */
  readonly sent: 'always' | 'sometimes';
  /** When a claim that is not always sent is there, in words. */
  readonly when?: string;
  /** Whether the key is also present in the requests of the session; most claims exist only while the role is assumed. */
  readonly inSession: boolean;
  readonly grammar?: Grammar;
  /** Values as the issuer writes them, the most common first. */
  readonly examples: readonly string[];
}

/** An issuer, or a family of issuers of one product. */
export interface IssuerDefinition {
  readonly id: string;
  /** The name of the product. */
  readonly title: string;
  /** Accepts the issuer without `https://`, in lower case. */
  readonly issuer: RegExp;
  /** A real issuer of the family, for examples. */
  readonly example: string;
  /** Known to IAM by its host name; there is no provider resource in the account. */
  readonly builtIn: boolean;
  /** `shared`: tenants that do not know each other get tokens from this very issuer, so that the audience tells them apart at best. */
  readonly tenancy: 'shared' | 'per-tenant';
  readonly claims: readonly TokenClaim[];
  /** Claims that tokens hold but STS does not offer, with the key to use instead where there is one. */
  readonly hidden?: Readonly<Record<string, string | undefined>>;
  /** Pages that say so. */
  readonly sources: readonly string[];
}

type Details = Partial<Omit<TokenClaim, 'name' | 'examples'>>;

const claim = (name: string, sent: TokenClaim['sent'], examples: readonly string[], details: Details): TokenClaim => ({
  name,
  type: 'String',
  multivalued: false,
  sent,
  inSession: false,
  examples,
  ...details,
});

/** A claim of every token. */
export const always = (name: string, examples: readonly string[], details: Details = {}): TokenClaim =>
  claim(name, 'always', examples, details);

/** A claim of some tokens. */
export const sometimes = (name: string, when: string, examples: readonly string[], details: Details = {}): TokenClaim =>
  claim(name, 'sometimes', examples, { when, ...details });

const WHEN_AZP = 'the token has `azp`, which then takes the place of `aud`';

/**
 * The claims that STS offers for every issuer registered as an IAM OIDC provider.
 *
 * Source: IAM User Guide, "IAM and AWS STS condition context keys", keys for OIDC federation. OpenID Connect Core 1.0,
 * section 2: an ID token holds `iss`, `sub` and `aud`.
 */
export const standardClaims = (subject: TokenClaim, audiences: readonly string[]): readonly TokenClaim[] => [
  always('aud', audiences),
  subject,
  sometimes('amr', 'the issuer reports how the subject was authenticated', ['pwd'], { multivalued: true }),
  sometimes('oaud', WHEN_AZP, audiences, { from: 'aud' }),
  sometimes('email', 'the issuer was asked for the e-mail address', ['someone@example.com']),
];

/** `sub` in a known format. */
export const subject = (grammar: Grammar, examples: readonly string[], details: Details = {}): TokenClaim =>
  always('sub', examples, { grammar, ...details });

/** `sub` of an issuer whose format is its own affair. */
export const opaqueSubject = (examples: readonly string[]): TokenClaim => always('sub', examples);
