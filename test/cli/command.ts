/** Runs the command as users do: the built one, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const bin = join(root, 'bin/agent-identity.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** @throws {Error} where the package has not been built */
export function agentIdentity(...args: readonly string[]): Ran {
  if (!existsSync(join(root, 'dist/cli/main.js'))) throw new Error('the command is not built: npm run build');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { PATH: process.env.PATH },
  });
  return { code: status, out: stdout, err: stderr };
}

/** A folder for the files of a test, and what removes it. */
export function folder(): {
  readonly path: string;
  readonly file: (name: string, content: unknown) => string;
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), 'agent-identity-'));
  return {
    path,
    file: (name, content) => {
      const target = join(path, name);
      writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content));
      return target;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
