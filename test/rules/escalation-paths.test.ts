import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { actionInfo } from '../../lib/policy';
import { PATHS_BY_RULE } from '../../lib/rules/escalation-paths/all-paths';
import { OUT_OF_SCOPE } from '../../lib/rules/escalation-paths/out-of-scope';
import type { EscalationPath } from '../../lib/rules/escalation-paths/path';
import { managedPolicy, policy, role, serviceTrust } from '../../lib/rules/examples/parts';
import { openPaths } from '../../lib/rules/reading/open-paths';
import { escalationPage } from '../../scripts/escalation-page';

const paths = Object.values(PATHS_BY_RULE).flat();

type Json = Readonly<Record<string, unknown>>;

const allow = (action: readonly string[]): Json => ({ Effect: 'Allow', Action: action, Resource: '*' });
const deny = (action: readonly string[]): Json => ({ Effect: 'Deny', Action: action, Resource: '*' });

/** Binds without taking anything away that a way needs. */
const ELSEWHERE = deny(['s3:DeleteBucket']);

/** Ids of the ways that are open to a role with these statements, within a boundary of these actions. */
function open(statements: readonly Json[], boundary?: readonly string[]): readonly string[] {
  const { holders, ...graph } = fromCloudFormation({
    Resources: {
      Boundary: managedPolicy(policy(allow(boundary ?? ['*']))),
      Role: role({
        trust: serviceTrust('lambda.amazonaws.com'),
        policies: [{ name: 'declared', document: policy(...statements) }],
        ...(boundary === undefined ? {} : { boundary: { Ref: 'Boundary' } }),
      }),
    },
  });
  const holder = holders.find(({ kind }) => kind === 'role');
  if (holder === undefined) throw new Error('there is no role');
  const found = openPaths(holder, paths, { ...graph, holders });
  if (found === undefined) throw new Error('the policies cannot be read');
  expect(found.undecided).toEqual([]);
  return found.open.map(({ path }) => path.id);
}

const needed = ({ needs, liftsDeny }: EscalationPath): readonly Json[] => [allow(needs), ...(liftsDeny === true ? [ELSEWHERE] : [])];

describe.each(paths.map((path) => [path.id, path] as const))('%s', (id, path) => {
  it('is open to whoever holds exactly the permissions that it needs', () => {
    expect(open(needed(path))).toContain(id);
  });

  it('is open as well when they stand in one statement each', () => {
    expect(open([...path.needs.map((action) => allow([action])), ...needed(path).slice(1)])).toContain(id);
  });

  it.each(path.needs)('is closed without %s', (missing) => {
    const others = path.needs.filter((action) => action !== missing);
    expect(open([allow(['s3:ListAllMyBuckets', ...others]), ...needed(path).slice(1)])).not.toContain(id);
  });

  it.each(path.needs)('is closed where %s is denied', (denied) => {
    expect(open([...needed(path), deny([denied])])).not.toContain(id);
  });

  it.each(path.needs)('is closed where the boundary cuts off %s', (cut) => {
    const others = path.needs.filter((action) => action !== cut);
    expect(open(needed(path), ['s3:ListAllMyBuckets', ...others])).not.toContain(id);
    expect(open(needed(path), path.needs)).toContain(id);
  });
});

describe('the table', () => {
  it('has every way once', () => {
    const ids = paths.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('needs actions that exist, in AWS\u2019s own spelling, but for services that AWS has closed', () => {
    const closed = /^codestar:/;
    const actions = [...new Set(paths.flatMap(({ needs }) => needs))].filter((action) => !closed.test(action));
    const unknown = actions.filter((action) => {
      const info = actionInfo(action);
      return info.status !== 'known' || info.action !== action;
    });
    expect(unknown).toEqual([]);
  });

  it('covers the catalogue, or says why not', () => {
    const counts = {
      apprunner: 2,
      batch: 3,
      bedrock: 7,
      braket: 1,
      cloudformation: 5,
      codebuild: 4,
      codedeploy: 1,
      cognitoidentity: 1,
      datapipeline: 1,
      ec2: 5,
      ecs: 9,
      emr: 1,
      emrserverless: 1,
      gamelift: 1,
      glue: 7,
      iam: 26,
      imagebuilder: 1,
      kinesisanalytics: 1,
      lambda: 6,
      omics: 1,
      sagemaker: 5,
      scheduler: 1,
      ssm: 3,
      sso: 3,
      stepfunctions: 2,
      sts: 1,
    };
    const catalogue = Object.entries(counts).flatMap(([service, count]) =>
      Array.from({ length: count }, (_none, index) => `${service}-${String(index + 1).padStart(3, '0')}`),
    );
    const covered = new Set(paths.map(({ id }) => id));
    expect(catalogue.filter((id) => !covered.has(id)).sort()).toEqual(Object.keys(OUT_OF_SCOPE).sort());
    expect([...covered].filter((id) => !id.startsWith('other-') && !catalogue.includes(id))).toEqual([]);
  });

  it('is what docs/escalation-paths.md shows: node --import tsx scripts/generate-rule-docs.ts writes it', () => {
    expect(readFileSync(join(__dirname, '../../docs/escalation-paths.md'), 'utf8')).toBe(escalationPage());
  });
});
