/** What loading the CDK entry point costs those who import it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The files that are loaded once a module is, in a process of its own. */
function loadedBy(module: string): readonly string[] {
  const program = `require(${JSON.stringify(join(ROOT, module))}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--eval', program], { cwd: ROOT, encoding: 'utf8' });
  return JSON.parse(said);
}

describe('the CDK entry point', () => {
  const loaded = loadedBy('lib/cdk/index.ts');

  it('loads the other engine never', () => {
    expect(loaded.filter((file) => /@pulumi|lib[\\/]pulumi[\\/]/.test(file))).toEqual([]);
    expect(loaded.filter((file) => /lib[\\/]cdk[\\/]/.test(file))).not.toEqual([]);
  });

  it('loads no construct of a service before it is used', () => {
    expect(loaded.filter((file) => /aws-cdk-lib[\\/]aws-[a-z]+[\\/]lib[\\/]/.test(file))).toEqual([]);
    // Of the CDK itself, only what a construct is; each service has an index that loads its constructs one by one, when they are asked for.
    const index = /aws-cdk-lib[\\/]aws-[a-z]+[\\/]index\.js$/;
    expect(loaded.filter((file) => file.includes('aws-cdk-lib') && !index.test(file)).length).toBeLessThan(20);
  });
});
