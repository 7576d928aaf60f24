/** Task roles as Pulumi hands them out. */
import { allow, defineAgent, sessionTag, text, trust } from '../../lib';
import { AgentIdentity } from '../../lib/pulumi';
import { runOffline } from '../../scripts/pulumi-offline';
import { named, Workload } from './runs';

const support = defineAgent({
  name: 'support',
  owner: 'platform',
  inputs: { cases: 's3-bucket-arn' },
  components: ({ cases }) => ({
    crm: {
      kind: 'tool',
      trust: trust.lambda({ functionName: 'crm' }),
      task: { tags: ['tenant'], can: [allow('s3:GetObject').on(text`${cases}/tenants/${sessionTag('tenant')}/*`)] },
    },
  }),
  evidence: { retainDays: 90 },
});

it('are handed out by the component that has tasks, once role and permissions are there', async () => {
  const run = await runOffline(() => {
    const { taskRoles } = new AgentIdentity('support', support, { cases: 'arn:aws:s3:::cases' });
    return new Workload('crm', { role: taskRoles.crm?.arn ?? 'none' });
  });
  const workload = named(run, 'crm');
  expect(workload.inputs).toEqual({ role: 'arn:aws:iam::111122223333:role/support-crm-task' });
  expect(workload.dependencies).toEqual(
    expect.arrayContaining(['support-crm-task-role', 'support-crm-task-role-declared'].map((name) => named(run, name).urn)),
  );
});
