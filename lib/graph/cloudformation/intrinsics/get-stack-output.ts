/** `Fn::GetStackOutput`: what another stack puts out, without an export. */
import { isRecord } from '../../../policy/parse-values';
import type { Resolver } from '../resolver';

export function getStackOutput(argument: unknown, resolver: Resolver): unknown {
  const parts = isRecord(argument) ? argument : {};
  const stack = resolver.textOf(parts.StackName);
  const output = resolver.textOf(parts.OutputName);
  if (stack === undefined || output === undefined) {
    resolver.problem('`Fn::GetStackOutput` must name a stack and an output');
    return resolver.hole('unread');
  }
  const region = parts.Region === undefined ? '' : (resolver.textOf(parts.Region) ?? '');
  // An output is one value for all stacks that read it, so its hole is named by stack, region and output alone.
  return resolver.sharedHole('output', stack, region, output);
}
