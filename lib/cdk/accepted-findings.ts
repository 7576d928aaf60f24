/** What somebody accepts of the findings of a synthesis: a baseline and acknowledgements, as `agent-identity check` knows them. */
import type { Finding } from '../finding/finding';
import { readValue } from '../graph/read-files';
import { type Acknowledgement, readAcknowledgements } from '../report/acknowledgement';
import { readBaseline } from '../report/baseline';
import { FindingsError } from '../report/findings-error';
import { engineFinding } from './engine-findings';

export interface Accepted {
  readonly acknowledgements: readonly Acknowledgement[];
  /** Fingerprints of the baseline; undefined where none is given. */
  readonly baseline: ReadonlySet<string> | undefined;
}

const notRead = (option: string, why: string, fix: string): Finding =>
  engineFinding('WI811', { what: `the ${option} accept nothing: ${why}`, fix });

/** The value of a file. @throws {FindingsError} */
function fileValue(option: string, file: string): unknown {
  const read = readValue(file);
  if ('why' in read) throw new FindingsError([notRead(option, `\`${file}\`: ${read.why}`, `give the path of a file that holds ${option}`)]);
  return read.value;
}

/** @throws {FindingsError} where acknowledgements are malformed: one with a fault would accept something else than was meant */
function acknowledgementsIn(given: string | readonly Acknowledgement[]): readonly Acknowledgement[] {
  const value = typeof given === 'string' ? fileValue('acknowledgements', given) : { version: 1, acknowledgements: given };
  const read = readAcknowledgements(value);
  if ('acknowledgements' in read) return read.acknowledgements;
  const fix = 'give a fingerprint, `because` and `owner` for each, and perhaps the day on which it expires';
  throw new FindingsError([notRead('acknowledgements', read.why, fix)]);
}

/** @throws {FindingsError} */
function baselineIn(file: string): ReadonlySet<string> {
  const read = readBaseline(fileValue('findings of the baseline', file));
  if ('baseline' in read) return new Set(read.baseline.findings.map(({ fingerprint }) => fingerprint));
  const fix = 'write the baseline anew with `agent-identity check cdk.out --write-baseline`';
  throw new FindingsError([notRead('findings of the baseline', `\`${file}\`: ${read.why}`, fix)]);
}

/**
 * Reads what is accepted.
 *
 * @throws {FindingsError} where a file cannot be read, or holds something else
 */
export const acceptedFindings = (
  baseline: string | undefined,
  acknowledgements: string | readonly Acknowledgement[] | undefined,
): Accepted => ({
  acknowledgements: acknowledgements === undefined ? [] : acknowledgementsIn(acknowledgements),
  baseline: baseline === undefined ? undefined : baselineIn(baseline),
});
