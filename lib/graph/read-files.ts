/** Reads what was synthesized from files: the one place of the graph that touches the file system. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentityPlan } from '../plan/plan';
import { isRecord } from '../policy/parse-values';
import { buildGraph } from './build-graph';
import { readTogether, type Stack } from './cloudformation/assembly';
import { readAssembly } from './cloudformation/manifest';
import { fromCloudFormation, seeTemplate } from './from-cloudformation';
import { fromPlan } from './from-plan';
import { fromPulumi } from './from-pulumi';
import type { IdentityGraph, Unread } from './identity-graph';
import { outgrownJson } from './outgrown';
import { isPlanFile, planOf } from './plan-form';
import { isPulumiFile, resourcesOfState } from './pulumi/state';
import { scanJson } from './scan-json';
import { joinSightings } from './sightings';
import { type Parsed, parseYaml } from './yaml-template';

/** What a path holds. */
export interface ReadPath {
  readonly graph: IdentityGraph;
  /** The plans that were published: the file itself, or those in a cloud assembly. */
  readonly plans: readonly IdentityPlan[];
}

/** Larger than any template or state in earnest. */
const LARGEST_BYTES = 128 * 1024 * 1024;
const PLAN_FILE = /\.identity-plan\.json$/;

/** Neither JSON nor YAML takes them, and a reader of YAML that does might see another file than others do. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** Reasons that the file system gives, in words. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'there is no such file or folder'],
  ['EACCES', 'the file may not be read'],
  ['EPERM', 'the file may not be read'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'its links go round in a circle'],
]);

const reasonOf = (error: unknown): string => {
  const code = isRecord(error) ? error.code : undefined;
  return (typeof code === 'string' ? REASONS.get(code) : undefined) ?? 'the file cannot be read';
};

const unreadable = (file: string, why: string): ReadPath => ({
  graph: buildGraph(joinSightings([], [{ place: { file }, why }])),
  plans: [],
});

function textOf(path: string): { readonly text: string } | { readonly why: string } {
  const status = statSync(path);
  // Anything else, such as a pipe that nobody writes to, might never end.
  if (!status.isFile()) return { why: 'it is neither a file nor a folder' };
  if (status.size > LARGEST_BYTES) return { why: `the file is larger than ${LARGEST_BYTES / 1024 / 1024} MB` };
  const bytes = readFileSync(path);
  if (bytes.includes(0)) return { why: 'the file is no UTF-8 text' };
  try {
    // Decoding drops a byte order mark.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return CONTROL.test(text) ? { why: 'the file holds control characters, which no JSON or YAML does' } : { text };
  } catch {
    return { why: 'the file is no UTF-8 text' };
  }
}

/** Parses a JSON or YAML file; tells why where it cannot. */
function parsed(path: string): Parsed {
  try {
    const read = textOf(path);
    if ('why' in read) return read;
    if (read.text.trim() === '') return { why: 'the file is empty' };
    return /^\s*[[{]/.test(read.text) ? parsedJson(read.text) : parseYaml(read.text);
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

/** A flow mapping of YAML begins like JSON. */
function parsedJson(text: string): Parsed {
  const outgrown = outgrownJson(text);
  if (outgrown !== undefined) return { why: outgrown };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const yaml = parseYaml(text);
    const message = error instanceof Error ? error.message : '';
    return 'value' in yaml
      ? yaml
      : { why: `the file is no JSON${/position \d+/.test(message) ? `: it breaks off at ${/position \d+/.exec(message)?.[0]}` : ''}` };
  }
  const scanned = scanJson(text);
  return 'why' in scanned ? scanned : { value, lines: () => scanned.lines };
}

const isWithin = ({ name, nestedIn }: Stack, artifactId: string): boolean =>
  name === artifactId || (nestedIn !== undefined && isWithin(nestedIn.stack, artifactId));

/**
 * Reads cloud assemblies (`cdk.out`, or the folder of a stage in it) as one: their stacks know each other. No folder may lie in another of them.
 *
 * What cannot be read is listed in the graph as unread. Never throws.
 *
 * @param only artifact id of a stack: the graph holds what is in it and in those nested in it, read with what the others tell
 */
export function readAssemblies(paths: readonly string[], only?: string): ReadPath {
  const assemblies = paths.map((path) => ({ path, ...readAssembly(path, (below) => parsed(join(path, below))) }));
  const together = readTogether(assemblies.flatMap(({ stacks }) => stacks));
  const wanted = together.filter(({ stack }) => only === undefined || isWithin(stack, only));
  const seen = wanted.map(({ stack, deployed }) => seeTemplate(stack.template, deployed));
  const { plans, unread } = publishedPlans(assemblies.flatMap(({ path, folders }) => folders.map((folder) => join(path, folder))));
  return { graph: buildGraph(joinSightings(seen, [...assemblies.flatMap((one) => one.unread), ...unread])), plans };
}

function publishedPlans(folders: readonly string[]): { readonly plans: readonly IdentityPlan[]; readonly unread: readonly Unread[] } {
  const plans: IdentityPlan[] = [];
  const unread: Unread[] = [];
  const files = folders.flatMap((folder) => plansIn(folder).map((name) => join(folder, name)));
  for (const file of files.sort()) {
    const read = parsed(file);
    const found = 'why' in read ? read : isPlanFile(read.value) ? planOf(read.value) : { why: 'the file holds no plan' };
    if ('why' in found) unread.push({ place: { file }, why: found.why });
    else plans.push(found.plan);
  }
  return { plans, unread };
}

function plansIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => PLAN_FILE.test(name));
  } catch {
    // That the folder cannot be read is told with its manifest.
    return [];
  }
}

/** The value of a JSON or YAML file; tells why where there is none. Never throws. */
export function readValue(path: string): { readonly value: unknown } | { readonly why: string } {
  return parsed(path);
}

function readFile(file: string): ReadPath {
  const read = parsed(file);
  if ('why' in read) return unreadable(file, read.why);
  const { value } = read;
  if (isPlanFile(value)) {
    const found = planOf(value);
    return 'why' in found ? unreadable(file, found.why) : { graph: fromPlan(found.plan, { file }), plans: [found.plan] };
  }
  if (isPulumiFile(value)) {
    const resources = resourcesOfState(value);
    return resources === undefined
      ? unreadable(file, 'the file lists no resources of a Pulumi program')
      : { graph: fromPulumi(resources, { file }), plans: [] };
  }
  return { graph: fromCloudFormation(value, { file, lines: read.lines() }), plans: [] };
}

/**
 * Reads a path: a CloudFormation template in JSON or YAML; a cloud assembly (`cdk.out`) with all its stacks, nested stacks and stages; what
 * `pulumi preview --json` or `pulumi stack export` wrote; or a published plan.
 *
 * What cannot be read is listed in the graph as unread. Never throws.
 */
export function readPath(path: string): ReadPath {
  try {
    return statSync(path).isDirectory() ? readAssemblies([path]) : readFile(path);
  } catch (error) {
    return unreadable(path, reasonOf(error));
  }
}
