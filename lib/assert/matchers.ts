/** Matchers for Jest and for runners with its `expect.extend`. */
import { isolated } from './isolated';
import { ClaimsError, judgeClaims } from './prove';

interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What each matcher adds to an expectation. */
export interface IdentityMatchers<Result> {
  /** Every rule holds of every component: a template, an identity graph, a path, or a stack of the CDK. */
  readonly toGiveEachComponentItsOwnIdentity: () => Result;
}

/** Register them once: `expect.extend(identityMatchers)`. */
export const identityMatchers = {
  toGiveEachComponentItsOwnIdentity: (received: unknown): Matched => {
    const judged = judgeClaims(received, [isolated()]);
    const failed = judged.filter(({ answer }) => answer.verdict !== 'proved');
    return {
      pass: failed.length === 0,
      message: () =>
        failed.length === 0
          ? 'every component has an identity of its own, and that was not expected'
          : new ClaimsError(failed, judged.length).message,
    };
  },
};

declare global {
  namespace jest {
    // Merged with Jest's own declaration, which names the same parameters.
    interface Matchers<R, T> extends IdentityMatchers<R> {}
  }
}
