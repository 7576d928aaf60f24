/** The examples of how to use the rules run, and say what the documentation says of them. The one for the CDK runs in test/cdk/checks-command.test.ts. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import '../../examples/checks-in-tests/identities.test';

const ROOT = join(__dirname, '../..');

const check = (given: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'examples/checks-in-pulumi/check.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...given },
  });

describe('examples/checks-in-pulumi/check.ts', () => {
  it('passes the sound program', () => {
    const { status, stdout } = check({ SOUND: 'yes' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'proved: 3 resources\n' });
  });

  it('fails the faulty one with the token that shows it, and the fix', () => {
    const { status, stdout } = check({});
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^WI201 trust\/subject-is-pinned: .*`repo:acme\*`\n {2}shown {2}sub `repo:acme-.*\n {2}fix {4}name the exact subject/,
    );
  });
});
