import { loadLines } from './load-lines';
import { REFERENCE_FORMAT, type ReferenceHeader, type ServiceRow } from './reference-format';

/** The compiled reference with its lines still unparsed. */
export interface LoadedReference {
  readonly header: ReferenceHeader;
  /** Parses the line of a service each time it is called; `undefined` for a prefix that the data does not have. */
  row(prefix: string): ServiceRow | undefined;
}

let loaded: LoadedReference | undefined;

function read(): LoadedReference {
  const { header, lines } = loadLines<ReferenceHeader>('service-reference.jsonl.gz', 'service reference', REFERENCE_FORMAT);
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
