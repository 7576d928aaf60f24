import { librarySources, type SourceFile } from './imports';

const sources = librarySources();

/** What may be imported by what: a part may import those of a lower rank. Parts of one rank do not know each other. */
const RANK: Readonly<Record<string, number>> = {
  finding: 0,
  policy: 0,
  runtime: 0,
  spec: 1,
  'evidence-queries': 1,
  plan: 2,
  graph: 3,
  report: 4,
  rules: 5,
  assert: 6,
  cdk: 7,
  pulumi: 7,
  cli: 8,
};

const CORE = ['', 'evidence-queries', 'finding', 'policy', 'spec', 'plan', 'graph', 'report', 'rules', 'assert'];

const importers = (packages: (name: string) => boolean): readonly SourceFile[] => sources.filter((file) => file.packages.some(packages));
const pathsOf = (files: readonly SourceFile[]): readonly string[] => files.map(({ path }) => path);

const isCdk = (name: string): boolean =>
  name === 'constructs' || name.startsWith('constructs/') || /^(?:aws-cdk-lib|@aws-cdk)(?:\/|$)/.test(name);
const isPulumi = (name: string): boolean => name.startsWith('@pulumi/');
const isNode = (name: string): boolean => name.startsWith('node:');

describe('the sources that these tests read', () => {
  it('are those of the whole library, imports and all', () => {
    expect(sources.length).toBeGreaterThan(150);
    expect(sources.find(({ path }) => path === 'lib/index.ts')?.parts).toEqual(expect.arrayContaining(['plan', 'spec']));
    expect(sources.find(({ path }) => path === 'lib/plan/check-text.ts')?.parts).toEqual(
      expect.arrayContaining(['finding', 'policy', 'spec']),
    );
  });

  it('belong to a part that has a place in the order', () => {
    expect(sources.filter(({ part }) => part !== '' && RANK[part] === undefined)).toEqual([]);
  });
});

describe('the core knows no engine', () => {
  it('only lib/cdk imports the CDK', () => {
    const strangers = importers(isCdk).filter(({ part }) => part !== 'cdk');
    expect(pathsOf(strangers)).toEqual([]);
    expect(importers(isCdk)).not.toEqual([]);
  });

  it('only lib/pulumi imports Pulumi', () => {
    const strangers = importers(isPulumi).filter(({ part }) => part !== 'pulumi');
    expect(pathsOf(strangers)).toEqual([]);
    expect(importers(isPulumi)).not.toEqual([]);
  });

  it('imports neither engine by way of another file', () => {
    const strangers = sources.filter(
      ({ part, parts }) => CORE.includes(part) && parts.some((other) => ['cdk', 'pulumi', 'cli'].includes(other)),
    );
    expect(pathsOf(strangers)).toEqual([]);
  });

  it('needs Node in one file of graph and one of policy at most', () => {
    const byPart = new Map<string, string[]>();
    for (const { part, path } of importers(isNode)) byPart.set(part, [...(byPart.get(part) ?? []), path]);
    const core = [...byPart].filter(([part]) => CORE.includes(part));
    expect(core.filter(([part]) => part !== 'graph' && part !== 'policy')).toEqual([]);
    expect(core.filter(([, files]) => files.length > 1)).toEqual([]);
  });

  it('names built-in modules by their scheme, so that none slips past these tests', () => {
    const bare =
      /^(?:assert|buffer|child_process|crypto|events|fs|http|https|module|net|os|path|process|stream|timers|tty|url|util|v8|vm|worker_threads|zlib)(?:\/|$)/;
    expect(pathsOf(importers((name) => bare.test(name)))).toEqual([]);
  });
});

describe('imports point one way', () => {
  it.each(Object.keys(RANK).filter((part) => sources.some((file) => file.part === part)))('those of lib/%s', (part) => {
    const own = RANK[part] ?? -1;
    const wrong = sources
      .filter((file) => file.part === part)
      .flatMap(({ path, parts }) => parts.filter((other) => (RANK[other] ?? 99) >= own).map((other) => `${path} imports ${other}`));
    expect(wrong).toEqual([]);
  });

  it('and never back to the entry point', () => {
    expect(pathsOf(sources.filter(({ parts }) => parts.some((part) => part === '' || part === 'index')))).toEqual([]);
  });
});

describe('packages', () => {
  it('of the AGPL are imported by no file of the library', () => {
    expect(pathsOf(importers((name) => name.startsWith('@cloud-copilot/')))).toEqual([]);
  });

  it('imported by the core are those that the package depends on', () => {
    const { dependencies } = jest.requireActual<{ dependencies: Record<string, string> }>('../../package.json');
    const core = sources.filter(({ part }) => CORE.includes(part) || part === 'cli').flatMap(({ packages }) => packages);
    expect(core.filter((name) => !isNode(name) && !Object.hasOwn(dependencies, name))).toEqual([]);
  });
});

describe('files', () => {
  it('have at most 400 lines', () => {
    expect(sources.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('have names in kebab-case', () => {
    expect(pathsOf(sources.filter(({ path }) => !/^lib\/(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(path)))).toEqual(
      [],
    );
  });
});
