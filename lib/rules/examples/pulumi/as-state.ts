/** Pulumi programs as their state after a deployment, in the form of `pulumi stack export`. */
import { NAMED_TYPES } from '../../../graph/cloudformation/resource-names';
import type { PulumiResource } from '../../../graph/from-pulumi';
import { NAME_PROPERTIES } from '../../../graph/pulumi/resource-names';
import { isNamedByPulumi, type ProgramResource } from './as-pulumi';
import { Base64, CodeFile, ConfigSecret, Here, isPlainRecord, Json, Reference, Text } from './value';

/** Where the program is deployed to. */
export interface DeployedTo {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** Pulumi marks secrets and files in state with these. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = { [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'AAABAL8s0V5l' };
const ARCHIVE = { [SIGNATURE]: '0def7320c3a5731c473e5ecbe6d01bc7', hash: '2c26b46b68ffc68ff99b453c1d304134', assets: {} };

/** What Pulumi adds to the name of a resource in the program where none is given; like its own, it differs from name to name. */
const suffixOf = (name: string): string =>
  [...name]
    .reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7)
    .toString(16)
    .padStart(7, '0')
    .slice(0, 7);

const givenName = (resource: ProgramResource): unknown => resource.inputs[NAME_PROPERTIES.get(resource.type) ?? 'name'];

class Deployment {
  readonly #byId: ReadonlyMap<string, ProgramResource>;

  constructor(
    program: readonly ProgramResource[],
    private readonly to: DeployedTo,
  ) {
    this.#byId = new Map(program.filter(({ isWhole }) => isWhole).map((resource) => [resource.id, resource]));
  }

  nameOf(resource: ProgramResource): string {
    const given = givenName(resource);
    return given === undefined ? `${resource.name}-${suffixOf(resource.name)}` : String(this.value(given));
  }

  #filled(form: string, resource: ProgramResource): string {
    const path = String(resource.inputs.path ?? '/');
    return form
      .replaceAll('⟨account⟩', this.to.account)
      .replaceAll('⟨region⟩', this.to.region)
      .replaceAll('⟨partition⟩', this.to.partition)
      .replaceAll('⟨url-suffix:name⟩', 'amazonaws.com')
      .replace('{generated}', suffixOf(resource.name).slice(0, 6))
      .replace('{path}', path)
      .replace('{name}', this.nameOf(resource));
  }

  /** Pulumi's ARN of a log group leaves out the streams. */
  arnOf(resource: ProgramResource): string | undefined {
    const form = NAMED_TYPES.get(resource.templateType)?.arn;
    if (form !== undefined) return this.#filled(form, resource).replace(/:\*$/, '');
    return resource.type === 'aws:iam/openIdConnectProvider:OpenIdConnectProvider'
      ? `arn:${this.to.partition}:iam::${this.to.account}:oidc-provider/${String(resource.inputs.url).replace(/^https:\/\//, '')}`
      : undefined;
  }

  #output({ id, what }: Reference): string {
    const resource = this.#byId.get(id);
    if (resource === undefined) return '';
    if (what === 'name') return this.nameOf(resource);
    const ref = NAMED_TYPES.get(resource.templateType)?.ref;
    if (what === 'id' && typeof ref === 'object' && 'url' in ref) return this.#filled(ref.url, resource);
    return this.arnOf(resource) ?? `${resource.name}-${suffixOf(resource.name)}`;
  }

  /** A value as state holds it. */
  value(value: unknown): unknown {
    if (value instanceof Reference) return this.#output(value);
    if (value instanceof Here) return this.to[value.what];
    if (value instanceof ConfigSecret) return SECRET;
    // A secret within text makes the whole text one.
    if (value instanceof Text) {
      const parts = value.parts.map((part) => this.value(part));
      return parts.every((part) => typeof part === 'string') ? parts.join('') : SECRET;
    }
    if (value instanceof Json) return JSON.stringify(this.value(value.value));
    if (value instanceof Base64) return Buffer.from(String(this.value(value.text))).toString('base64');
    if (value instanceof CodeFile) return ARCHIVE;
    if (Array.isArray(value)) return (value as readonly unknown[]).map((member) => this.value(member));
    if (!isPlainRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.value(member)]));
  }
}

/** The URN of a resource of an example. */
export const urnOf = ({ type, name }: ProgramResource): string => `urn:pulumi:prod::agents::${type}::${name}`;

/** The state of a program after its deployment. */
export function asState(program: readonly ProgramResource[], to: DeployedTo): readonly PulumiResource[] {
  const deployment = new Deployment(program, to);
  return program.map((resource) => {
    const named =
      isNamedByPulumi(resource) && givenName(resource) === undefined
        ? { [NAME_PROPERTIES.get(resource.type) ?? 'name']: deployment.nameOf(resource) }
        : {};
    const inputs = Object.fromEntries(Object.entries(resource.inputs).map(([name, value]) => [name, deployment.value(value)]));
    const arn = resource.isWhole ? deployment.arnOf(resource) : undefined;
    return {
      type: resource.type,
      urn: urnOf(resource),
      inputs: { ...named, ...inputs },
      ...(arn === undefined ? {} : { outputs: { arn } }),
      ...(resource.retained ? { retainOnDelete: true } : {}),
    };
  });
}
