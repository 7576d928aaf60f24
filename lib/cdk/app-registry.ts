/** What all identities of one app share: no two may make one role or log group, and one OIDC provider serves a URL. */
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

/** Names that are taken, each with the construct path of who took it. */
export class TakenNames {
  private readonly byName = new Map<string, string>();

  /** Path of the identity that took the name in this place, if any did. */
  takenBy(place: string, name: string): string | undefined {
    return this.byName.get(`${place} ${name}`);
  }

  take(place: string, name: string, by: string): void {
    this.byName.set(`${place} ${name}`, by);
  }
}

export class AppRegistry {
  /** Role names, folded to lower case as IAM compares them, by account. */
  readonly roles = new TakenNames();
  /** Names of log groups, by account and region. */
  readonly logGroups = new TakenNames();
  readonly providers: MadeProvider[] = [];
}

const registries = new WeakMap<IConstruct, AppRegistry>();

/** The registry of a construct's app. */
export function registryOf(scope: Construct): AppRegistry {
  const registry = registries.get(scope.node.root) ?? new AppRegistry();
  registries.set(scope.node.root, registry);
  return registry;
}
