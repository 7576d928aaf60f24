/** Pulumi programs as TypeScript. */
import { NAMED_TYPES } from '../../../graph/cloudformation/resource-names';
import { NAME_PROPERTIES } from '../../../graph/pulumi/resource-names';
import type { ProgramResource } from './as-pulumi';
import { Base64, CodeFile, ConfigSecret, Here, isPlainRecord, Json, Reference, Text, workedOutIn } from './value';

const WIDTH = 120;
const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

const camel = (name: string): string => name.replaceAll(/-+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const text = (value: string): string => (value.includes("'") || /[\n\\]/.test(value) ? JSON.stringify(value) : `'${value}'`);

const HERE: Readonly<Record<Here['what'], { readonly name: string; readonly made: string }>> = {
  account: { name: 'account', made: 'aws.getCallerIdentityOutput().accountId' },
  region: { name: 'region', made: 'aws.getRegionOutput().region' },
  partition: { name: 'partition', made: 'aws.getPartitionOutput().partition' },
};

/** The property of a resource that tells what is referred to. */
function outputOf({ what }: Reference, { type, templateType }: ProgramResource): string {
  if (what === 'arn') return 'arn';
  if (what === 'name') return templateType === 'AWS::KMS::Key' ? 'keyId' : (NAME_PROPERTIES.get(type) ?? 'name');
  const ref = NAMED_TYPES.get(templateType)?.ref;
  return typeof ref === 'object' && 'url' in ref ? 'url' : 'id';
}

class Printer {
  readonly #byId: ReadonlyMap<string, ProgramResource>;

  constructor(program: readonly ProgramResource[]) {
    this.#byId = new Map(program.filter(({ isWhole }) => isWhole).map((resource) => [resource.id, resource]));
  }

  #workedOut(value: Reference | Here | ConfigSecret): string {
    if (value instanceof Here) return HERE[value.what].name;
    if (value instanceof ConfigSecret) return `config.requireSecret(${text(camel(value.name))})`;
    const resource = this.#byId.get(value.id);
    return resource === undefined ? text(value.id) : `${camel(resource.name)}.${outputOf(value, resource)}`;
  }

  #interpolated({ parts }: Text): string {
    const escaped = (part: string): string => part.replaceAll(/[\\`]|\$\{/g, (found) => `\\${found}`);
    return `pulumi.interpolate\`${parts.map((part) => (typeof part === 'string' ? escaped(part) : `\${${this.#workedOut(part)}}`)).join('')}\``;
  }

  /** The members of a list or record, on one line where they fit beside what the line holds already. */
  #block([open, close]: readonly [string, string], members: readonly string[], indent: string, taken = indent.length): string {
    if (members.length === 0) return `${open}${close}`;
    const gap = open === '{' ? ' ' : '';
    const line = `${open}${gap}${members.join(', ')}${gap}${close}`;
    if (!line.includes('\n') && taken + line.length <= WIDTH) return line;
    return `${open}\n${members.map((member) => `${indent}  ${member},\n`).join('')}${indent}${close}`;
  }

  print(value: unknown, indent: string, taken?: number): string {
    if (value instanceof Text) return this.#interpolated(value);
    if (value instanceof Reference || value instanceof Here || value instanceof ConfigSecret) return this.#workedOut(value);
    if (value instanceof Json) {
      const stringify = workedOutIn(value.value).length > 0 ? 'pulumi.jsonStringify' : 'JSON.stringify';
      return `${stringify}(${this.print(value.value, indent)})`;
    }
    if (value instanceof Base64) return `Buffer.from(${this.print(value.text, indent)}).toString('base64')`;
    if (value instanceof CodeFile) {
      return `new pulumi.asset.AssetArchive({ 'index.js': new pulumi.asset.StringAsset(${this.print(value.text, indent)}) })`;
    }
    if (typeof value === 'string') return text(value);
    const inner = `${indent}  `;
    if (Array.isArray(value))
      return this.#block(
        ['[', ']'],
        (value as readonly unknown[]).map((member) => this.print(member, inner)),
        indent,
      );
    if (!isPlainRecord(value)) return String(value);
    const members = Object.entries(value).map(([key, member]) => `${PLAIN_KEY.test(key) ? key : text(key)}: ${this.print(member, inner)}`);
    return this.#block(['{', '}'], members, indent, taken);
  }

  /** One resource; the variable is left out where nothing refers to it. */
  resource({ type, name, inputs, retained }: ProgramResource, isReferredTo: boolean): string {
    const [, module = '', className = ''] = /^aws:([^/]+)\/[^:]+:(.+)$/.exec(type) ?? [];
    const options = retained ? ', { retainOnDelete: true }' : '';
    const head = `${isReferredTo ? `const ${camel(name)} = ` : ''}new aws.${module}.${className}(${text(name)}`;
    const isBare = Object.keys(inputs).length === 0 && options === '';
    return `${head}${isBare ? '' : `, ${this.print(inputs, '', head.length + options.length + 4)}`}${options});`;
  }
}

/** The program as TypeScript, imports left out; lines of at most about 120 characters. */
export function asProgram(program: readonly ProgramResource[]): string {
  const printer = new Printer(program);
  const workedOut = program.flatMap(({ inputs }) => workedOutIn(inputs));
  const referredTo = new Set(workedOut.flatMap((value) => (value instanceof Reference ? [value.id] : [])));
  const here = new Set(workedOut.flatMap((value) => (value instanceof Here ? [value.what] : [])));
  return [
    ...(workedOut.some((value) => value instanceof ConfigSecret) ? ['const config = new pulumi.Config();'] : []),
    ...[...here].sort().map((what) => `const ${HERE[what].name} = ${HERE[what].made};`),
    ...program.map((resource) => printer.resource(resource, resource.isWhole && referredTo.has(resource.id))),
  ].join('\n');
}
