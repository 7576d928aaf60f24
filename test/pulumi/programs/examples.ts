/** Runs the examples' programs, in a preview and in a deployment, and prints what is read back. */
import * as pulumi from '@pulumi/pulumi';
import { fromPulumi } from '../../../lib/graph/from-pulumi';
import { runOffline, UNKNOWN } from '../../../scripts/pulumi-offline';

async function rolesOf(example: string, stack: string, preview: boolean) {
  const program = require.resolve(`../../../examples/${example}-agent/pulumi`);
  delete require.cache[program];
  const { resources } = await runOffline(
    () => {
      pulumi.runtime.setConfig(`${example}:clusterArn`, 'arn:aws:eks:eu-central-1:111122223333:cluster/agents');
      require(program);
    },
    { project: example, stack, preview },
  );
  const { roles, unread } = fromPulumi(resources);
  return { roles: roles.map(({ name }) => name).sort(), unread, unknown: JSON.stringify(resources).includes(UNKNOWN) };
}

async function main(): Promise<void> {
  const results = {
    support: { preview: await rolesOf('support', 'dev', true), deployment: await rolesOf('support', 'dev', false) },
    coding: { preview: await rolesOf('coding', 'prod', true), deployment: await rolesOf('coding', 'prod', false) },
  };
  process.stdout.write(JSON.stringify(results));
}

void main();
