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

  /** The pin that the error shows, as somebody would copy it. */
  const pinShown = async (): Promise<string> => {
    const { message } = await findingsOf(() => new AgentIdentity('leaky', leaky, {}));
    return /^ {2}pin {4}([0-9a-f]{32})$/m.exec(message)?.[1] ?? '';
  };

  it('is deployed where the finding is acknowledged with a reason, which is shown', async () => {
    const acknowledge = [{ fingerprint: await pinShown(), because, owner: 'platform', expires: '2099-12-31' }];
    const run = await runOffline(() => new AgentIdentity('leaky', leaky, {}, { acknowledge }));
    expect(run.resources.length).toBeGreaterThan(0);
    expect(run.warnings).toEqual([expect.stringContaining(`acknowledged: ${because}`)]);
  });

  it('is refused again when its last day is over', async () => {
    const acknowledge = [{ fingerprint: await pinShown(), because, owner: 'platform', expires: '2020-12-31' }];
    const told = await findingsOf(() => new AgentIdentity('leaky', leaky, {}, { acknowledge }));
    expect(told.findings).toMatchObject([
      { rule: 'evidence/own-log-group-only' },
      { code: 'WI861', what: expect.stringContaining('expired on 2020-12-31') },
    ]);
  });

  it.each([
    ['without a reason', { because: ' ' }, 'WI863'],
    ['without an owner', { owner: '' }, 'WI863'],
    ['of a code, which would accept whatever has it', { fingerprint: 'WI201' }, 'WI863'],
    ['of what is not found', { fingerprint: '0'.repeat(32) }, 'WI861'],
  ])('cannot be helped by an acknowledgement %s', async (_what, parts, code) => {
    const acknowledge = [{ fingerprint: '0'.repeat(32), because, owner: 'platform', ...parts }];
    const told = await findingsOf(() => new AgentIdentity('support', support, INPUTS, { acknowledge }));
    expect(told.codes).toEqual([code]);
    expect(told.resources).toEqual([]);
  });
});

describe('what the rules cannot decide', () => {
  const bounded = defineAgent({
    name: 'bounded',
    owner: 'platform',
    inputs: { boundary: 'iam-policy-arn' },
    components: ({ boundary }) => ({ worker: { kind: 'tool', trust: trust.lambda({ functionName: 'worker' }), boundary } }),
    evidence: { retainDays: 400 },
  });
  const inputs = { boundary: 'arn:aws:iam::111122223333:policy/workloads' };
  it('blocks: undecided is not proved', async () => {
    const told = await findingsOf(() => new AgentIdentity('bounded', bounded, inputs));
    expect(told.findings.length).toBeGreaterThan(0);
    expect(told.findings.map(({ verdict }) => verdict)).toEqual(told.findings.map(() => 'undecided'));
    expect(told.resources).toEqual([]);
  });

  it('deploys once each finding is acknowledged, and is told', async () => {
    const { message } = await findingsOf(() => new AgentIdentity('bounded', bounded, inputs));
    const pins = [...message.matchAll(/^ {2}pin {4}([0-9a-f]{32})$/gm)].map(([, pin = '']) => pin);
    const acknowledge = pins.map((fingerprint) => ({ fingerprint, because: 'the platform team keeps it', owner: 'platform' }));
    const run = await runOffline(() => new AgentIdentity('bounded', bounded, inputs, { acknowledge }));
    expect(run.warnings).toContainEqual(expect.stringMatching(/undecided.*boundary.*\(acknowledged: the platform team keeps it/s));
    expect(named(run, 'bounded-worker-role').inputs.permissionsBoundary).toBe(inputs.boundary);
  });
});
