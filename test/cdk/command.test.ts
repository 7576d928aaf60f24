/** The CDK's real command on real programs, without network, account or credentials. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLAN_FILE } from '../../lib/cdk';

const ROOT = join(__dirname, '../..');
const SECONDS = 180_000;

interface Run {
  readonly status: number | null;
  /** Everything printed. */
  readonly said: string;
  readonly files: readonly string[];
  readonly report: unknown;
}

function synth(program: string): Run {
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

describe('cdk synth', () => {
  it(
    'makes the templates and plans of the support agent, with nothing to say about them',
    () => {
      const { status, said, files, report } = synth('examples/support-agent/cdk.ts');
      expect(said).not.toMatch(/warning|error|deprecat/i);
      expect(status).toBe(0);
      expect(files.filter((name) => name.endsWith('.template.json'))).toHaveLength(6);
      expect(files.filter((name) => name.endsWith(PLAN_FILE)).map((name) => name.split('/')[0])).toEqual([
        'assembly-Development',
        'assembly-Production',
      ]);
      const { pluginReports } = report as { readonly pluginReports: readonly { readonly violations: readonly unknown[] }[] };
      expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
    },
    SECONDS,
  );

  it(
    'fails where a construct grants what the declaration does not say, and says what to declare',
    () => {
      const { status, said } = synth('test/cdk/apps/refused-grant.ts');
      expect(status).toBe(1);
      expect(said).toMatch(/\[Desk\/Identity\] WI801 engine\/grant-is-declared: `clerk` is granted/);
      expect(said).toMatch(/fix {4}add `allow\(.*\)\.on\(.*\)` to `can` of `clerk`/);
    },
    SECONDS,
  );
});
