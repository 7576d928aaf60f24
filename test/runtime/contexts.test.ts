/** What may be said of an instruction, and what is refused before anything is sent. */
import { ChainError, type Instruction, instructionContext, newTraceparent } from 'agent-workload-identity/runtime';
import { contextOf, INSTRUCTION, refusals, TRACE_ID, TRACEPARENT } from './contexts';

describe('an instruction context', () => {
  it('names sessions by run and trace', () => {
    expect(contextOf().sessionName).toBe(`r-1.${TRACE_ID}`);
    expect(contextOf().trace).toEqual({ traceId: TRACE_ID, spanId: 'b7ad6b7169203331', flags: '01' });
  });

  it('gives a session name of 64 characters at most, which is all that STS takes', () => {
    expect(contextOf({ run: 'r'.repeat(31) }).sessionName).toHaveLength(64);
    expect(refusals(() => contextOf({ run: 'r'.repeat(32) }))).toEqual(['WI1003 run']);
  });

  it('cannot be changed, and holds nothing that the contract does not know', () => {
    const context = instructionContext({ ...INSTRUCTION, tags: { tenant: 'a' }, secret: 'x' } as Instruction);
    expect(Object.isFrozen(context) && Object.isFrozen(context.tags) && Object.isFrozen(context.trace)).toBe(true);
    expect(context).not.toHaveProperty('secret');
  });

  it('begins a trace of its own where there is none', () => {
    const [first, second] = [newTraceparent(), newTraceparent()];
    expect(refusals(() => contextOf({ traceparent: first }))).toEqual([]);
    expect(first).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(first).not.toBe(second);
  });

  it.each<readonly [string, Partial<Instruction>]>([
    ['the shortest source identity', { instruction: 'ab' }],
    ['the longest source identity', { instruction: 'a'.repeat(64) }],
    ['an address as source identity', { instruction: 'jo+7@acme.example,x=1' }],
    ['a path as task', { task: 'tickets/42:close=yes' }],
    ['the longest user', { user: 'u'.repeat(128) }],
    ['a state of the trace', { tracestate: 'vendor=1,other=2' }],
    ['a conversation', { conversation: 'c'.repeat(33) }],
    ['further tags', { tags: { tenant: 'acme' } }],
  ])('takes %s', (_what, more) => {
    expect(refusals(() => contextOf(more))).toEqual([]);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['no instruction', { instruction: undefined }, 'WI1002 instruction'],
    ['an empty instruction', { instruction: '' }, 'WI1002 instruction'],
    ['a source identity of one character', { instruction: 'a' }, 'WI1002 instruction'],
    ['a source identity of 65 characters', { instruction: 'a'.repeat(65) }, 'WI1002 instruction'],
    ['a source identity of AWS', { instruction: 'aws:x' }, 'WI1002 instruction'],
    ['a colon in the source identity', { instruction: 'a:b' }, 'WI1002 instruction'],
    ['a space in the source identity', { instruction: 'a b' }, 'WI1002 instruction'],
    ['a letter that is not ASCII in the source identity', { instruction: 'jörg' }, 'WI1002 instruction'],
    ['a line end behind the source identity', { instruction: 'ab\n' }, 'WI1002 instruction'],
    ['a number as source identity', { instruction: 12 }, 'WI1002 instruction'],
    ['no run', { run: undefined }, 'WI1003 run'],
    ['a period in the run, which would hide where it ends', { run: 'r.1' }, 'WI1003 run'],
    ['a wildcard in the run', { run: 'r*' }, 'WI1003 run'],
    ['a run that begins with a hyphen', { run: '-r' }, 'WI1003 run'],
    ['no task', { task: undefined }, 'WI1004 task'],
    ['a task of AWS, in any case', { task: 'AWS:x' }, 'WI1004 task'],
    ['a control character in the task', { task: 't\u0000' }, 'WI1004 task'],
    ['a semicolon in the task, which baggage would end at', { task: 't;1' }, 'WI1004 task'],
    ['a user of 129 characters', { user: 'u'.repeat(129) }, 'WI1004 user'],
    ['a variable as user', { user: '${aws:username}' }, 'WI1004 user'],
    ['no trace', { traceparent: undefined }, 'WI1005 traceparent'],
    ['a trace of zeros', { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` }, 'WI1005 traceparent'],
    ['a span of zeros', { traceparent: `00-${TRACE_ID}-${'0'.repeat(16)}-01` }, 'WI1005 traceparent'],
    ['upper case in the trace', { traceparent: TRACEPARENT.toUpperCase() }, 'WI1005 traceparent'],
    ['a trace context of another version', { traceparent: TRACEPARENT.replace(/^00/, 'ff') }, 'WI1005 traceparent'],
    ['a line end in the state of the trace', { tracestate: 'a=1\r\nx: y' }, 'WI1005 tracestate'],
    ['a step with a space, which the description would end at', { step: 'a tool=b' }, 'WI1004 step'],
    ['a conversation of 32 characters', { conversation: 'c'.repeat(32) }, 'WI1006 conversation'],
    ['a further tag of AWS', { tags: { 'aws:x': 'a' } }, 'WI1004 tags.aws:x'],
    ['a further tag that says whose the role is', { tags: { 'Agent-Identity:Owner': 'a' } }, 'WI1004 tags.Agent-Identity:Owner'],
    ['a further tag in place of the run', { tags: { RUN: 'a' } }, 'WI1004 tags.RUN'],
    ['an empty further tag', { tags: { tenant: '' } }, 'WI1004 tags.tenant'],
    ['a list as further tags', { tags: 'tenant' }, 'WI1004 tags'],
  ])('refuses %s', (_what, more, refusal) => {
    expect(refusals(() => contextOf(more as Partial<Instruction>))).toEqual([refusal]);
  });

  it.each([null, undefined, 'i-1', 7])('refuses %p', (given) => {
    expect(refusals(() => instructionContext(given as unknown as Instruction))).toEqual(['WI1001 context']);
  });

  it('tells everything at once, in the form of every finding', () => {
    expect(refusals(() => contextOf({ instruction: '', run: '', task: '' }))).toEqual(['WI1002 instruction', 'WI1003 run', 'WI1004 task']);
    let thrown: unknown;
    try {
      contextOf({ run: 'r.1' });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ChainError);
    expect((thrown as ChainError).message).toBe(
      [
        'the call is not made: 1 error',
        '',
        'WI1003 chain/run-is-well-formed: `r.1` is no id of a run',
        '  where  run',
        '  why    run and trace id together are the name of sessions, which has at most 64 characters and is all that later events show of the run',
        '  fix    give 1 to 31 letters, digits, `_` and `-`, beginning with a letter or digit',
        '',
      ].join('\n'),
    );
  });

  it('shows input without what a terminal or a log would obey', () => {
    let message = '';
    try {
      contextOf({ run: `\u001b[2J\`\n${'x'.repeat(500)}` });
    } catch (error) {
      ({ message } = error as Error);
    }
    expect([...message].filter((char) => char < ' ' && char !== '\n')).toEqual([]);
    expect(message.split('\n')[2]).toHaveLength('WI1003 chain/run-is-well-formed: ``  is no id of a run'.length + 80);
  });
});
