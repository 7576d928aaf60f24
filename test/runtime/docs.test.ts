/** docs/chain.md: its example runs, and what it lists is what there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { STSClient } from '@aws-sdk/client-sts';
import { ChainError, carrierOf } from 'agent-workload-identity/runtime';
import { lookUp } from '../../examples/chain/tool-call';
import { GAPS } from '../../lib/evidence-queries';
import { SHIMS } from '../evidence-queries/duck';
import { contextOf, TRACE_ID } from './contexts';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/chain.md'), 'utf8');

describe('docs/chain.md', () => {
  it('shows the example as it stands in the repository', () => {
    const example = readFileSync(join(root, 'examples/chain/tool-call.ts'), 'utf8');
    const [, shown = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
    expect(shown).toBe(example.slice(example.indexOf('import')));
  });

  it('has an example that sends each call with its chain', async () => {
    const sent: string[] = [];
    const xml = '<R><AssumeRoleResult><Credentials><AccessKeyId>ASIAONE</AccessKeyId></Credentials></AssumeRoleResult></R>';
    const handler = (answer: string) =>
      ({
        handle: async ({ body, path }: { body: unknown; path: string }) => {
          // The SDK's own view of the bytes warns where it is used as text.
          const text = typeof body === 'string' ? body : Buffer.from([...(body as Uint8Array)]).toString('utf8');
          sent.push(`${path} ${decodeURIComponent(text).replaceAll('+', ' ')}`);
          return { response: { statusCode: 200, headers: {}, body: new Blob([answer]).stream() } };
        },
      }) as never;
    const common = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } };
    const sts = new STSClient({ ...common, requestHandler: handler(xml) });
    const bedrock = new BedrockRuntimeClient({ ...common, requestHandler: handler('{}'), authSchemePreference: ['sigv4'] });
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await lookUp({ ...carrierOf(contextOf()) }, { sts, bedrock, stsOf: () => sts });
    const [line] = log.mock.calls.map(([text]) => JSON.parse(String(text)));
    log.mockRestore();
    expect(line).toMatchObject({ run: 'r-1', step: 's1', traceId: TRACE_ID, gen_ai: { operation: { name: 'chat' } } });
    expect(sent).toEqual([
      expect.stringContaining('"step":"s1"'),
      expect.stringContaining(`RoleSessionName=r-1.${TRACE_ID}`),
      expect.stringContaining(`run=r-1 trace=${TRACE_ID} step=s1 tool=crm.find-ticket call=tooluse_1`),
    ]);
    await expect(lookUp({}, { sts, bedrock, stsOf: () => sts })).rejects.toThrow(ChainError);
    expect(sent).toHaveLength(3);
  });

  it('lists every gap and every function that is defined for the tests', () => {
    expect([...page.matchAll(/^\| `([^`]+)` \| [^|]+ \|$/gm)].map(([, gap]) => gap).filter((gap) => gap?.includes(' '))).toEqual(
      Object.values(GAPS),
    );
    for (const shim of Object.keys(SHIMS)) expect(page).toContain(`\`${shim}\``);
  });
});
