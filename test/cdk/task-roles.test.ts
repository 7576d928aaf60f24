/** Task roles as CDK hands them out, and what of them stands in the template. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { allow, defineAgent, sessionTag, text, trust } from '../../lib';
import { checkGraph } from '../../lib/assert';
import { AgentIdentity, fromStack } from '../../lib/cdk';

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
    search: { kind: 'tool', trust: trust.lambda({ functionName: 'search' }) },
  }),
  evidence: { retainDays: 90 },
});

const deployed = () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  return { stack, identity: new AgentIdentity(stack, 'Support', support, { cases: 'arn:aws:s3:::cases' }) };
};

describe('the task role of a component', () => {
  it('is handed out by the component that has tasks, and by no other', () => {
    const { stack, identity } = deployed();
    expect(stack.resolve(identity.taskRoles.crm?.roleName)).toEqual({ Ref: expect.stringMatching(/Crmtask/) });
    expect(identity.taskRoles.search).toBeUndefined();
  });

  it('is a second role with a boundary of its own, and the template is sound', () => {
    const { stack } = deployed();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 3);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'support-crm-task-boundary' });
    const { graph, plans } = fromStack(stack);
    const { verdict, findings } = checkGraph(graph, { plan: plans });
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });
});
