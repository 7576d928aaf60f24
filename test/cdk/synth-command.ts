/** The CDK's real command on real programs, without network, account or credentials. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
/** For a test that runs it, in milliseconds. */
export const SECONDS = 180_000;

export interface Run {
  readonly status: number | null;
  /** Everything printed. */
  readonly said: string;
  readonly files: readonly string[];
  readonly report: unknown;
}

/** Runs `cdk synth '**'` on a program. @param given further variables of its environment */
export function synth(program: string, given: Readonly<Record<string, string>> = {}): Run {
  const output = mkdtempSync(join(tmpdir(), 'cdk-out-'));
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/aws-cdk/bin/cdk'),
        'synth',
        '**',
        '--quiet',
        '--no-notices',
        '--app',
        `${process.execPath} --import tsx ${program}`,
        '--output',
        output,
      ],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          HOME: output,
          CDK_DISABLE_CLI_TELEMETRY: 'true',
          // No credentials are looked for in a file or on the network.
          AWS_EC2_METADATA_DISABLED: 'true',
          ...given,
        },
      },
    );
    const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
    const report: unknown = files.includes('validation-report.json')
      ? JSON.parse(readFileSync(join(output, 'validation-report.json'), 'utf8'))
      : undefined;
    return { status, said: `${stdout}${stderr}`, files, report };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}
