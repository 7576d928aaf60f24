/** `Fn::ImportValue`: what another stack exports. */
import type { Resolver } from '../resolver';

export function importValue(argument: unknown, resolver: Resolver): unknown {
  const name = resolver.textOf(argument);
  if (name === undefined) {
    resolver.problem('`Fn::ImportValue` must name an export');
    return resolver.hole('unread');
  }
  const { others } = resolver.deployed;
  const value = others === undefined ? undefined : resolver.once(`import ${name}`, () => others.exported(name, resolver));
  // An export is one value for all stacks that import it, so its hole is named by it alone.
  return value ?? resolver.sharedHole('import', name);
}
