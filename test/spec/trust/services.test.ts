import { defineAgent, trust } from 'agent-workload-identity';
import { decide, HOME, planOf, REGION, resourceOf, withoutSids } from '../../plan/planned';
import { trusting } from '../agents';
import { fromService, policy, trustPolicyOf } from './asking';

describe('AWS Lambda', () => {
  const lambda = trust.lambda({ functionName: 'support-crm' });
  const own = `arn:aws:lambda:${REGION}:${HOME}:function:support-crm`;
  const asks = (context: Readonly<Record<string, string>>) => {
    const plan = planOf(trusting(lambda));
    return {
      plan,
      ask: {
        action: 'logs:PutLogEvents',
        resource: `arn:aws:logs:${REGION}:${HOME}:log-group:/aws/lambda/support-crm:log-stream:a`,
        context,
      },
    };
  };

  it('trusts the service, which has no key for the function when it assumes the role', () => {
    expect(trustPolicyOf(lambda)).toEqual(policy({ Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }));
  });

  it.each([
    ['its own', own, 'allow'],
    ['another function', `${own}-2`, 'explicit-deny'],
    ['the same name in another region', own.replace(REGION, 'eu-west-1'), 'explicit-deny'],
  ] as const)('keeps its credentials with the function: %s', (_name, source, decision) => {
    const { plan, ask } = asks({ 'lambda:SourceFunctionArn': source });
    expect(decide(plan, 'tool', ask)).toBe(decision);
  });

  it('does not keep them from Lambda itself, whose calls need not carry the key', () => {
    const { plan, ask } = asks({});
    expect(decide(plan, 'tool', ask)).toBe('allow');
  });
});

describe('Amazon ECS', () => {
  const expected = policy({
    Principal: { Service: ['ecs-tasks.amazonaws.com'] },
    Action: ['sts:AssumeRole'],
    Condition: { ArnLike: { 'aws:SourceArn': [`arn:aws:ecs:${REGION}:${HOME}:*`] }, StringEquals: { 'aws:SourceAccount': [HOME] } },
  });
  const task = `arn:aws:ecs:${REGION}:${HOME}:task/prod/0123`;

  it('is the trust policy of its developer guide, for tasks and for their execution', () => {
    expect(trustPolicyOf(trust.ecsTaskExecution())).toEqual(expected);
    const hosted = defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        tool: { kind: 'tool', trust: trust.ecsTask() },
        host: { kind: 'environment', trust: trust.ecsTaskExecution(), hosts: ['tool'] },
      }),
      evidence: { retainDays: 90 },
    });
    expect(withoutSids(resourceOf(planOf(hosted), 'role', 'tool').trust)).toEqual(expected);
  });

  it('admits tasks of this account and region, and no others', () => {
    const ask = (context: Readonly<Record<string, string>>) => fromService(trust.ecsTaskExecution(), 'ecs-tasks.amazonaws.com', context);
    expect(ask({ 'aws:SourceArn': task, 'aws:SourceAccount': HOME })).toBe('allow');
    expect(ask({ 'aws:SourceArn': task.replace(HOME, '444455556666'), 'aws:SourceAccount': '444455556666' })).toBe('implicit-deny');
    expect(ask({ 'aws:SourceArn': task.replace(REGION, 'us-east-1'), 'aws:SourceAccount': HOME })).toBe('implicit-deny');
    expect(ask({})).toBe('implicit-deny');
  });
});

describe('Amazon Bedrock AgentCore', () => {
  const runtime = trust.agentCoreRuntime({ name: 'support_reasoner' });
  const arn = `arn:aws:bedrock-agentcore:${REGION}:${HOME}:runtime/support_reasoner-a1B2c3D4e5`;
  const ask = (source: string, account = HOME) =>
    fromService(runtime, 'bedrock-agentcore.amazonaws.com', { 'aws:SourceArn': source, 'aws:SourceAccount': account });

  it('pins account and runtime, the generated part of its id left open', () => {
    expect(trustPolicyOf(runtime)).toEqual(
      policy({
        Principal: { Service: ['bedrock-agentcore.amazonaws.com'] },
        Action: ['sts:AssumeRole'],
        Condition: {
          ArnLike: { 'aws:SourceArn': [`arn:aws:bedrock-agentcore:${REGION}:${HOME}:runtime/support_reasoner-*`] },
          StringEquals: { 'aws:SourceAccount': [HOME] },
        },
      }),
    );
  });

  it('admits the runtime of that name', () => {
    expect(ask(arn)).toBe('allow');
  });

  it.each([
    ['a runtime with a longer name', arn.replace('reasoner-', 'reasoner2-')],
    ['a runtime with a longer name after an underscore', arn.replace('reasoner-', 'reasoner_dev-')],
    ['a runtime of another region', arn.replace(REGION, 'us-east-1')],
    ['a gateway of that name', arn.replace('runtime/', 'gateway/')],
  ])('does not admit %s', (_name, source) => {
    expect(ask(source)).toBe('implicit-deny');
  });

  it('does not admit a runtime of another account, whatever its ARN says', () => {
    expect(ask(arn.replace(HOME, '444455556666'), '444455556666')).toBe('implicit-deny');
    expect(ask(arn, '444455556666')).toBe('implicit-deny');
  });
});
