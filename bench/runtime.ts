/**
 * What the chain adds to a call: `npx tsx bench/runtime.ts [--calls N]`.
 *
 * The same call of the AWS SDK is made with and without it, in turns, with a handler in place of the network: what is left is what the process itself
 * does. Figures are medians over the rounds, so that a busy machine slows both; the parameters by themselves are timed beside them.
 */
import { parseArgs } from 'node:util';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  assumeRoleParameters,
  carrierOf,
  instructionContext,
  logLine,
  newTraceparent,
  receiveContext,
  requestMetadata,
  withInstruction,
} from '../lib/runtime';

const { values } = parseArgs({ options: { calls: { type: 'string', default: '500' }, rounds: { type: 'string', default: '15' } } });
const CALLS = Number(values.calls);
const ROUNDS = Number(values.rounds);
const ROLE = 'arn:aws:iam::111122223333:role/support-crm';
const ANSWER = new TextEncoder().encode('<AssumeRoleResponse><AssumeRoleResult></AssumeRoleResult></AssumeRoleResponse>');

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const body = () => new Blob([ANSWER]).stream();
const client = new STSClient({
  region: 'eu-central-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {}, body: body() } }) } as never,
});
const context = instructionContext({ instruction: 'i-1', run: 'r-1', task: 't-1', user: 'u-1', traceparent: newTraceparent() });
const parameters = assumeRoleParameters(context, { roleArn: ROLE, sourceIdentity: 'set' });

const bare = () => client.send(new AssumeRoleCommand(parameters));
const chained = () =>
  withInstruction(client, context, { sourceIdentity: 'set' }).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: undefined }));

async function perCall(call: () => unknown): Promise<number> {
  const before = performance.now();
  for (let count = 0; count < CALLS; count++) await call();
  return (performance.now() - before) / CALLS;
}

const ALONE: Readonly<Record<string, () => unknown>> = {
  assumeRoleParameters: () => assumeRoleParameters(context, { roleArn: ROLE, sourceIdentity: 'set' }),
  requestMetadata: () => requestMetadata(context),
  'carrierOf and receiveContext': () => receiveContext({ ...carrierOf(context) }),
  logLine: () => logLine(context, { level: 'info', message: 'asked', operation: 'execute_tool', tool: { name: 'crm' } }),
};

async function run(): Promise<void> {
  console.log(`medians of ${ROUNDS} rounds of ${CALLS} calls, Node ${process.version}`);
  const rounds: (readonly [number, number])[] = [];
  for (let round = -3; round < ROUNDS; round++) {
    const pair = [await perCall(bare), await perCall(chained)] as const;
    if (round >= 0) rounds.push(pair);
  }
  const tell = (what: string, figure: number, unit: string): void =>
    console.log(`  ${what.padEnd(36)} ${figure.toFixed(4).padStart(9)} ${unit}`);
  tell('a call of the SDK', median(rounds.map(([without]) => without)), 'ms');
  tell('with the chain', median(rounds.map(([, with_]) => with_)), 'ms');
  tell('added to a call', median(rounds.map(([without, with_]) => with_ - without)), 'ms');
  tell('ratio', median(rounds.map(([without, with_]) => with_ / without)), '');
  for (const [name, make] of Object.entries(ALONE)) {
    const figures: number[] = [];
    for (let round = 0; round < ROUNDS; round++) figures.push(await perCall(make));
    tell(`${name} alone`, median(figures), 'ms');
  }
}

void run();
