import { AgentIdentity } from '../../lib/pulumi';
import { defineAgent, trust, writeLog } from '../../lib/spec';
import { runOffline } from '../../scripts/pulumi-offline';
import { findingsOf, named } from './runs';
import { INPUTS, support } from './support-agent';

describe('an agent that can be planned and is not sound', () => {
  /** Writes the log of another component besides its own. */
  const leaky = defineAgent({
    name: 'leaky',
    owner: 'platform',
    components: () => ({
      reader: { kind: 'tool', trust: trust.lambda({ functionName: 'reader' }) },
      writer: { kind: 'tool', trust: trust.lambda({ functionName: 'writer' }), can: [writeLog({ group: '/aws/lambda/reader' })] },
    }),
    evidence: { retainDays: 400 },
  });
  const because = 'both are one program in two functions';

  it('is refused before anything is registered', async () => {
    const told = await findingsOf(() => new AgentIdentity('leaky', leaky, {}));
    expect(told.findings).toMatchObject([{ rule: 'evidence/own-log-group-only', where: { component: 'writer' } }]);
    expect(told.resources).toEqual([]);
  });

  it('is deployed where the finding is acknowledged with a reason, which is shown', async () => {
    const [finding] = (await findingsOf(() => new AgentIdentity('leaky', leaky, {}))).findings;
    const acknowledge = [{ code: finding?.code ?? '', component: 'writer', because }];
    const run = await runOffline(() => new AgentIdentity('leaky', leaky, {}, { acknowledge }));
    expect(run.resources.length).toBeGreaterThan(0);
    expect(run.warnings).toEqual([expect.stringContaining(`acknowledged: ${because}`)]);
  });

  it.each([
    ['without a reason', support, INPUTS, { code: 'WI201', component: 'crm', because: ' ' }, 'without a reason'],
    ['of what is not found', support, INPUTS, { code: 'WI201', component: 'crm', because }, 'nothing of the kind is found'],
  ])('cannot be helped by an acknowledgement %s', async (_what, agent, inputs, acknowledgement, what) => {
    const told = await findingsOf(() => new AgentIdentity('support', agent, inputs, { acknowledge: [acknowledgement] }));
    expect(told.findings).toMatchObject([{ code: 'WI861', what: expect.stringContaining(what) }]);
  });
});

describe('what the rules cannot decide', () => {
  it('is told and does not stand in the way', async () => {
    const bounded = defineAgent({
      name: 'bounded',
      owner: 'platform',
      inputs: { boundary: 'iam-policy-arn' },
      components: ({ boundary }) => ({ worker: { kind: 'tool', trust: trust.lambda({ functionName: 'worker' }), boundary } }),
      evidence: { retainDays: 400 },
    });
    const run = await runOffline(() => new AgentIdentity('bounded', bounded, { boundary: 'arn:aws:iam::111122223333:policy/workloads' }));
    expect(run.warnings).toEqual([expect.stringMatching(/\(undecided\).*boundary/)]);
    expect(named(run, 'bounded-worker-role').inputs.permissionsBoundary).toBe('arn:aws:iam::111122223333:policy/workloads');
  });
});
