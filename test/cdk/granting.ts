/** An agent of one tool, and what other constructs grant to it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type aws_iam as iam, Stack } from 'aws-cdk-lib';
import { AgentIdentity, type AgentIdentityOptions } from '../../lib/cdk';
import {
  type AccessSpec,
  allow,
  type Capability,
  type Denial,
  defineAgent,
  deny,
  everyAction,
  everyResource,
  type InputShapes,
  type Late,
  like,
  type Permission,
  resourcesLike,
  text,
  trust,
} from '../../lib/spec';
import { HOME } from './desk';

export type Inputs = Readonly<Record<string, Late>>;

export interface Declared {
  readonly inputs?: InputShapes;
  readonly can?: (inputs: Inputs) => readonly (Permission | Capability)[];
  readonly cannot?: (inputs: Inputs) => readonly Denial[];
  readonly access?: AccessSpec;
}

/** How references between stacks are made is a choice that the CDK warns about until it is made. */
const CHOSEN = { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } as const;
/** The flags that `cdk init` writes; many of them change what constructs grant. */
const RECOMMENDED: Record<string, unknown> = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8')).context;

/** The declaration: one Lambda function, which calls another tool by its role. */
export const tool = ({ inputs = {}, can, cannot, access = {} }: Declared = {}) =>
  defineAgent({
    name: 'desk',
    owner: 'front-office',
    inputs,
    components: (values) => ({
      clerk: {
        kind: 'tool',
        trust: trust.lambda({ functionName: 'desk-clerk' }),
        calls: ['courier'],
        can: can?.(values) ?? [],
        cannot: cannot?.(values) ?? [],
      },
      courier: { kind: 'tool', trust: trust.component() },
    }),
    access,
    evidence: { retainDays: 30 },
  });

export type ToolIdentity = AgentIdentity<InputShapes, 'clerk' | 'courier'>;

export interface Granting {
  readonly app: App;
  readonly stack: Stack;
  readonly identity: ToolIdentity;
}

export type Role = iam.IRole;

/** What an app gives the tool: values for its inputs, before there is a role; and grants, once there is one. */
export interface Story {
  /** Makes resources; gives the values that inputs may be given, by the names they have in messages, and what grants. */
  readonly make: (stack: Stack) => {
    readonly values: Readonly<Record<string, string>>;
    readonly grant: (role: Role, stack: Stack, identity: ToolIdentity) => void;
  };
}

/** Tells the story to a tool that is declared like this. Resources may stand in a stack of their own. */
export function tell(
  { make }: Story,
  declared: Declared = {},
  options: AgentIdentityOptions & { readonly apart?: boolean; readonly flags?: 'recommended' | 'none' } = {},
): Granting {
  const { apart = false, flags = 'recommended', ...identityOptions } = options;
  const app = new App({ context: flags === 'recommended' ? RECOMMENDED : { ...CHOSEN } });
  const stack = new Stack(app, 'Desk', { env: HOME });
  const { values, grant } = make(apart ? new Stack(app, 'Data', { env: HOME }) : stack);
  const names = Object.keys(declared.inputs ?? {});
  const inputs = Object.fromEntries(names.map((name) => [name, values[name] ?? '']));
  const { account: _home, ...home } = identityOptions;
  const identity = new AgentIdentity(stack, 'Identity', tool(declared), inputs, home);
  grant(identity.roles.clerk, stack, identity);
  return { app, stack, identity };
}

const VOCABULARY = { allow, deny, everyAction, everyResource, like, resourcesLike, text };

/** Reads a line of a declaration as a person would paste it, with inputs of these names. */
export function pasted(line: string, inputs: Inputs): unknown {
  const names = [...Object.keys(VOCABULARY), ...Object.keys(inputs)];
  return new Function(...names, `return ${line};`)(...Object.values(VOCABULARY), ...Object.values(inputs));
}
