import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE_FORMAT, type ReferenceHeader, type ServiceRow } from './reference-format';

/** The compiled reference with its lines still unparsed. */
export interface LoadedReference {
  readonly header: ReferenceHeader;
  /** Parses the line of a service each time it is called; `undefined` for a prefix that the data does not have. */
  row(prefix: string): ServiceRow | undefined;
}

const FILE = 'service-reference.jsonl.gz';

/** Requires the module when it is needed: it is the slowest one to load, and most users of the engine never ask for the data. */
const unpack = (packed: Buffer): Buffer => (require('node:zlib') as typeof import('node:zlib')).gunzipSync(packed);

let loaded: LoadedReference | undefined;

function read(): LoadedReference {
  const path = join(__dirname, FILE);
  let text: string;
  try {
    text = unpack(readFileSync(path)).toString('utf8');
  } catch (cause) {
    throw new Error(`cannot read the service reference \`${path}\`: it must stand beside the module that loads it`, { cause });
  }
  const [first = '', ...lines] = text.split('\n');
  const header = JSON.parse(first) as ReferenceHeader;
  if (header.format !== REFERENCE_FORMAT) {
    throw new Error(`the service reference \`${path}\` has format ${header.format}, but format ${REFERENCE_FORMAT} is expected`);
  }
  const lineOf = new Map(header.services.map((service, index) => [service, lines[index]]));
  return {
    header,
    row: (prefix) => {
      const line = lineOf.get(prefix);
      return line === undefined ? undefined : (JSON.parse(line) as ServiceRow);
    },
  };
}

/**
 * The compiled service authorization reference, read from disk when first asked for and then kept.
 *
 * @throws Error when the file is missing or belongs to another version of this package.
 */
export function loadServiceReference(): LoadedReference {
  loaded ??= read();
  return loaded;
}

/** Whether the file has been read: importing this package must not do it. */
export const serviceReferenceLoaded = (): boolean => loaded !== undefined;
