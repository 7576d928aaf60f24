/**
 * Construct paths by logical id, as an assembly's metadata tells them: they say where a finding points, and nothing else is read from metadata.
 *
 * A stack's metadata lists its nested stacks' resources too; each belongs to the template of the nearest construct above it that has one.
 */
import { isRecord, own } from '../../policy/parse-values';

/** Construct paths of one template's resources, by logical id. */
export type ConstructPaths = ReadonlyMap<string, string>;

const textsOf = (entries: unknown, type: string): readonly string[] =>
  (Array.isArray(entries) ? (entries as readonly unknown[]) : []).flatMap((entry) => {
    const data = isRecord(entry) && own(entry, 'type') === type ? own(entry, 'data') : undefined;
    return typeof data === 'string' ? [data] : [];
  });

/** The nearest of these constructs above a path, itself included. */
function above(path: string, templates: ReadonlyMap<string, string>): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const file = templates.get(at);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Construct paths by template file; those of the stack itself under its own file. */
export function constructPaths(metadata: unknown, stackFile: string): ReadonlyMap<string, ConstructPaths> {
  const entries = isRecord(metadata) ? Object.entries(metadata) : [];
  const templates = new Map(
    entries.flatMap(([path, entry]) => textsOf(entry, 'aws:cdk:templateFile').map((file) => [path, file] as const)),
  );
  const paths = new Map<string, Map<string, string>>();
  for (const [path, entry] of entries) {
    const file = above(path, templates) ?? stackFile;
    const own = paths.get(file) ?? new Map<string, string>();
    paths.set(file, own);
    for (const logicalId of textsOf(entry, 'aws:cdk:logicalId')) own.set(logicalId, path.replace(/^\//, ''));
  }
  return paths;
}
