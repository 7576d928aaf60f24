import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** A source file of the library with what it imports. */
export interface SourceFile {
  /** Below the repository, with forward slashes, such as `lib/plan/plan.ts`. */
  readonly path: string;
  /** The folder below `lib`; empty for the entry point itself. */
  readonly part: string;
  /** Packages and built-in modules, as written. */
  readonly packages: readonly string[];
  /** The parts of the library that it imports, its own not among them. */
  readonly parts: readonly string[];
  readonly lines: number;
}

const unix = (path: string): string => path.split(sep).join('/');

const partOf = (path: string): string => {
  const [first = '', ...rest] = path.split('/');
  return rest.length === 0 ? '' : first;
};

/** Type imports count too: they are what the reader of a file has to know. */
function read(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const part = partOf(path.slice('lib/'.length));
  const local = specifiers.filter((name) => name.startsWith('.'));
  const parts = local.map((name) => partOf(unix(relative(join(ROOT, 'lib'), join(ROOT, dirname(path), name))).concat('/')));
  return {
    path,
    part,
    packages: specifiers.filter((name) => !name.startsWith('.')),
    parts: [...new Set(parts)].filter((other) => other !== part),
    lines: text.split('\n').length - 1,
  };
}

/** Every TypeScript file of the library. */
export const librarySources = (): readonly SourceFile[] =>
  readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(`lib/${unix(file)}`))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
