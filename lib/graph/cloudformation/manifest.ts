/**
 * A cloud assembly (`cdk.out`): its stacks, those of its stages, and nested stacks, as its manifests tell.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/configure-synth.html
 */
import { isRecord, own } from '../../policy/parse-values';
import type { Unread } from '../identity-graph';
import { nestedStacks, type Stack } from './assembly';
import { type ConstructPaths, constructPaths } from './construct-paths';
import { type Origins, takeApart } from './template';

/** Parses a JSON or YAML file of the assembly by its path from the assembly's root; tells why where it cannot. */
export type ReadFile = (path: string) => { readonly value: unknown } | { readonly why: string };

export interface Assembly {
  /** Its own folder and those of its nested assemblies, from its root. */
  readonly folders: readonly string[];
  readonly stacks: readonly Stack[];
  readonly unread: readonly Unread[];
}

/** Deeper than stages or stacks are ever nested. */
const DEEPEST = 16;
const MOST_STACKS = 2_000;

const text = (record: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = own(record, name);
  return typeof value === 'string' ? value : undefined;
};

const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

/** A path below a folder of the assembly; undefined where it would lead out of it. */
function below(folder: string, name: string): string | undefined {
  const parts = [...folder.split('/'), ...name.split('/')].filter((part) => part !== '' && part !== '.');
  return parts.includes('..') || name.startsWith('/') || name.includes('\\') ? undefined : parts.join('/');
}

const originsOf = (paths: ReadonlyMap<string, ConstructPaths>, file: string): Origins => {
  const own = paths.get(file);
  return own === undefined ? {} : { paths: own };
};

/** Where a top-level stack and those nested in it lie. */
interface Home {
  readonly folder: string;
  readonly paths: ReadonlyMap<string, ConstructPaths>;
  /** Paths of assets by their hashes. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * The partition that a region belongs to, where its name tells.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
const partitionOf = (region: string): { readonly partition?: string } => {
  if (/^cn-[a-z]+-\d$/.test(region)) return { partition: 'aws-cn' };
  if (/^us-gov-[a-z]+-\d$/.test(region)) return { partition: 'aws-us-gov' };
  return /^(?:af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d$/.test(region) ? { partition: 'aws' } : {};
};

class AssemblyReader {
  readonly folders: string[] = [];
  readonly stacks: Stack[] = [];
  readonly unread: Unread[] = [];

  constructor(
    private readonly root: string,
    private readonly readFile: ReadFile,
  ) {}

  #file(path: string): string {
    return this.root === '' ? path : `${this.root}/${path}`;
  }

  /** A parsed file; undefined where it cannot be read, which is told. */
  #parsed(path: string | undefined, what: string): unknown {
    if (path === undefined) {
      this.unread.push({ place: { file: this.root }, why: `the ${what} lies outside of the assembly` });
      return undefined;
    }
    const read = this.readFile(path);
    if ('value' in read) return read.value;
    this.unread.push({ place: { file: this.#file(path) }, why: read.why });
    return undefined;
  }

  assembly(folder: string, depth: number): void {
    this.folders.push(folder);
    const manifest = this.#parsed(below(folder, 'manifest.json'), 'manifest');
    if (manifest === undefined) return;
    const artifacts = isRecord(manifest) ? own(manifest, 'artifacts') : undefined;
    if (!isRecord(artifacts)) {
      this.unread.push({
        place: { file: this.#file(`${folder === '' ? '' : `${folder}/`}manifest.json`) },
        why: 'the manifest lists no artifacts',
      });
      return;
    }
    for (const [id, artifact] of Object.entries(artifacts)) {
      if (!isRecord(artifact)) continue;
      const properties = record(own(artifact, 'properties'));
      if (text(artifact, 'type') === 'aws:cloudformation:stack') this.#stack(folder, id, artifact, properties);
      if (text(artifact, 'type') === 'cdk:cloud-assembly') this.#nestedAssembly(folder, text(properties, 'directoryName') ?? id, depth);
    }
  }

  #nestedAssembly(folder: string, name: string, depth: number): void {
    const path = below(folder, name);
    if (path !== undefined && depth < DEEPEST) this.assembly(path, depth + 1);
    else
      this.unread.push({
        place: { file: this.#file(folder) },
        why: `the nested assembly \`${name}\` lies outside of the assembly or too deep`,
      });
  }

  #stack(folder: string, id: string, artifact: Readonly<Record<string, unknown>>, properties: Readonly<Record<string, unknown>>): void {
    const path = below(folder, text(properties, 'templateFile') ?? `${id}.template.json`);
    const template = this.#parsed(path, `template of \`${id}\``);
    if (template === undefined || path === undefined) return;
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(text(artifact, 'environment') ?? '') ?? [];
    const file = text(properties, 'templateFile') ?? `${id}.template.json`;
    const paths = constructPaths(this.#metadata(folder, artifact), file);
    const stack: Stack = {
      name: id,
      template: takeApart(template, this.#file(path), originsOf(paths, file)),
      ...(account === undefined || !/^\d{12}$/.test(account) ? {} : { account }),
      ...(region === undefined || region === 'unknown-region' ? {} : { region, ...partitionOf(region) }),
      stackName: text(properties, 'stackName') ?? id,
    };
    this.#add(stack, { folder, paths, assets: this.#assets(folder, `${id}.assets.json`) }, 0);
  }

  /** Metadata of a stack's constructs: in a file of its own, or in the manifest. */
  #metadata(folder: string, artifact: Readonly<Record<string, unknown>>): unknown {
    const path = below(folder, text(artifact, 'additionalMetadataFile') ?? '');
    const read = path === undefined || path === folder ? undefined : this.readFile(path);
    return read !== undefined && 'value' in read ? read.value : own(artifact, 'metadata');
  }

  /** Paths of assets by their hashes. */
  #assets(folder: string, name: string): ReadonlyMap<string, string> {
    const path = below(folder, name);
    const read = path === undefined ? undefined : this.readFile(path);
    const files = read !== undefined && 'value' in read ? record(own(record(read.value), 'files')) : {};
    return new Map(
      Object.entries(files).flatMap(([hash, file]) => {
        const source = text(record(own(record(file), 'source')), 'path');
        return source === undefined ? [] : [[hash, source] as const];
      }),
    );
  }

  #add(stack: Stack, home: Home, depth: number): void {
    const { folder, paths, assets } = home;
    if (this.stacks.length === MOST_STACKS || depth === DEEPEST) {
      this.unread.push({ place: { file: this.#file(folder) }, why: `stack \`${stack.name}\` is one too many, or nested too deep` });
      return;
    }
    this.stacks.push(stack);
    for (const { logicalId, place, url } of nestedStacks(stack, { scope: stack.name })) {
      const hash = /([0-9a-f]{64})\.(?:json|ya?ml)$/.exec(url)?.[1];
      const source = hash === undefined ? undefined : assets.get(hash);
      if (source === undefined) {
        this.unread.push({ place, why: 'the template of the nested stack is not in the assembly' });
        continue;
      }
      const path = below(folder, source);
      const template = this.#parsed(path, 'template of the nested stack');
      if (template === undefined || path === undefined) continue;
      const { account, region, partition } = stack;
      const nested: Stack = {
        name: `${stack.name}-${logicalId}`,
        template: takeApart(template, this.#file(path), originsOf(paths, source)),
        ...(account === undefined ? {} : { account }),
        ...(region === undefined ? {} : { region }),
        ...(partition === undefined ? {} : { partition }),
        nestedIn: { stack, logicalId },
      };
      this.#add(nested, home, depth + 1);
    }
  }
}

/** Every stack of an assembly. */
export function readAssembly(root: string, readFile: ReadFile): Assembly {
  const reader = new AssemblyReader(root, readFile);
  reader.assembly('', 0);
  return { folders: reader.folders, stacks: reader.stacks, unread: reader.unread };
}
