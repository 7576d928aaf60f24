/** Account, region and partition that the provider deploys to: asked for only where the plan has a hole for them, and at most once. */
import { getCallerIdentityOutput } from '@pulumi/aws/getCallerIdentity';
import { getPartitionOutput } from '@pulumi/aws/getPartition';
import { getRegionOutput } from '@pulumi/aws/getRegion';
import type * as pulumi from '@pulumi/pulumi';
import { SHAPES } from '../policy/shapes';
import { FindingsError } from '../report/findings-error';
import { engineFinding } from './engine-findings';

export type EngineValue = 'account' | 'region' | 'partition';

const ASK: { readonly [Name in EngineValue]: (options: pulumi.InvokeOutputOptions) => pulumi.Output<string | undefined> } = {
  account: (options) => getCallerIdentityOutput({}, options).apply((identity) => identity.accountId),
  region: (options) => getRegionOutput({}, options).apply((region) => region.region),
  partition: (options) => getPartitionOutput({}, options).apply((partition) => partition.partition),
};

export const isEngineValue = (name: string): name is EngineValue => Object.hasOwn(ASK, name);

/** Asks through the provider of `parent`. */
export class EngineValues {
  private readonly asked = new Map<EngineValue, pulumi.Output<string>>();

  constructor(private readonly parent: pulumi.Resource) {}

  get(name: EngineValue): pulumi.Output<string> {
    const before = this.asked.get(name);
    if (before !== undefined) return before;
    const answer = ASK[name]({ parent: this.parent }).apply((value) => checked(name, value));
    this.asked.set(name, answer);
    return answer;
  }
}

function checked(name: EngineValue, value: string | undefined): string {
  if (typeof value === 'string' && SHAPES[name].pattern.test(value)) return value;
  throw new FindingsError([
    engineFinding('WI860', {
      what: `the AWS provider gave ${value === undefined ? 'no value' : `\`${value}\``} for the ${name} deployed to`,
      fix: `give it in the deployment: \`deployment: { ${name}: '${SHAPES[name].example}' }\`; in a test, let the mock answer the call`,
    }),
  ]);
}
