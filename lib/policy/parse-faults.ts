/** Collects what is wrong with a document while it is read. */
import type { DocumentFault } from './document';

/** Enough to repair any document by; a document with more is not worth listing. */
const MOST = 100;

/** Extends a JSON pointer by one step (RFC 6901). */
export const pointTo = (pointer: string, step: string | number): string =>
  `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;

export class FaultList {
  readonly #faults: DocumentFault[] = [];
  #left = 0;

  add(pointer: string, what: string, fix?: string): void {
    if (this.#faults.length >= MOST) this.#left += 1;
    else this.#faults.push(fix === undefined ? { pointer, what } : { pointer, what, fix });
  }

  get empty(): boolean {
    return this.#faults.length === 0;
  }

  /** All faults in order of discovery; beyond the first hundred only their number. */
  list(): readonly DocumentFault[] {
    return this.#left === 0 ? this.#faults : [...this.#faults, { pointer: '', what: `${this.#left} more faults are not listed` }];
  }
}
