import * as aws from '@pulumi/aws/provider';
import * as pulumi from '@pulumi/pulumi';
import { AgentIdentity } from '../../lib/pulumi';
import { defineAgent, trust } from '../../lib/spec';
import { findingsOf, Workload } from './runs';
import { INPUTS, support } from './support-agent';

describe('a deployment for another region than the provider is configured for', () => {
  const agent = (options = {}) => {
    pulumi.runtime.setConfig('aws:region', 'us-east-1');
    new AgentIdentity('support', support, INPUTS, { deployment: { region: 'eu-central-1' }, ...options });
  };
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it('is refused', async () => {
    const told = await findingsOf(agent);
    expect(told.findings).toMatchObject([{ code: 'WI862', what: expect.stringContaining('`us-east-1`') }]);
    expect(told.resources).toEqual([]);
  });

  it('is left to a provider that is given', async () => {
    const told = await findingsOf(() => agent({ provider: new aws.Provider('elsewhere', { region: 'eu-central-1' }) }));
    expect(told.codes).toEqual([]);
  });
});

describe('what is wrong is told before anything is registered, all at once', () => {
  it.each([
    ['a missing input', { tickets: INPUTS.tickets }, ['WI108']],
    ['an unknown input', { ...INPUTS, tikets: INPUTS.tickets }, ['WI108']],
    ['a literal of another shape', { ...INPUTS, tickets: 'arn:aws:s3:::tickets' }, ['WI109']],
    ['a number', { ...INPUTS, tickets: 7 }, ['WI109']],
    ['null', { ...INPUTS, tickets: null }, ['WI108']],
    ['several at once', { tickets: 'x', other: 'y' }, ['WI108', 'WI108', 'WI109']],
    ['no values at all', undefined, ['WI108']],
    ['text in place of values', 'tickets', ['WI108']],
  ])('%s', async (_what, inputs, codes) => {
    const told = await findingsOf(() => new AgentIdentity('support', support, inputs as never));
    expect([...told.codes].sort()).toEqual(codes);
    expect(told.resources).toEqual([]);
  });

  it('an input that is a resource, with the way to mend it', async () => {
    const { findings } = await findingsOf(
      () => new AgentIdentity('support', support, { ...INPUTS, tickets: new Workload('tickets', {}) as never }),
    );
    expect(findings).toMatchObject([
      { code: 'WI109', what: expect.stringContaining('is a resource'), fix: expect.stringContaining('`arn`') },
    ]);
  });

  it('a declaration that cannot be planned', async () => {
    const broken = defineAgent({
      name: 'Support',
      owner: '',
      components: () => ({ crm: { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }), calls: ['crm'] } }),
      evidence: { retainDays: 400 },
    });
    const told = await findingsOf(() => new AgentIdentity('support', broken, {}));
    expect(new Set(told.codes)).toEqual(new Set(['WI101', 'WI102', 'WI105']));
    expect(told.resources).toEqual([]);
  });

  it.each([undefined, null, 'support', 7, {}, []])('a declaration that is %p', async (agent) => {
    const told = await findingsOf(() => new AgentIdentity('support', agent as never, {}));
    expect(told.codes.length).toBeGreaterThan(0);
    expect(told.resources).toEqual([]);
  });

  it.each([
    ['options that are null', null],
    ['a deployment that is text', { deployment: 'prod' }],
    ['an account that is a number', { account: 444455556666 }],
    ['an acknowledgement that is a code', { acknowledge: ['WI201'] }],
    ['a parent that is no resource', { parent: 'stack' }],
    ['a provider that is a region', { provider: 'eu-central-1' }],
    ['providers that are regions', { providers: { aws: 'eu-central-1' } }],
  ])('%s', async (_what, options) => {
    const told = await findingsOf(() => new AgentIdentity('support', support, INPUTS, options as never));
    expect(told.codes).toEqual(['WI863']);
    expect(told.resources).toEqual([]);
  });

  it.each([undefined, null, 'a-b', 7])('values of a binding that are %p', async (values) => {
    const told = await findingsOf(() => new AgentIdentity('support', support, INPUTS).bind('reasoner', values as never));
    expect(told.codes).toEqual(['WI108']);
  });

  it('an account that nothing of the agent lives in', async () => {
    const told = await findingsOf(() => new AgentIdentity('support', support, INPUTS, { account: 'target' }));
    expect(told.codes).toEqual(['WI854']);
  });
});
