import { SHAPES } from '../shapes';
import { fillHoles, HOLE_OPEN } from '../text';
import { type IssuerDefinition, opaqueSubject, standardClaims, type TokenClaim } from './claim';
import { CLOUD_ISSUERS } from './cloud-issuers';
import { controlOf, type IdentityProviderControl } from './identity-provider-controls';
import { claimKey, parseClaimKey } from './issuer';
import { PIPELINE_ISSUERS } from './pipeline-issuers';
import { PLATFORM_ISSUERS } from './platform-issuers';

/** The day on which the tables of issuers were last compared with AWS's and the issuers' documentation. */
export const CLAIMS_DATE = '2026-11-23';

/** Every issuer that the tables name. */
export const ISSUERS: readonly IssuerDefinition[] = [...PIPELINE_ISSUERS, ...CLOUD_ISSUERS, ...PLATFORM_ISSUERS];

/** What trust policies can ask of the tokens of one issuer. */
export interface ClaimsOfIssuer {
  /** The issuer as it was asked for. */
  readonly issuer: string;
  /** The product, such as `github-actions`; `generic` for every issuer that the tables do not name. */
  readonly id: string;
  readonly title: string;
  readonly builtIn: boolean;
  /** `unknown` for a generic issuer: nobody but its owner can say who else it serves. */
  readonly tenancy: IssuerDefinition['tenancy'] | 'unknown';
  /** What STS offers as condition keys; nothing else of the token can be tested. */
  readonly claims: readonly TokenClaim[];
  /** Claims of the token that STS does not offer, with the one to use instead where there is one. */
  readonly hidden: Readonly<Record<string, string | undefined>>;
  /** What IAM demands of trust policies for this issuer. */
  readonly control?: IdentityProviderControl;
}

const GENERIC: Omit<ClaimsOfIssuer, 'issuer' | 'control'> = {
  id: 'generic',
  title: 'OpenID Connect issuer',
  builtIn: false,
  tenancy: 'unknown',
  claims: standardClaims(opaqueSubject(['subject-of-another-workload']), ['sts.amazonaws.com']),
  hidden: {},
};

/** The definition of an issuer. One that starts with a hole is not known before deployment. */
function definitionOf(issuer: string): IssuerDefinition | undefined {
  if (issuer.startsWith(HOLE_OPEN)) return undefined;
  const filled = fillHoles(issuer, ({ shape }) => SHAPES[shape].example).toLowerCase();
  return ISSUERS.find((definition) => definition.issuer.test(filled));
}

/**
 * The claims of an issuer, given as IAM writes it (see `issuerOf`): of the product where the tables name it, else the ones
 * that STS offers for every issuer.
 */
export function claimsOf(issuer: string): ClaimsOfIssuer {
  const control = controlOf(issuer);
  const definition = definitionOf(issuer);
  if (definition === undefined) {
    // IAM has controls for issuers that many tenants share, also where STS offers no claims of their own.
    return control === undefined ? { issuer, ...GENERIC } : { issuer, ...GENERIC, title: control.title, tenancy: 'shared', control };
  }
  const { id, title, builtIn, tenancy, claims, hidden = {} } = definition;
  return { issuer, id, title, builtIn, tenancy, claims, hidden, ...(control === undefined ? {} : { control }) };
}

/** One claim of an issuer by its name, without regard to case. */
export const claimOf = (issuer: string, name: string): TokenClaim | undefined =>
  claimsOf(issuer).claims.find((claim) => claim.name.toLowerCase() === name.toLowerCase());

/** The names of the claims that every token of the issuer holds: those that a proof may assume to be present. */
export const alwaysSent = (issuer: string): readonly string[] =>
  claimsOf(issuer)
    .claims.filter(({ sent }) => sent === 'always')
    .map(({ name }) => name);

/** Claims as condition keys and values, as a realistic token of the issuer would give them. */
export function exampleClaims(issuer: string): Readonly<Record<string, string | readonly string[]>> {
  const sent = claimsOf(issuer).claims.filter((claim) => claim.sent === 'always');
  return Object.fromEntries(
    sent.map(({ name, multivalued, examples: [example = ''] }) => [claimKey(issuer, name), multivalued ? [example] : example]),
  );
}

/** Whether a trust policy can test a claim. */
export type ClaimSupport =
  | { readonly support: 'exposed'; readonly issuer: string; readonly claim: TokenClaim }
  /** The key is absent from every request: positive operators never match, negated ones always do. True as of `CLAIMS_DATE`. */
  | { readonly support: 'hidden'; readonly issuer: string; readonly name: string; readonly instead?: string }
  /** The tables cannot say: the issuer is known only at deployment, or its documentation leaves the claim open. */
  | { readonly support: 'unknown'; readonly issuer: string; readonly name: string }
  /** A key of another kind, such as `aws:SourceArn`. */
  | { readonly support: 'not-a-claim' };

const STANDARD_NAMES: ReadonlySet<string> = new Set(GENERIC.claims.map(({ name }) => name));

/** Whether STS offers the claim that a condition key names. */
export function claimSupport(key: string): ClaimSupport {
  const parsed = parseClaimKey(key);
  if (parsed === undefined) return { support: 'not-a-claim' };
  const { issuer, claim: name } = parsed;
  const claim = claimOf(issuer, name);
  if (claim !== undefined) return { support: 'exposed', issuer, claim };
  const table = claimsOf(issuer);
  const folded = name.toLowerCase();
  if (issuer.startsWith(HOLE_OPEN) || name.includes(HOLE_OPEN)) return { support: 'unknown', issuer, name };
  // AWS's tables name the claims of built-in issuers one by one, and say neither yes nor no to the other standard ones.
  if (table.builtIn && STANDARD_NAMES.has(folded)) return { support: 'unknown', issuer, name };
  const instead = Object.hasOwn(table.hidden, folded) ? table.hidden[folded] : undefined;
  return { support: 'hidden', issuer, name, ...(instead === undefined ? {} : { instead }) };
}
