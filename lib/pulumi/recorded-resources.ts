/** Records what a Pulumi program makes, so that a unit test can judge it without an engine. */
import type * as pulumi from '@pulumi/pulumi';
import type { PulumiDeployed, PulumiResource } from '../graph/from-pulumi';
import { PulumiReading, programOf } from '../graph/pulumi/reading';
import { fillWithExamples } from '../policy/prove/example-value';

type Deployed = Required<Pick<PulumiDeployed, 'account' | 'region' | 'partition'>>;

/** Answers of the AWS provider about the place that the program deploys to. */
const ANSWERS: Readonly<Record<string, (deployed: Deployed) => Readonly<Record<string, string>>>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': ({ account }) => ({ id: account, accountId: account }),
  'aws:index/getRegion:getRegion': ({ region }) => ({ id: region, name: region, region }),
  'aws:index/getPartition:getPartition': ({ partition }) => ({ id: partition, partition, dnsSuffix: 'amazonaws.com' }),
};

/**
 * Mocks for `pulumi.runtime.setMocks` that record every resource, and give each the ARN that it would have.
 *
 *     const recorded = new RecordedResources();
 *     await pulumi.runtime.setMocks(recorded);
 *     await import('./program');
 *     await pulumi.runtime.disconnect();
 *     expect(judgePulumiResources(recorded.resources).findings).toEqual([]);
 */
export class RecordedResources implements pulumi.runtime.Mocks {
  readonly #recorded: PulumiResource[] = [];
  readonly #deployed: Deployed;

  /** @param deployed where the program is to deploy to; an example where it is left out */
  constructor({ account = '111122223333', region = 'eu-central-1', partition = 'aws' }: Partial<Deployed> = {}) {
    this.#deployed = { account, region, partition };
  }

  /** Everything made so far. */
  get resources(): readonly PulumiResource[] {
    return this.#recorded;
  }

  newResource({ type, name, inputs, custom }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    const urn = `urn:pulumi:test::test::${type}::${name}`;
    const resource: PulumiResource = { type, name, urn, inputs };
    if (custom !== true) return { id: undefined, state: inputs };
    const reading = new PulumiReading(resource, 1, programOf(this.#deployed, new Map()));
    const arn = fillWithExamples(reading.arn);
    const named = { name: fillWithExamples(reading.name), ...inputs };
    this.#recorded.push({ ...resource, outputs: { arn } });
    return { id: `${name}-id`, state: { ...named, arn } };
  }

  call({ token, inputs }: pulumi.runtime.MockCallArgs): pulumi.runtime.MockCallResult {
    return ANSWERS[token]?.(this.#deployed) ?? inputs;
  }
}
