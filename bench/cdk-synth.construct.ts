/** The benchmark's app with the construct: a declaration, and one line to deploy it. */

import { allow, defineAgent, readObjects, trust } from 'agent-workload-identity';
import { AgentIdentity } from 'agent-workload-identity/cdk';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { functionNameOf, PLACE, stacksOf } from './cdk-synth.agents';

const agentOf = (name: string, components: readonly string[]) =>
  defineAgent({
    name,
    owner: 'platform',
    inputs: { table: 'dynamodb-table-arn', bucket: 's3-bucket-arn' },
    components: ({ table, bucket }) =>
      Object.fromEntries(
        components.map((component) => [
          component,
          {
            kind: 'tool' as const,
            trust: trust.lambda({ functionName: functionNameOf(name, component) as string }),
            can: [allow('dynamodb:GetItem', 'dynamodb:PutItem').on(table), readObjects({ bucket, prefix: `${component}/` })],
          },
        ]),
      ),
    evidence: { retainDays: 400 },
  });

export function build(outdir: string, count: number): App {
  const app = new App({ outdir });
  for (const { id, agent, components } of stacksOf(count)) {
    const stack = new Stack(app, id, { env: PLACE });
    new AgentIdentity(stack, 'Identity', agentOf(agent, components), {
      table: new CfnParameter(stack, 'Table').valueAsString,
      bucket: new CfnParameter(stack, 'Bucket').valueAsString,
    });
  }
  return app;
}
