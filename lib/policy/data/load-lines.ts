import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What every table says of itself in its first line. */
export interface TableHeader {
  readonly format: number;
  /** The day of the source data, `YYYY-MM-DD`. */
  readonly date: string;
  /** The package and version that the table was compiled from. */
  readonly source: string;
}

export interface LoadedLines<Header extends TableHeader> {
  readonly header: Header;
  /** The lines after the header, unparsed. */
  readonly lines: readonly string[];
}

/** Requires the module when it is needed: it is the slowest one to load, and most users of the engine never ask for the data. */
const unpack = (packed: Buffer): Buffer => (require('node:zlib') as typeof import('node:zlib')).gunzipSync(packed);

/**
 * Reads a compiled table from disk: lines of JSON, packed.
 *
 * @param what what the table holds, in words
 * @throws Error when the file is missing or belongs to another version of this package.
 */
export function loadLines<Header extends TableHeader>(file: string, what: string, format: number): LoadedLines<Header> {
  const path = join(__dirname, file);
  let text: string;
  try {
    text = unpack(readFileSync(path)).toString('utf8');
  } catch (cause) {
    throw new Error(`cannot read the ${what} \`${path}\`: it must stand beside the module that loads it`, { cause });
  }
  const [first = '', ...lines] = text.split('\n');
  const header = JSON.parse(first) as Header;
  if (header.format !== format) {
    throw new Error(`the ${what} \`${path}\` has format ${header.format}, but format ${format} is expected`);
  }
  return { header, lines };
}
