/** Matchers for Jest and for runners with its `expect.extend`, such as Vitest. */
import type { Acknowledgement } from '../report/acknowledgement';
import { counted } from '../report/count-text';
import { fingerprinter } from '../report/fingerprint';
import { findingsToText } from '../report/to-text';
import { accept } from '../rules/accept';
import { PRESETS, type PresetName } from '../rules/presets';
import { runRules } from '../rules/run-rules';
import type { Claim } from './claim';
import { isolated } from './isolated';
import { ClaimsError, type JudgedClaim, judgeClaims } from './prove';
import { subjectOf } from './subject';

interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

export interface PassOptions {
  /** Which rules, and whether warnings count. Default `recommended`. */
  readonly preset?: PresetName;
  /** Findings that are right here, by the fingerprint that the failure shows. */
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** What the matchers add to an expectation. What is expected of: a template, an identity graph, a path, or a stack, stage or app of the CDK. */
export interface IdentityMatchers<Result> {
  /** Every rule of the preset `recommended` holds of every component. */
  readonly toGiveEachComponentItsOwnIdentity: () => Result;
  /** Every claim is proved; the failure shows the counterexample of each that is not. */
  readonly toProve: (...claims: readonly [Claim, ...Claim[]]) => Result;
  /** No rule finds anything that counts: nothing refuted and nothing undecided, warnings left out unless the preset is `strict`. */
  readonly toPassIdentityChecks: (options?: PassOptions) => Result;
}

function matchClaims(received: unknown, claims: readonly Claim[]): Matched {
  const judged = judgeClaims(received, claims);
  const failed = judged.filter(({ answer }) => answer.verdict !== 'proved');
  return {
    pass: failed.length === 0,
    message: () => (failed.length === 0 ? proved(judged) : new ClaimsError(failed, judged.length).message),
  };
}

/** For `not`: what was proved, and an example where there is one. */
const proved = (judged: readonly JudgedClaim[]): string =>
  judged
    .map(
      ({ claim, answer }) =>
        `proved, and that was not expected: ${claim.says}${answer.shown === undefined ? '' : `\n  shown  ${answer.shown}`}`,
    )
    .join('\n\n');

function matchChecks(received: unknown, { preset = 'recommended', acknowledgements = [] }: PassOptions): Matched {
  const subject = subjectOf(received);
  const { warningsCount } = PRESETS[preset];
  const judgement = runRules(PRESETS[preset], subject);
  const today = new Date().toISOString().slice(0, 10);
  const { verdict, findings } = accept(judgement, fingerprinter(subject.graph), { acknowledgements, today, warningsCount });
  const grave = findings.filter(({ severity }) => warningsCount || severity === 'error');
  return {
    pass: verdict === 'proved',
    message: () =>
      verdict === 'proved'
        ? `nothing is found by the rules of the preset \`${preset}\`, and that was not expected`
        : `${verdict}: ${counted(grave.length, 'finding')} by the rules of the preset \`${preset}\`\n\n${findingsToText(grave)}\n`,
  };
}

/** Register them once, in a setup file: `expect.extend(identityMatchers)`. */
export const identityMatchers = {
  toGiveEachComponentItsOwnIdentity: (received: unknown): Matched => matchClaims(received, [isolated()]),
  toProve: (received: unknown, ...claims: readonly Claim[]): Matched => {
    if (claims.length === 0) throw new TypeError('nothing is claimed; name at least one claim, such as isolated()');
    return matchClaims(received, claims);
  },
  toPassIdentityChecks: (received: unknown, options: PassOptions = {}): Matched => matchChecks(received, options),
};

declare global {
  namespace jest {
    // Merged with Jest's own declaration, which names the same parameters.
    interface Matchers<R, T> extends IdentityMatchers<R> {}
  }
}
