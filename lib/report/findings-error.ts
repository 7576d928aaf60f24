import type { Finding } from '../finding/finding';
import { countFindings } from './count-text';
import { findingsToText } from './to-text';

/** Stack frames of the runtime and of packages say nothing about the code that has to change. */
const FOREIGN_FRAME = /\(?node:|[\\/]node_modules[\\/]/;

/**
 * The one error that the engines throw: everything that stands in the way, at once.
 *
 * The message is complete; `findings` holds the same as data. The stack is cut to the frames of the caller's own code.
 */
export class FindingsError extends Error {
  override readonly name = 'FindingsError';
  declare readonly findings: readonly Finding[];

  /**
   * @param findings what stands in the way, errors and warnings
   * @param about what was refused, such as ``the declaration of `support` cannot be planned``. Default: the counts alone
   */
  constructor(findings: readonly Finding[], about?: string) {
    const count = countFindings(findings);
    super(`${about === undefined ? count : `${about}: ${count}`}\n\n${findingsToText(findings)}\n`);
    // Not enumerable: the runtime prints enumerable fields below an uncaught error, and the message says it all already.
    Object.defineProperty(this, 'findings', { value: findings, enumerable: false });
    Object.defineProperty(this, 'name', { value: 'FindingsError', enumerable: false });
    const frames = (this.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) && !FOREIGN_FRAME.test(line));
    Object.defineProperty(this, 'stack', { value: [`${this.name}: ${this.message}`, ...frames].join('\n'), enumerable: false });
  }
}
