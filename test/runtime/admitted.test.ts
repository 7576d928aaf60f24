/** The helper and the planned trust policies agree: what it gives is admitted on every hop, and nothing that lacks a part of it is. */
import { type Component, defineAgent, trust } from 'agent-workload-identity';
import type { RoleSession, SessionRequest } from 'agent-workload-identity/policy';
import {
  type AssumeRoleParameters,
  assumeRoleParameters,
  carrierOf,
  childContext,
  type Instruction,
  type InstructionContext,
  newTraceparent,
  receiveContext,
} from 'agent-workload-identity/runtime';
import fc from 'fast-check';
import { assume, sessionOf } from '../plan/assuming';
import { componentOf, planOf } from '../plan/planned';
import { contextOf, TRACE_ID } from './contexts';

const tool = (...calls: readonly string[]): Component => ({ kind: 'tool', trust: trust.component(), calls });

const agentOf = (requiredTags?: readonly [string, ...string[]]) =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    components: () => ({
      planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: ['desk'] } as Component,
      desk: tool('crm'),
      crm: tool(),
    }),
    ...(requiredTags === undefined ? {} : { session: { requiredTags } }),
    evidence: { retainDays: 90 },
  });

const plan = planOf(agentOf());

/** What STS reads in the parameters. */
const asked = (parameters: AssumeRoleParameters): SessionRequest => ({
  name: parameters.RoleSessionName,
  tags: Object.fromEntries(parameters.Tags.map(({ Key, Value }) => [Key, Value])),
  transitiveTagKeys: parameters.TransitiveTagKeys,
  seconds: parameters.DurationSeconds,
  ...(parameters.SourceIdentity === undefined ? {} : { sourceIdentity: parameters.SourceIdentity }),
});

const toDesk = (context: InstructionContext): SessionRequest =>
  asked(assumeRoleParameters(context, { roleArn: componentOf(plan, 'desk').roleArn, sourceIdentity: 'set' }));
const toCrm = (context: InstructionContext): SessionRequest =>
  asked(assumeRoleParameters(context, { roleArn: componentOf(plan, 'crm').roleArn, sourceIdentity: 'inherited', seconds: 3_600 }));

describe('the parameters of the helper', () => {
  it('are admitted on the first hop and on a later one, and carry the source identity to the end', () => {
    const first = sessionOf(assume(plan, 'planner', 'desk', toDesk(contextOf())));
    const second = sessionOf(assume(plan, 'desk', 'crm', toCrm(receiveContext({ ...carrierOf(contextOf()) })), first));
    expect([first.sourceIdentity, second.sourceIdentity]).toEqual(['i-7f3a', 'i-7f3a']);
    expect(second.context).toMatchObject({ 'aws:PrincipalTag/run': 'r-1', 'aws:PrincipalTag/user': 'u-1' });
    expect(second.principal.session).toBe(`r-1.${TRACE_ID}`);
  });

  it('are admitted for a part of the task', () => {
    const first = sessionOf(assume(plan, 'planner', 'desk', toDesk(contextOf())));
    expect(assume(plan, 'desk', 'crm', toCrm(childContext(contextOf(), { task: 't-1/a' })), first).decision).toBe('allow');
  });

  it('are admitted for every context that can be made', () => {
    const id = fc.stringMatching(/^[\w.:/=+@-]{1,128}$/).filter((text) => !/^aws:/i.test(text));
    const instruction: fc.Arbitrary<Instruction> = fc.record({
      instruction: fc.stringMatching(/^[\w+=,.@-]{2,64}$/),
      run: fc.stringMatching(/^[a-zA-Z\d][\w-]{0,30}$/),
      task: id,
      user: id,
      traceparent: fc.constant(0).map(newTraceparent),
    });
    fc.assert(
      fc.property(instruction, (given) => {
        const first = sessionOf(assume(plan, 'planner', 'desk', toDesk(contextOf(given))));
        expect(assume(plan, 'desk', 'crm', toCrm(contextOf(given)), first).decision).toBe('allow');
      }),
      { numRuns: 50 },
    );
  });

  it('are admitted with the tags that the agent requires in place of the usual, and not with the usual', () => {
    const own = planOf(agentOf(['tenant']));
    const context = contextOf({ tags: { tenant: 'acme' } });
    const call = { roleArn: componentOf(own, 'desk').roleArn, sourceIdentity: 'set' } as const;
    expect(assume(own, 'planner', 'desk', asked(assumeRoleParameters(context, { ...call, sessionTags: ['tenant'] }))).decision).toBe(
      'allow',
    );
    expect(assume(own, 'planner', 'desk', asked(assumeRoleParameters(context, call))).decision).toBe('implicit-deny');
  });
});

describe('what the helper would not give is not admitted either', () => {
  const without = (request: SessionRequest, tag: string): SessionRequest => {
    const { [tag]: _gone, ...tags } = request.tags ?? {};
    return { ...request, tags };
  };
  const withTag = (request: SessionRequest, tag: string, value: string): SessionRequest => ({
    ...request,
    tags: { ...request.tags, [tag]: value },
  });

  const anywhere: readonly (readonly [string, (request: SessionRequest) => SessionRequest])[] = [
    ['without the run', (request) => without(request, 'run')],
    ['without the task', (request) => without(request, 'task')],
    ['without the user', (request) => without(request, 'user')],
    ['without any tags', ({ tags: _gone, ...request }) => request],
    ['with an empty task', (request) => withTag(request, 'task', '')],
    ['with an empty user', (request) => withTag(request, 'user', '')],
    ['with another run than its name says', (request) => withTag(request, 'run', 'r-2')],
    ['with a tag more', (request) => withTag(request, 'admin', 'yes')],
    ['with a tag that says whose the role is', (request) => withTag(request, 'agent-identity:component', 'other')],
    ['with a name without a trace', (request) => ({ ...request, name: 'r-1' })],
    ['with a name of the trace alone', (request) => ({ ...request, name: TRACE_ID })],
    ['with a name of the service', (request) => ({ ...request, name: 'aws-sdk-js-1700000000000' })],
    ['with a name that has more behind the trace', (request) => ({ ...request, name: `${request.name}x` })],
    ['with a name of one character', (request) => ({ ...request, name: 'a' })],
    ['for less than 15 minutes', (request) => ({ ...request, seconds: 60 })],
    ['for more than an hour', (request) => ({ ...request, seconds: 7_200 })],
  ];

  it.each(anywhere)('on the first hop: %s', (_what, change) => {
    expect(assume(plan, 'planner', 'desk', toDesk(contextOf())).decision).toBe('allow');
    expect(['implicit-deny', 'refused']).toContain(assume(plan, 'planner', 'desk', change(toDesk(contextOf()))).decision);
  });

  it.each<readonly [string, (request: SessionRequest) => SessionRequest]>([
    ['without source identity', ({ sourceIdentity: _gone, ...request }) => request],
    ['with an empty source identity', (request) => ({ ...request, sourceIdentity: '' })],
    ['with a source identity of AWS', (request) => ({ ...request, sourceIdentity: 'aws:x' })],
    ['with a source identity of 65 characters', (request) => ({ ...request, sourceIdentity: 'x'.repeat(65) })],
  ])('on the first hop: %s', (_what, change) => {
    expect(['implicit-deny', 'refused']).toContain(assume(plan, 'planner', 'desk', change(toDesk(contextOf()))).decision);
  });

  const first = (): RoleSession => sessionOf(assume(plan, 'planner', 'desk', toDesk(contextOf())));

  it.each<readonly [string, (request: SessionRequest) => SessionRequest]>([
    ...anywhere,
    ['with another source identity', (request) => ({ ...request, sourceIdentity: 'somebody' })],
    ['for another user', (request) => withTag(request, 'user', 'u-2')],
    ['for another run, in name and tag', (request) => withTag({ ...request, name: `r-2.${TRACE_ID}` }, 'run', 'r-2')],
  ])('on a later hop: %s', (_what, change) => {
    expect(assume(plan, 'desk', 'crm', toCrm(contextOf()), first()).decision).toBe('allow');
    expect(['implicit-deny', 'refused']).toContain(assume(plan, 'desk', 'crm', change(toCrm(contextOf())), first()).decision);
  });

  it('on a later hop: from a session that has no source identity', () => {
    const { sourceIdentity: _gone, ...session } = first();
    const anonymous = { ...session, context: { ...session.context, 'aws:SourceIdentity': [] } };
    expect(assume(plan, 'desk', 'crm', toCrm(contextOf()), anonymous).decision).toBe('implicit-deny');
  });
});
