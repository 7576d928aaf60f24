/** Installs the packed tarball into an empty folder, as a user would, with the engines of this checkout linked beside it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_PATH: '' } });

/** The files of the tarball, and the tarball. `npm pack` takes what `npm run build` left in dist. */
export function pack(folder: string): { readonly tarball: string; readonly files: readonly string[] } {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], root)) as readonly {
    readonly filename: string;
    readonly files: readonly { readonly path: string }[];
  }[];
  return { tarball: join(folder, packed?.filename ?? ''), files: (packed?.files ?? []).map(({ path }) => path) };
}

export const emptyFolder = (name: string): string => mkdtempSync(join(tmpdir(), `agent-workload-identity-${name}-`));

/** A project with the tarball installed and only these packages of the checkout linked. */
export class InstalledPackage {
  readonly folder: string;

  constructor(name: string, tarball: string, linked: readonly string[]) {
    this.folder = emptyFolder(name);
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ name: 'consumer', version: '1.0.0', private: true }));
    run('npm', ['install', '--no-audit', '--no-fund', '--omit=peer', '--legacy-peer-deps', tarball], this.folder);
    for (const dependency of linked) {
      const target = join(this.folder, 'node_modules', dependency);
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(join(root, 'node_modules', dependency), target, 'dir');
    }
  }

  /** Runs a program in the project and gives what it prints. */
  node(file: string, source: string): string {
    writeFileSync(join(this.folder, file), source);
    return run(process.execPath, [file], this.folder);
  }

  /** Type-checks a program with one compiler. */
  compile(compiler: string, source: string, options: Readonly<Record<string, unknown>>): string {
    writeFileSync(join(this.folder, 'main.ts'), source);
    writeFileSync(
      join(this.folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          skipLibCheck: true,
          target: 'es2022',
          types: [],
          ...options,
        },
        files: ['main.ts'],
      }),
    );
    try {
      return run(process.execPath, [join(root, 'node_modules', compiler, 'bin', 'tsc'), '-p', 'tsconfig.json'], this.folder);
    } catch (error) {
      return String((error as { stdout?: string }).stdout ?? error);
    }
  }

  command(...args: readonly string[]): string {
    return run(process.execPath, [join('node_modules', '.bin', 'agent-identity'), ...args], this.folder);
  }
}
