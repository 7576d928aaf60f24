/** The prover as it is shipped: compiled JavaScript, without the marks that a development loader leaves in it. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type * as policy from '../lib/policy';

const SOURCE = join(__dirname, '../lib/policy');

/** Compiles lib/policy without type checks; the folder of the result. */
export function compilePolicy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-prove-'));
  for (const file of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })) {
    const target = join(folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    if (file.endsWith('.gz')) cpSync(join(SOURCE, file), target);
    if (!file.endsWith('.ts')) continue;
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    writeFileSync(target, transpileModule(readFileSync(join(SOURCE, file), 'utf8'), { compilerOptions }).outputText);
  }
  return folder;
}

export type CompiledPolicy = Pick<typeof policy, 'contains' | 'parsePolicy'>;
