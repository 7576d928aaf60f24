/** Programs whose late values turn out one way or another; prints what became of each. Run in a process of its own, whose end their errors would be. */
import * as pulumi from '@pulumi/pulumi';
import { AgentIdentity } from '../../../lib/pulumi';
import { allow, defineAgent, trust } from '../../../lib/spec';
import { type OfflineOptions, runOffline } from '../../../scripts/pulumi-offline';
import { INPUTS, support, TICKETS } from '../support-agent';

const told = async (program: () => unknown, options?: OfflineOptions): Promise<string> => {
  try {
    const { resources } = await runOffline(program, options);
    return `deployed ${resources.length}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const withTickets = (tickets: pulumi.Input<string>) => () => new AgentIdentity('support', support, { ...INPUTS, tickets });

/** Holds within the quota with ordinary table names, and not with the longest. */
const many = defineAgent({
  name: 'many',
  owner: 'platform',
  inputs: Object.fromEntries(Array.from({ length: 22 }, (_, index) => [`table${index}`, 'dynamodb-table-arn'] as const)),
  components: (tables) => ({
    reader: {
      kind: 'tool',
      trust: trust.lambda({ functionName: 'reader' }),
      can: Object.values(tables).map((table) => allow('dynamodb:GetItem').on(table)),
    },
  }),
  evidence: { retainDays: 400 },
});

const withTables = (nameLength: number, late: boolean) => () => {
  const value = (name: string): pulumi.Input<string> => {
    const arn = `arn:aws:dynamodb:eu-central-1:111122223333:table/${name.padEnd(nameLength, 'x')}`;
    return late ? pulumi.output(arn) : arn;
  };
  return new AgentIdentity('many', many, Object.fromEntries(Object.keys(many.inputs).map((name) => [name, value(name)])));
};

async function main(): Promise<void> {
  const outcomes = {
    fitting: await told(withTickets(pulumi.output(TICKETS))),
    promised: await told(withTickets(Promise.resolve(TICKETS))),
    misshapen: await told(withTickets(pulumi.output('arn:aws:s3:::tickets'))),
    nothing: await told(withTickets(pulumi.output(undefined as unknown as string))),
    misshapenPromise: await told(withTickets(Promise.resolve('tickets'))),
    binding: await told(() => new AgentIdentity('support', support, INPUTS).bind('reasoner', { runtimeId: pulumi.output('a/b') })),
    short: await told(withTables(10, true)),
    long: await told(withTables(240, true)),
    longLiteral: await told(withTables(240, false)),
    noAccount: await told(withTickets(TICKETS), { account: 'nowhere' }),
  };
  process.stdout.write(JSON.stringify(outcomes));
}

void main();
