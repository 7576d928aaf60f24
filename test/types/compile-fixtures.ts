import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FIXTURES = join(__dirname, 'fixtures');
const ROOT = join(__dirname, '..', '..');

/** A misuse that a fixture declares: the reason, and what the compiler must say about the line after it. */
export interface Misuse {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly code: number;
  /** Words of the compiler's message; empty where the code says enough. */
  readonly words: string;
}

/** What the compiler says. */
export interface Complaint {
  readonly file: string;
  readonly line: number;
  readonly code: number;
  readonly message: string;
}

const EXPECTATION = /^\s*\/\/ @ts-expect-error (.+): TS(\d+)(?: (.*))?$/;
const DIRECTIVE = '@ts-expect-error';

const files = readdirSync(FIXTURES).filter((file) => file.endsWith('.ts'));

/** Every directive of the fixtures. One that does not say what it expects is a fault of the fixture. */
export const misuses: readonly Misuse[] = files.flatMap((file) =>
  readFileSync(join(FIXTURES, file), 'utf8')
    .split('\n')
    .flatMap((text, index): readonly Misuse[] => {
      if (!text.includes(DIRECTIVE)) return [];
      const [, reason, code, words = ''] = EXPECTATION.exec(text) ?? [];
      if (reason === undefined) throw new Error(`${file}:${index + 1} does not say what the compiler is to say`);
      return [{ file, line: index + 2, reason, code: Number(code), words }];
    }),
);

/**
 * Compiles all fixtures as one program, with the directives taken out: so it shows not only that there is an error, but which one, and that
 * nothing else is wrong.
 */
export function complaints(): readonly Complaint[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
  const { readFile } = host;
  host.readFile = (path) => {
    const text = readFile.call(host, path);
    return path.startsWith(FIXTURES) ? text?.replaceAll(DIRECTIVE, 'the compiler') : text;
  };
  host.getSourceFile = (path, version) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram(
    files.map((file) => join(FIXTURES, file)),
    options,
    host,
  );
  const inFixtures = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(FIXTURES));
  return [
    ...program.getGlobalDiagnostics(),
    ...inFixtures.flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]),
  ].map(({ file, start = 0, code, messageText }) => ({
    file: file === undefined ? '' : file.fileName.slice(FIXTURES.length + 1),
    line: file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1,
    code,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}
