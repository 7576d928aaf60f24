/** The vocabulary of the service reference and of the issuers' claim tables. The reference is read when it is first needed. */
import { claimSupport } from '../claims/claims-of';
import { actionsMatching } from '../data/actions-matching';
import { resourcePatterns } from '../data/example-resource';
import type { Vocabulary } from './vocabulary';

const tokenClaim = (key: string) => {
  const support = claimSupport(key);
  return support.support === 'exposed' ? support.claim : undefined;
};

export const REFERENCE_VOCABULARY: Vocabulary = {
  actionsMatching,
  resourcePatterns,
  exampleValues: (key) => tokenClaim(key)?.examples ?? [],
  valuePatterns: (key) => tokenClaim(key)?.grammar?.globs ?? [],
};
