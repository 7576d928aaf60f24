/** `Fn::If`: one of two values. A condition that the template leaves open is read both ways. */
import { conditionHolds } from '../conditions';
import type { Resolver } from '../resolver';

export function ifFunction(argument: unknown, resolver: Resolver): unknown {
  if (Array.isArray(argument) && argument.length === 3 && typeof argument[0] === 'string') {
    return resolver.resolve(conditionHolds(argument[0], resolver) ? argument[1] : argument[2]);
  }
  resolver.problem('`Fn::If` must be given a condition and two values');
  return resolver.hole('unread');
}
