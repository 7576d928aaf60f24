/** What the helper gives to each service, and that it refuses what the service would. */
import {
  assumeRoleParameters,
  CHAIN_KEYS,
  carrierOf,
  childContext,
  type InstructionContext,
  logLine,
  type RoleCall,
  receiveContext,
  requestMetadata,
  requestMetadataJson,
  runtimeInvocation,
  type Scope,
  scopedCredentialsParameters,
  withInstruction,
} from 'agent-workload-identity/runtime';
import fc from 'fast-check';
import { contextOf, INSTRUCTION, ROLE, refusals, TRACE_ID, TRACEPARENT } from './contexts';

describe('a session of a role', () => {
  it('carries source identity, run and trace, task, run and user', () => {
    expect(assumeRoleParameters(contextOf(), { roleArn: ROLE, sourceIdentity: 'set' })).toEqual({
      RoleArn: ROLE,
      RoleSessionName: `r-1.${TRACE_ID}`,
      SourceIdentity: 'i-7f3a',
      Tags: [
        { Key: 'run', Value: 'r-1' },
        { Key: 'task', Value: 't-1' },
        { Key: 'user', Value: 'u-1' },
      ],
      TransitiveTagKeys: [],
      DurationSeconds: 900,
    });
  });

  it('does not set the source identity where the caller has inherited one', () => {
    expect(assumeRoleParameters(contextOf(), { roleArn: ROLE, sourceIdentity: 'inherited' })).not.toHaveProperty('SourceIdentity');
  });

  it('carries the tags that the declaration requires in place of the usual', () => {
    const context = contextOf({ tags: { tenant: 'acme' } });
    const { Tags } = assumeRoleParameters(context, { roleArn: ROLE, sourceIdentity: 'set', sessionTags: ['tenant', 'run'] });
    expect(Tags).toEqual([
      { Key: 'tenant', Value: 'acme' },
      { Key: 'run', Value: 'r-1' },
    ]);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['a tag without a value', { sessionTags: ['tenant'] }, 'WI1007 tags.tenant'],
    ['a tag that every object has', { sessionTags: ['toString'] }, 'WI1007 tags.toString'],
    ['no place of the source identity', { sourceIdentity: undefined }, 'WI1011 sourceIdentity'],
    ['less than 15 minutes', { seconds: 899 }, 'WI1008 seconds'],
    ['more than an hour', { seconds: 3601 }, 'WI1008 seconds'],
    ['half a second', { seconds: 1000.5 }, 'WI1008 seconds'],
    ['a user in place of a role', { roleArn: 'arn:aws:iam::111122223333:user/x' }, 'WI1012 roleArn'],
    ['no role', { roleArn: undefined }, 'WI1012 roleArn'],
  ])('is not asked for with %s', (_what, more, refusal) => {
    expect(refusals(() => assumeRoleParameters(contextOf(), { roleArn: ROLE, sourceIdentity: 'set', ...more } as RoleCall))).toEqual([
      refusal,
    ]);
  });
});

describe('credentials for one call of a tool', () => {
  const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' }] });

  it('name run, trace, step, tool and call in what CloudTrail keeps', () => {
    const context = contextOf({ step: 's7' });
    expect(scopedCredentialsParameters(context, { tool: 'crm', call: 'tooluse_1', policy: POLICY, seconds: 60 })).toEqual({
      Policy: POLICY,
      DurationSeconds: 60,
      ScopedSessionDescription: `run=r-1 trace=${TRACE_ID} step=s7 tool=crm call=tooluse_1`,
    });
  });

  it('have a description of 256 characters at most, whatever is in it', () => {
    const context = contextOf({ run: 'r'.repeat(31), step: 's'.repeat(32) });
    const { ScopedSessionDescription } = scopedCredentialsParameters(context, { tool: 't'.repeat(64), call: 'c'.repeat(64), seconds: 1 });
    expect(ScopedSessionDescription.length).toBeLessThanOrEqual(256);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['neither policy nor duration', { seconds: undefined }, 'WI1009 policy'],
    ['no time at all', { seconds: 0 }, 'WI1008 seconds'],
    ['more than 36 hours', { seconds: 129_601 }, 'WI1008 seconds'],
    ['a policy of 2,049 characters', { policy: `{"a":"${'x'.repeat(2_041)}"}` }, 'WI1009 policy'],
    ['a policy that is no JSON', { policy: '{' }, 'WI1009 policy'],
    ['a policy that is a list', { policy: '[]' }, 'WI1009 policy'],
    ['a policy with characters that STS refuses', { policy: '{"a":"\u0100"}' }, 'WI1009 policy'],
    ['a tool that says it is another', { tool: 'a tool=b' }, 'WI1009 tool'],
    ['no tool', { tool: undefined }, 'WI1009 tool'],
    ['a call with a line end', { call: 'a\nb' }, 'WI1009 call'],
  ])('are not asked for with %s', (_what, more, refusal) => {
    expect(refusals(() => scopedCredentialsParameters(contextOf(), { tool: 'crm', seconds: 60, ...more } as Scope))).toEqual([refusal]);
  });
});

describe('a call of a model', () => {
  const chain = { run: 'r-1', sourceIdentity: 'i-7f3a', task: 't-1', traceId: TRACE_ID, user: 'u-1' };

  it('carries the chain in its request metadata, beside what the application adds', () => {
    expect(requestMetadata(contextOf())).toEqual(chain);
    expect(requestMetadata(contextOf({ step: 's7' }), { tenant: 'acme corp' })).toEqual({ ...chain, step: 's7', tenant: 'acme corp' });
    expect(JSON.parse(requestMetadataJson(contextOf(), { tenant: 'acme' }))).toEqual({ ...chain, tenant: 'acme' });
  });

  it.each<readonly [string, Record<string, string>, string]>([
    ['an entry in place of the run', { run: 'r-2' }, 'WI1010 run'],
    ['an entry in place of a step that there is none of', { step: 's1' }, 'WI1010 step'],
    ['an empty entry', { tenant: '' }, 'WI1010 tenant'],
    ['an entry of 257 characters', { tenant: 'x'.repeat(257) }, 'WI1010 tenant'],
    ['a character that Bedrock does not take', { tenant: 'a"b' }, 'WI1010 tenant'],
    ['more than 16 entries', Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`k${index}`, 'v'])), 'WI1010 requestMetadata'],
  ])('is not made with %s', (_what, more, refusal) => {
    expect(refusals(() => requestMetadata(contextOf(), more))).toEqual([refusal]);
  });

  it('has metadata that Bedrock takes, for every context that can be made', () => {
    const id = fc.stringMatching(/^[\w.:/=+@-]{1,128}$/).filter((text) => !/^aws:/i.test(text));
    fc.assert(
      fc.property(id, id, fc.stringMatching(/^[\w-]{1,32}$/), (task, user, step) => {
        for (const [key, value] of Object.entries(requestMetadata(contextOf({ task, user, step }))))
          expect(`${key} ${value}`).toMatch(/^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256} [a-zA-Z0-9\s:_@$#=/+,.-]{1,256}$/);
      }),
    );
  });
});

describe('an invocation of a runtime of AgentCore', () => {
  it('has a session of its own for each run, and the trace', () => {
    expect(runtimeInvocation(contextOf({ tracestate: 'v=1' }))).toEqual({
      runtimeSessionId: `r-1-${TRACE_ID}`,
      traceParent: TRACEPARENT,
      traceState: 'v=1',
      baggage: 'agent-identity.instruction=i-7f3a,agent-identity.run=r-1,agent-identity.task=t-1,agent-identity.user=u-1',
    });
    expect(runtimeInvocation(contextOf({ conversation: 'c'.repeat(40) })).runtimeSessionId).toBe('c'.repeat(40));
  });

  it('has a session id of 33 characters at least, even for the shortest run', () => {
    expect(runtimeInvocation(contextOf({ run: 'r' })).runtimeSessionId.length).toBeGreaterThanOrEqual(33);
  });
});

describe('a hop', () => {
  const full = contextOf({ step: 's7', conversation: 'c'.repeat(33), tracestate: 'v=1', tags: { tenant: 'a/b=c', 'k:x': 'y' } });

  it('arrives with everything that was sent, in the same trace and a span of its own', () => {
    const { trace, traceparent, ...rest } = receiveContext({ ...carrierOf(full) });
    const { trace: before, traceparent: _sent, ...sent } = full;
    expect(rest).toEqual(sent);
    expect(trace.traceId).toBe(before.traceId);
    expect(trace.spanId).not.toBe(before.spanId);
    expect(traceparent).toContain(trace.spanId);
  });

  it('is read from headers of any case, of lists of one, beside headers and baggage of others', () => {
    const { traceparent, baggage } = carrierOf(contextOf());
    const received = receiveContext({ Traceparent: [traceparent], BAGGAGE: `other=1, ${baggage};property , x`, host: 'example.com' });
    expect(received).toMatchObject({ instruction: 'i-7f3a', run: 'r-1', task: 't-1', user: 'u-1' });
  });

  it('may be given a part of the task, and no other run, user or instruction', () => {
    const child = childContext(contextOf(), { task: 't-1/lookup', step: 's8' });
    expect(child).toMatchObject({ instruction: 'i-7f3a', run: 'r-1', user: 'u-1', task: 't-1/lookup', step: 's8' });
    expect(refusals(() => childContext(contextOf(), { task: '' }))).toEqual(['WI1004 task']);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['no baggage', { baggage: undefined }, 'WI1013 baggage'],
    ['two headers of baggage', { Baggage: 'agent-identity.run=r-2' }, 'WI1013 baggage'],
    ['the run twice', { baggage: `${carrierOf(contextOf()).baggage},agent-identity.run=r-2` }, 'WI1013 baggage'],
    ['broken encoding', { baggage: `${carrierOf(contextOf()).baggage},agent-identity.step=%E0%A4` }, 'WI1013 baggage'],
    ['too much baggage', { baggage: `${carrierOf(contextOf()).baggage},x=${'y'.repeat(8_192)}` }, 'WI1013 baggage'],
    ['a trace that is none', { traceparent: '00-1-2-3' }, 'WI1005 traceparent'],
    ['no trace', { traceparent: undefined }, 'WI1005 traceparent'],
    ['an object as trace', { traceparent: {} }, 'WI1013 traceparent'],
    ['an encoded line end in the run', { baggage: carrierOf(contextOf()).baggage.replace('r-1', 'r%0A1') }, 'WI1003 run'],
    ['no user', { baggage: carrierOf(contextOf()).baggage.replace(/,agent-identity.user=.*/, '') }, 'WI1004 user'],
  ])('is refused with %s', (_what, more, refusal) => {
    expect(refusals(() => receiveContext({ ...carrierOf(contextOf()), ...more }))).toEqual([refusal]);
  });
});

describe('a line of the log', () => {
  const at = new Date('2026-11-23T10:00:00Z');
  const line = (more: object = {}, context = contextOf({ step: 's7', conversation: 'c'.repeat(33) })) =>
    logLine(context, { level: 'info', message: 'asked', operation: 'execute_tool', at, ...more });

  it('has the chain at the top and the GenAI attributes of OpenTelemetry below their own names', () => {
    const told = line({
      agent: 'support/crm',
      tool: { name: 'crm', call: 'c1' },
      model: 'm',
      requestId: 'q',
      error: 'Throttled',
      data: { a: 1 },
    });
    expect(JSON.parse(told)).toEqual({
      timestamp: '2026-11-23T10:00:00.000Z',
      level: 'info',
      message: 'asked',
      sourceIdentity: 'i-7f3a',
      run: 'r-1',
      task: 't-1',
      user: 'u-1',
      step: 's7',
      traceId: TRACE_ID,
      spanId: 'b7ad6b7169203331',
      requestId: 'q',
      gen_ai: {
        operation: { name: 'execute_tool' },
        agent: { name: 'support/crm' },
        conversation: { id: 'c'.repeat(33) },
        tool: { name: 'crm', call: { id: 'c1' } },
        request: { model: 'm' },
      },
      error: { type: 'Throttled' },
      data: { a: 1 },
    });
  });

  it('has every chain key', () => {
    expect(Object.keys(JSON.parse(line({ requestId: 'q' })))).toEqual(expect.arrayContaining([...CHAIN_KEYS]));
  });

  it('stays one line, and its own, whatever is told', () => {
    const told = line({ message: 'a\n{"run":"r-2"}\u2028', data: { run: 'r-2', '\n': '\r' } });
    expect(told).not.toMatch(/[\n\r]/);
    expect(JSON.parse(told).run).toBe('r-1');
  });

  it('is not written at no time', () => {
    expect(refusals(() => line({ at: new Date(Number.NaN) }))).toEqual(['WI1014 at']);
  });
});

describe('nothing', () => {
  const unchecked = [undefined, null, {}, { ...contextOf() }, JSON.parse(JSON.stringify(contextOf())), INSTRUCTION];
  const uses: readonly [string, (context: InstructionContext) => unknown][] = [
    ['session', (context) => assumeRoleParameters(context, { roleArn: ROLE, sourceIdentity: 'set' })],
    ['scoped credentials', (context) => scopedCredentialsParameters(context, { tool: 'crm', seconds: 60 })],
    ['metadata', (context) => requestMetadata(context)],
    ['invocation', (context) => runtimeInvocation(context)],
    ['carrier', (context) => carrierOf(context)],
    ['child', (context) => childContext(context)],
    ['line', (context) => logLine(context, { level: 'info', message: '', operation: 'chat' })],
    ['client', (context) => withInstruction({ send: () => undefined }, context)],
  ];

  it.each(uses)('gives a %s without a context that was checked', (_what, use) => {
    for (const context of unchecked) expect(refusals(() => use(context as unknown as InstructionContext))).toEqual(['WI1001 context']);
  });
});
