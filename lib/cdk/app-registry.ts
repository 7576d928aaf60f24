/** What all identities of one app share: no two may make one role name in an account, and one OIDC provider serves a URL. */
import { Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

export interface MadeProvider {
  /** Construct path of the identity that makes it. */
  readonly by: string;
  /** Literal, or a token. */
  readonly account: string;
  /** The stack it is deployed with, nested ones counted to their parent. */
  readonly deployedWith: Stack;
  readonly url: string;
  readonly audiences: readonly string[];
}

/** The stack that a construct is deployed with: nested stacks share the account of their parent. */
export function deployedWith(scope: Construct): Stack {
  let stack = Stack.of(scope);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  return stack;
}

export class AppRegistry {
  private readonly roles = new Map<string, string>();
  readonly providers: MadeProvider[] = [];

  /** Path of the identity that makes a role of this name, if any does. IAM compares names without regard to case. */
  roleMadeBy(account: string, name: string): string | undefined {
    return this.roles.get(`${account} ${name.toLowerCase()}`);
  }

  claimRole(account: string, name: string, by: string): void {
    this.roles.set(`${account} ${name.toLowerCase()}`, by);
  }
}

const registries = new WeakMap<IConstruct, AppRegistry>();

/** The registry of a construct's app. */
export function registryOf(scope: Construct): AppRegistry {
  const registry = registries.get(scope.node.root) ?? new AppRegistry();
  registries.set(scope.node.root, registry);
  return registry;
}
