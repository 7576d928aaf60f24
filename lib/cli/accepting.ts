/** The files that say what is accepted: acknowledgements and baselines. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Acknowledgement, readAcknowledgements } from '../report/acknowledgement';
import { type Baseline, baselineText, readBaseline } from '../report/baseline';
import type { UnreadPath } from '../report/judged-path';

const unread = (path: string, why: string): { readonly unread: UnreadPath } => ({ unread: { path, why } });

function valueIn(path: string): { readonly value: unknown } | { readonly why: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { why: missing ? 'there is no such file' : 'the file cannot be read' };
  }
  try {
    // A byte order mark is no part of the text.
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    return { why: 'the file is no JSON' };
  }
}

/** Reads a file of acknowledgements. One with any fault accepts nothing. */
export function acknowledgementsIn(
  path: string,
): { readonly acknowledgements: readonly Acknowledgement[] } | { readonly unread: UnreadPath } {
  const file = valueIn(path);
  if ('why' in file) return unread(path, file.why);
  const read = readAcknowledgements(file.value);
  return 'why' in read ? unread(path, `the file holds no acknowledgements: ${read.why}`) : read;
}

export function baselineIn(path: string): { readonly baseline: Baseline } | { readonly unread: UnreadPath } {
  const file = valueIn(path);
  if ('why' in file) return unread(path, file.why === 'there is no such file' ? `${file.why}; \`--write-baseline\` makes it` : file.why);
  const read = readBaseline(file.value);
  return 'why' in read ? unread(path, `the file holds no baseline: ${read.why}`) : read;
}

/** Writes a baseline; tells why where it cannot. A file that is no baseline is never overwritten. */
export function writeBaseline(path: string, baseline: Baseline): UnreadPath | undefined {
  const file = valueIn(path);
  const isFree = 'why' in file ? file.why === 'there is no such file' : !('why' in readBaseline(file.value));
  if (!isFree) return { path, why: 'the file is there already and holds no baseline, so it is not overwritten' };
  try {
    writeFileSync(path, baselineText(baseline));
    return undefined;
  } catch {
    return { path, why: 'the file cannot be written' };
  }
}
