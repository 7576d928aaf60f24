/** Deploys an agent and prints the packages that were loaded for it. */
import { AgentIdentity } from '../../../lib/pulumi';
import { runOffline } from '../../../scripts/pulumi-offline';
import { INPUTS, support } from '../support-agent';

void runOffline(() => new AgentIdentity('support', support, INPUTS)).then(() => {
  const packages = Object.keys(require.cache).flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  process.stdout.write(JSON.stringify([...new Set(packages)].sort()));
});
