/** `Fn::ImportValue`: what another stack exports. */
import type { Resolver } from '../resolver';

export function importValue(argument: unknown, resolver: Resolver): unknown {
  const name = resolver.textOf(argument);
  if (name === undefined) {
    resolver.problem('`Fn::ImportValue` must name an export');
    return resolver.hole('unread');
  }
  const { others, account = '', region = '' } = resolver.deployed;
  const value = others === undefined ? undefined : resolver.once(`import ${name}`, () => others.exported(name, resolver));
  // An export is one value for all stacks of an account and region that import it.
  return value ?? resolver.sharedHole('import', name, account, region);
}
