// Builds dist/: CommonJS and types by the compiler, data files copied as they are, and a thin ESM wrapper for every entry point.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });

const copyData = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) copyData(path);
    else if (!entry.name.endsWith('.ts')) {
      const target = join(dist, relative(join(root, 'lib'), path));
      mkdirSync(dirname(target), { recursive: true });
      cpSync(path, target);
    }
  }
};
copyData(join(root, 'lib'));

/**
 * Lets an entry point load what stands behind a name only when the name is asked for: whoever decides one request need not load the prover. What each name
 * means is what the compiled file exports.
 */
const loadOnDemand = (entry) => {
  const file = join(dist, entry, 'index.js');
  const whole = require(file);
  const parts = [...readFileSync(file, 'utf8').matchAll(/require\("(\.[^"]+)"\)/g)].map(([, from]) => [
    from,
    require(join(dist, entry, from)),
  ]);
  const lines = Object.keys(whole).map((name) => {
    const [from] = parts.find(([, part]) => part[name] === whole[name]) ?? [];
    if (from === undefined) throw new Error(`nothing that ${entry}/index.js loads exports ${name}`);
    return `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => require('${from}').${name} });`;
  });
  writeFileSync(file, `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n${lines.join('\n')}\n`);
};
loadOnDemand('policy');

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
for (const entry of Object.values(exports)) {
  if (typeof entry === 'string') continue;
  const commonJsFile = join(root, entry.require.default);
  const names = Object.keys(require(commonJsFile))
    .filter((name) => name !== 'default' && name !== '__esModule')
    .sort();
  const module = basename(commonJsFile);
  const wrapper = `import commonJs from './${module}';\nexport const { ${names.join(', ')} } = commonJs;\n`;
  writeFileSync(join(root, entry.import.default), names.length === 0 ? 'export {};\n' : wrapper);
  writeFileSync(join(root, entry.import.types), `export * from './${module}';\n`);
}
