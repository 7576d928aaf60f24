/** The rules on a Pulumi program in a unit test, without engine, provider or network. Exits with 1 where the program does not pass. */

import * as pulumi from '@pulumi/pulumi';
import { judgePulumiResources, RecordedResources } from 'agent-workload-identity/pulumi';

async function main(): Promise<void> {
  const recorded = new RecordedResources({ account: '111122223333', region: 'eu-central-1' });
  await pulumi.runtime.setMocks(recorded, 'agents', 'test');
  await import('./program.js');
  await pulumi.runtime.disconnect();
  const { verdict, findings } = judgePulumiResources(recorded.resources);
  for (const { code, rule, what, shown, fix } of findings) console.log(`${code} ${rule}: ${what}\n  shown  ${shown}\n  fix    ${fix}`);
  console.log(`${verdict}: ${recorded.resources.length} resources`);
  process.exitCode = verdict === 'proved' ? 0 : 1;
}

void main();
