/** Which claims of an identity provider's tokens IAM makes condition keys of. */

/** One claim that becomes a condition key `issuer:key`. */
export interface IssuerClaim {
  /** The claim's name in the token, such as `sub`. */
  readonly claim: string;
  /** What follows the issuer and a colon in the condition key, such as `sub`. */
  readonly key: string;
}

/** The claims of every issuer; `ISSUER_CLAIMS` is the one that is kept with the reference data. */
export interface ClaimTable {
  /**
   * The claims that become condition keys for tokens of an issuer.
   *
   * @param issuer the issuer's URL without `https://`, verbatim with path and trailing slash, or a built-in host such as `accounts.google.com`
   */
  claimsOf(issuer: string): readonly IssuerClaim[];
}
