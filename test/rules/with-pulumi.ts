/** The examples of rules as Pulumi programs. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fromPulumi } from '../../lib/graph/from-pulumi';
import type { IdentityGraph } from '../../lib/graph/identity-graph';
import type { GoodExample, WithoutPulumi } from '../../lib/rules/examples/example';
import { asPulumi } from '../../lib/rules/examples/pulumi/as-pulumi';
import { asState, type DeployedTo, urnOf } from '../../lib/rules/examples/pulumi/as-state';
import { formOf } from '../../lib/rules/examples/pulumi/forms';
import { NoPulumiForm } from '../../lib/rules/examples/pulumi/no-pulumi-form';

/** To an account that the program learns of when it is deployed, and to one that it knows. */
export const DEPLOYMENTS: readonly DeployedTo[] = [
  { account: '⟨account⟩', region: '⟨region⟩', partition: '⟨partition⟩' },
  { account: '111122223333', region: 'eu-central-1', partition: 'aws' },
];

export interface ReadProgram {
  readonly graph: IdentityGraph;
  /** Logical id in the template of what a resource of the program stands for. */
  readonly idOf: (urn: string | undefined) => string | undefined;
}

export function readProgram({ cloudformation }: GoodExample, to: DeployedTo): ReadProgram {
  const program = asPulumi(cloudformation);
  const ids = new Map(program.map((resource) => [urnOf(resource), resource.id]));
  return { graph: fromPulumi(asState(program, to), to), idOf: (urn) => ids.get(urn ?? '') };
}

/** The properties that the provider's resource takes, by its type token, such as `aws:iam/role:Role`. */
export function propertiesOf(token: string): ReadonlySet<string> {
  const [, path = '', name = ''] = /^aws:([^:]+):(.+)$/.exec(token) ?? [];
  const folder = dirname(require.resolve('@pulumi/aws/package.json'));
  const text = readFileSync(join(folder, `${path}.d.ts`), 'utf8');
  const [, args = ''] = new RegExp(`^export interface ${name}Args \\{$(.*?)^\\}$`, 'ms').exec(text) ?? [];
  return new Set([...args.matchAll(/^ {4}(\w+)\??:/gm)].map(([, property = '']) => property));
}

const noFormFor = (work: () => unknown): NoPulumiForm | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof NoPulumiForm) return error;
    throw error;
  }
};

/** Why an example needs no exception from being written with Pulumi; undefined where it does. */
export function unneeded({ cloudformation }: GoodExample, without: WithoutPulumi): string | undefined {
  switch (without.lacks) {
    case 'type':
      if (!Object.values(cloudformation).some(({ Type }) => Type === without.type)) return `it holds no \`${without.type}\``;
      return noFormFor(() => formOf(without.type)) === undefined ? `\`${without.type}\` has a form with Pulumi` : undefined;
    case 'property': {
      const used = Object.values(cloudformation).filter(({ Type }) => Type === without.type);
      if (!used.some(({ Properties }) => Object.hasOwn(Object(Properties), without.property))) return 'it does not use the property';
      const [part] = formOf(without.type)({}, 'It');
      const name = without.property.charAt(0).toLowerCase() + without.property.slice(1);
      return part !== undefined && propertiesOf(part.type).has(name) ? `\`${part.type}\` has the property \`${name}\`` : undefined;
    }
    case 'form':
      return noFormFor(() => asPulumi(cloudformation)) === undefined ? 'it has a form with Pulumi' : undefined;
  }
}
