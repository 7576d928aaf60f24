import type { ClaimTable } from '../claim-table';
import { claimsOf } from './claims-of';

/** The tables of issuers as the evaluator reads them. */
export const ISSUER_CLAIMS: ClaimTable = {
  claimsOf: (issuer) => claimsOf(issuer).claims.map(({ name, from = name }) => ({ claim: from, key: name })),
};
