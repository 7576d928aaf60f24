import { planIdentities } from '../../lib/plan';
import { resourcesOf } from '../../lib/plan/emit';
import { AgentIdentity } from '../../lib/pulumi';
import { emittedResources } from '../../lib/pulumi/emitted-resources';
import { runOffline } from '../../scripts/pulumi-offline';
import { CLUSTER, INPUTS, support, TICKETS } from './support-agent';

const emitted = (known: Readonly<Record<string, string>>) => {
  const planning = planIdentities(support);
  if (!planning.ok) throw new Error('the agent of the tests cannot be planned');
  return emittedResources(resourcesOf(planning.plan, undefined), { name: 'support', plan: planning.plan.resources, known });
};

describe('what would be emitted', () => {
  it('is what Pulumi is given, once all values are known', async () => {
    const { resources } = await runOffline(() => new AgentIdentity('support', support, INPUTS));
    const registered = resources
      .filter(({ name }) => name !== 'support')
      .map(({ type, name, inputs }) => ({ type, name, inputs }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const known = { ...INPUTS, account: '111122223333', region: 'eu-central-1', partition: 'aws' };
    expect(
      emitted(known)
        .map(({ type, name, inputs }) => ({ type, name, inputs }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ).toEqual(registered);
  });

  it('keeps a hole for a value that is not known, and all that stands around it', () => {
    const policies = emitted({ cluster: CLUSTER }).filter(({ name }) => name === 'support-crm-role-declared');
    expect(policies.map(({ inputs }) => JSON.parse(String(inputs.policy)))).toEqual([
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: ['⟨tickets:dynamodb-table-arn⟩'] }],
      },
    ]);
    expect(JSON.stringify(emitted({ tickets: TICKETS }))).toContain('⟨cluster.name:name⟩');
  });
});
