/**
 * `Fn::GetStackOutput`: an output of another stack, exported or not, of any account or region.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
 */
import { isRecord, own } from '../../../policy/parse-values';
import type { Resolver } from '../resolver';

export function getStackOutput(argument: unknown, resolver: Resolver): unknown {
  const given = (name: string): string | undefined => {
    const value = isRecord(argument) ? own(argument, name) : undefined;
    return value === undefined ? undefined : resolver.textOf(value);
  };
  const [stackName, outputName, region] = [given('StackName'), given('OutputName'), given('Region')];
  if (stackName === undefined || outputName === undefined) {
    resolver.problem('`Fn::GetStackOutput` must name a stack and an output');
    return resolver.hole('unread');
  }
  const { others, region: here } = resolver.deployed;
  const reference = { stackName, outputName, region: region ?? here };
  const key = `output ${JSON.stringify(reference)}`;
  const value = others === undefined ? undefined : resolver.once(key, () => others.output(reference, resolver));
  // Without a region it is the stack's own, so that templates of unknown regions may mean different outputs by one name.
  return (
    value ??
    (reference.region === undefined
      ? resolver.hole('output', stackName, outputName)
      : resolver.sharedHole('output', stackName, outputName, reference.region))
  );
}
