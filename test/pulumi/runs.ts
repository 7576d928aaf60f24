/** Running programs of the tests, and looking at what came of them. */
import * as pulumi from '@pulumi/pulumi';
import { FindingsError } from '../../lib/pulumi';
import { type OfflineRun, runOffline } from '../../scripts/pulumi-offline';

/** The resource of this name. */
export const named = (run: OfflineRun<unknown>, name: string) => {
  const found = run.resources.find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`${name} is not among ${run.resources.map((resource) => resource.name)}`);
  return found;
};

/** What a program throws before it is over, as findings. */
export const findingsOf = async (program: () => unknown) => {
  const run = await runOffline(() => {
    try {
      program();
      return { findings: [], message: '' };
    } catch (error) {
      if (error instanceof FindingsError) return error;
      throw error;
    }
  });
  const { findings, message } = run.result;
  return { codes: findings.map(({ code }) => code), findings, message, resources: run.resources };
};

/** Something that takes what an identity hands out. */
export class Workload extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super('test:index:Workload', name, inputs);
  }
}
