/** Proves claims, and fails with what shows that they do not hold. */
import { counted } from '../report/count-text';
import { printable } from '../report/printable';
import type { Claim, ClaimVerdict } from './claim';
import { subjectOf } from './subject';

export interface JudgedClaim {
  readonly claim: Claim;
  readonly answer: ClaimVerdict;
}

/** One claim with its verdict and what shows it. */
function claimText({ claim, answer }: JudgedClaim): string {
  const shown = answer.verdict === 'proved' ? '' : answer.shown;
  // Findings of rules come in lines of their own; everything else is one line.
  const told = shown.startsWith('\n') ? shown.replaceAll('\n', '\n  ').trimEnd() : `\n  shown  ${printable(shown)}`;
  return `${answer.verdict}: ${printable(claim.says)}${shown === '' ? '' : told}`;
}

/** Claims that could not be proved. */
export class ClaimsError extends Error {
  override readonly name = 'ClaimsError';

  /** @param failed what was refuted or undecided, in the order claimed */
  constructor(
    readonly failed: readonly JudgedClaim[],
    total: number,
  ) {
    super(`${failed.length} of ${counted(total, 'claim')} not proved\n\n${failed.map(claimText).join('\n\n')}\n`);
  }
}

/** Judges claims without failing. See `subjectOf` for what they can be made about. */
export function judgeClaims(about: unknown, claims: readonly Claim[]): readonly JudgedClaim[] {
  const subject = subjectOf(about);
  return claims.map((claim) => ({ claim, answer: claim.judge(subject) }));
}

/**
 * Proves every claim about a template, a graph or a stack of the CDK.
 *
 * @returns what the proofs took for granted, such as a claim that an issuer always sends
 * @throws {ClaimsError} naming every claim that is refuted or undecided, with the request that shows it
 * @throws {TypeError} where there is nothing to make claims about, or no claim
 */
export function prove(about: unknown, ...claims: readonly Claim[]): readonly string[] {
  if (claims.length === 0) throw new TypeError('nothing is claimed; name at least one claim, such as isolated()');
  const judged = judgeClaims(about, claims);
  const failed = judged.filter(({ answer }) => answer.verdict !== 'proved');
  if (failed.length > 0) throw new ClaimsError(failed, claims.length);
  return [...new Set(judged.flatMap(({ answer }) => (answer.verdict === 'proved' ? (answer.assuming ?? []) : [])))];
}
