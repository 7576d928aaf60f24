/** What all identities of one program share: no two may claim one role name, and one OIDC provider serves a URL. */
import * as pulumi from '@pulumi/pulumi';

/** Where names must be unique: an account's id, or the provider that deploys to an account not known by its id. */
export type Scope = string | pulumi.ProviderResource | undefined;

export interface CreatedProvider {
  readonly by: string;
  readonly audiences: readonly string[];
}

export class Program {
  private readonly names = new Map<Scope, Map<string, string>>();
  private readonly created = new Map<Scope, Map<unknown, CreatedProvider>>();

  /** Role names to the identity that claimed them. */
  roles(scope: Scope): Map<string, string> {
    return below(this.names, scope);
  }

  /** OIDC providers by URL: text, or the very Output that will tell it. */
  providers(scope: Scope): Map<unknown, CreatedProvider> {
    return below(this.created, scope);
  }
}

function below<Key, Value>(maps: Map<Scope, Map<Key, Value>>, scope: Scope): Map<Key, Value> {
  const map = maps.get(scope) ?? new Map<Key, Value>();
  maps.set(scope, map);
  return map;
}

const programs = new WeakMap<object, Program>();
const WITHOUT_ENGINE = {};

/** The program that runs now. It ends with its connection to the engine, so that neither a test's mocks nor an inline program inherit from another. */
export function currentProgram(): Program {
  const engine = pulumi.runtime.getMonitor() ?? WITHOUT_ENGINE;
  const program = programs.get(engine) ?? new Program();
  programs.set(engine, program);
  return program;
}
