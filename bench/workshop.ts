/** A folder in which the programs of a benchmark run as plain JavaScript, with the packages of this one. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..');

/**
 * @param name what the folder is for
 * @param programs which files of this folder to put there
 * @param packages which packages they may load, beside this one
 */
export function workshop(name: string, programs: RegExp, packages: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), `bench-${name}-`));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const one of packages) {
    mkdirSync(dirname(join(modules, one)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', one), join(modules, one));
  }
  symlinkSync(ROOT, join(modules, 'agent-workload-identity'));
  for (const file of readdirSync(__dirname).filter((one) => programs.test(one))) {
    const { outputText } = ts.transpileModule(readFileSync(join(__dirname, file), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, basename(file, '.ts').concat('.js')), outputText);
  }
  return folder;
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
