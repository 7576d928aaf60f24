/** The engine as it is shipped: compiled JavaScript, without the marks that a development loader leaves in it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { Engine } from '../scripts/agreement/engine';

/** Compiles lib/policy without type checks and loads it. */
export function compiledEngine(): Engine {
  const source = join(__dirname, '../lib/policy');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const target = join(folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    writeFileSync(target, transpileModule(readFileSync(join(source, file), 'utf8'), { compilerOptions }).outputText);
  }
  try {
    const { parsePolicy } = require(join(folder, 'parse.js')) as Pick<Engine, 'parsePolicy'>;
    const { authorize } = require(join(folder, 'authorize.js')) as Pick<Engine, 'authorize'>;
    return { parsePolicy, authorize };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
