import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('the entry point for Pulumi', () => {
  it('loads nothing of the CDK', () => {
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'programs', 'loaded-packages.ts')], {
      encoding: 'utf8',
    });
    const packages: readonly string[] = JSON.parse(stdout);
    expect(packages).toEqual(expect.arrayContaining(['@pulumi/aws', '@pulumi/pulumi']));
    expect(packages.filter((name) => /cdk|constructs|jsii/.test(name))).toEqual([]);
  });
});
