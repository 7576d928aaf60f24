/** Real clients of the AWS SDK against an endpoint on loopback: what really goes over the wire, and that nothing does where the context does not fit. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetScopedCredentialsCommand, STSClient } from '@aws-sdk/client-sts';
import { assumeRoleParameters, ChainError, withInstruction } from 'agent-workload-identity/runtime';
import { contextOf, ROLE, TRACE_ID } from './contexts';

interface Received {
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

const CREDENTIALS = `<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>`;

const received: Received[] = [];
let failures = 0;
let server: Server;
let sts: STSClient;
let bedrock: BedrockRuntimeClient;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    received.push({ path: request.url ?? '', body, headers: request.headers });
    if (failures > 0) {
      failures -= 1;
      response.writeHead(503).end();
      return;
    }
    if (request.url?.startsWith('/model') === true) {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"output":{"message":{"role":"assistant","content":[]}},"stopReason":"end_turn"}');
      return;
    }
    const action = new URLSearchParams(body).get('Action');
    const result = `<${action}Result>${CREDENTIALS}</${action}Result>`;
    response.writeHead(200, { 'content-type': 'text/xml' }).end(`<${action}Response>${result}</${action}Response>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const common = { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'ASIAOWN', secretAccessKey: 's', sessionToken: 't' } };
  sts = new STSClient(common);
  // This service speaks HTTP/2 by default, the endpoint does not.
  bedrock = new BedrockRuntimeClient({ ...common, requestHandler: sts.config.requestHandler, authSchemePreference: ['sigv4'] });
});

beforeEach(() => {
  received.length = 0;
  failures = 0;
});

afterAll(async () => {
  sts?.destroy();
  bedrock?.destroy();
  server?.closeAllConnections();
  server?.close();
});

const form = (): Record<string, string> => Object.fromEntries(new URLSearchParams(received[0]?.body ?? ''));

describe('a client with an instruction', () => {
  it('assumes a role with session name, source identity and tags', async () => {
    const client = withInstruction(sts, contextOf(), { sourceIdentity: 'set' });
    const { Credentials } = await client.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: undefined }));
    expect(Credentials?.AccessKeyId).toBe('ASIAEXAMPLE');
    expect(form()).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: ROLE,
      RoleSessionName: `r-1.${TRACE_ID}`,
      SourceIdentity: 'i-7f3a',
      DurationSeconds: '900',
      'Tags.member.1.Key': 'run',
      'Tags.member.1.Value': 'r-1',
      'Tags.member.3.Key': 'user',
      'Tags.member.3.Value': 'u-1',
    });
  });

  it('sends the same as the parameters that the helper gives by themselves', async () => {
    await withInstruction(sts, contextOf(), { sourceIdentity: 'inherited' }).send(
      new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: undefined }),
    );
    const first = received[0]?.body;
    await sts.send(new AssumeRoleCommand(assumeRoleParameters(contextOf(), { roleArn: ROLE, sourceIdentity: 'inherited' })));
    expect(received[1]?.body).toBe(first);
    expect(first).not.toContain('SourceIdentity');
  });

  it('narrows credentials with a description', async () => {
    const client = withInstruction(sts, contextOf({ step: 's7' }), { scope: { tool: 'crm', call: 'c1' } });
    await client.send(new GetScopedCredentialsCommand({ DurationSeconds: 60 }));
    expect(form()).toMatchObject({
      Action: 'GetScopedCredentials',
      DurationSeconds: '60',
      ScopedSessionDescription: `run=r-1 trace=${TRACE_ID} step=s7 tool=crm call=c1`,
    });
  });

  it('calls models with request metadata, beside that of the application', async () => {
    const client = withInstruction(bedrock, contextOf({ step: 's7' }));
    await client.send(new ConverseCommand({ modelId: 'm', messages: [], requestMetadata: { tenant: 'acme' } }));
    expect(JSON.parse(received[0]?.body ?? '').requestMetadata).toEqual({
      run: 'r-1',
      sourceIdentity: 'i-7f3a',
      step: 's7',
      task: 't-1',
      tenant: 'acme',
      traceId: TRACE_ID,
      user: 'u-1',
    });
    await client.send(new InvokeModelCommand({ modelId: 'm', body: '{}' }));
    const sent = JSON.stringify(received[1]?.headers);
    expect(sent).toContain(TRACE_ID);
    expect(sent).toContain('i-7f3a');
  });

  it('sends a call once more with the same chain where it is retried', async () => {
    failures = 1;
    await withInstruction(bedrock, contextOf()).send(new ConverseCommand({ modelId: 'm', messages: [] }));
    expect(received).toHaveLength(2);
    expect(received[1]?.body).toBe(received[0]?.body);
  });

  it('is one of many on the same client: none carries the chain of another, and the client itself none', async () => {
    const runs = Array.from({ length: 20 }, (_, index) => contextOf({ run: `r-${index}`, user: `u-${index}` }));
    await Promise.all(
      runs.map((context) => withInstruction(bedrock, context).send(new ConverseCommand({ modelId: context.run, messages: [] }))),
    );
    for (const { path, body } of received) {
      const { requestMetadata } = JSON.parse(body);
      expect(path).toBe(`/model/${requestMetadata.run}/converse`);
      expect(requestMetadata.user.slice(1)).toBe(requestMetadata.run.slice(1));
    }
    received.length = 0;
    await bedrock.send(new ConverseCommand({ modelId: 'm', messages: [] }));
    expect(JSON.parse(received[0]?.body ?? '')).not.toHaveProperty('requestMetadata');
  });

  it('leaves a command as the application made it', async () => {
    const command = new ConverseCommand({ modelId: 'm', messages: [] });
    await withInstruction(bedrock, contextOf()).send(command);
    expect(command.input).toEqual({ modelId: 'm', messages: [] });
    await withInstruction(bedrock, contextOf({ run: 'r-2' })).send(command);
    expect(JSON.parse(received[1]?.body ?? '').requestMetadata.run).toBe('r-2');
  });

  it('lets calls through that have no place for the chain', async () => {
    await withInstruction(sts, contextOf()).send(new GetCallerIdentityCommand({}));
    expect(form()).toEqual({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  });

  it.each<readonly [string, () => Promise<unknown>, string]>([
    [
      'does not say where the source identity comes from',
      () => withInstruction(sts, contextOf()).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: undefined })),
      'WI1011',
    ],
    [
      'names the session otherwise',
      () =>
        withInstruction(sts, contextOf(), { sourceIdentity: 'set' }).send(
          new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'mine' }),
        ),
      'WI1012',
    ],
    [
      'speaks for another user',
      () =>
        withInstruction(sts, contextOf(), { sourceIdentity: 'set' }).send(
          new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: undefined, SourceIdentity: 'somebody' }),
        ),
      'WI1012',
    ],
    [
      'asks for two hours',
      () =>
        withInstruction(sts, contextOf(), { sourceIdentity: 'set' }).send(
          new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: undefined, DurationSeconds: 7200 }),
        ),
      'WI1008',
    ],
    [
      'narrows nothing',
      () => withInstruction(sts, contextOf(), { scope: { tool: 'crm' } }).send(new GetScopedCredentialsCommand({})),
      'WI1009',
    ],
    ['names no tool', () => withInstruction(sts, contextOf()).send(new GetScopedCredentialsCommand({ DurationSeconds: 60 })), 'WI1009'],
    [
      'gives metadata that Bedrock does not take',
      () => withInstruction(bedrock, contextOf()).send(new ConverseCommand({ modelId: 'm', messages: [], requestMetadata: { a: '"' } })),
      'WI1010',
    ],
    [
      'gives metadata in place of the run',
      () =>
        withInstruction(bedrock, contextOf()).send(new InvokeModelCommand({ modelId: 'm', body: '{}', requestMetadata: '{"run":"r-2"}' })),
      'WI1010',
    ],
    [
      'gives metadata that is no JSON',
      () => withInstruction(bedrock, contextOf()).send(new InvokeModelCommand({ modelId: 'm', body: '{}', requestMetadata: '{' })),
      'WI1010',
    ],
  ])('sends nothing where a call %s', async (_what, call, code) => {
    const refusal = await call().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(ChainError);
    expect((refusal as ChainError).faults.map((one) => one.code)).toEqual([code]);
    expect(received).toEqual([]);
  });
});
