/** The example agents, each in one stack with its workloads, as templates that every rule proves. */
import { App, aws_bedrockagentcore as agentcore, CfnParameter, aws_eks as eks, aws_lambda as lambda, Stack } from 'aws-cdk-lib';
import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import { AgentIdentity } from '../../lib/cdk';
import type { IdentityPlan } from '../../lib/plan';
import type { Json } from './statement-mutations';

export const PLACE = { account: '111122223333', region: 'eu-central-1', partition: 'aws' } as const;
const deployment = { stage: 'prod', ...PLACE };

/** A template in parsed form. */
export interface Template {
  readonly Resources: { readonly [id: string]: { readonly Type: string; readonly Properties?: { readonly [name: string]: Json } } };
}

export interface Sound {
  readonly name: string;
  readonly template: Template;
  readonly plan: IdentityPlan;
}

const stackOf = (id: string): Stack => new Stack(new App(), id, { env: { account: PLACE.account, region: PLACE.region } });

const synthesized = (stack: Stack): Template => (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template as Template;

function functionIn(stack: Stack, id: string, functionName: string, given: Pick<lambda.FunctionProps, 'role' | 'logGroup'>): void {
  new lambda.Function(stack, id, {
    functionName,
    ...given,
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({ ok: true });'),
  });
}

function supportAgent(): Sound {
  const stack = stackOf('Support');
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${PLACE.region}:${PLACE.account}:${rest}`;
  const agent = new AgentIdentity(
    stack,
    'Agent',
    support,
    {
      tickets: arn('dynamodb', 'table/tickets'),
      handbook: 'arn:aws:s3:::acme-handbook',
      cluster: new CfnParameter(stack, 'ClusterArn').valueAsString,
      memory: arn('bedrock-agentcore', 'memory/support-a1b2c3d4e5'),
      images: arn('ecr', 'repository/agents'),
      crmToken: arn('secretsmanager', 'secret:crm-AbCdEf'),
    },
    { deployment },
  );
  functionIn(stack, 'Crm', 'support-crm', { role: agent.roles.crm, logGroup: agent.logGroup('crm') });
  functionIn(stack, 'Search', 'support-search', { role: agent.roles.search, logGroup: agent.logGroup('search') });
  const reasoner = new agentcore.CfnRuntime(stack, 'Reasoner', {
    agentRuntimeName: 'support_reasoner',
    agentRuntimeArtifact: { containerConfiguration: { containerUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents:reasoner' } },
    networkConfiguration: { networkMode: 'PUBLIC' },
    roleArn: agent.roles.reasoner.roleArn,
  });
  agent.bind(stack, 'reasoner', { runtimeId: reasoner.attrAgentRuntimeId });
  new eks.CfnNodegroup(stack, 'Nodes', {
    clusterName: 'agents',
    nodeRole: agent.roles.host.roleArn,
    subnets: ['subnet-0123456789abcdef0'],
    scalingConfig: { minSize: 1, maxSize: 3 },
  });
  return { name: 'support', template: synthesized(stack), plan: agent.plan };
}

function codingAgent(): Sound {
  const stack = stackOf('Coding');
  const agent = new AgentIdentity(
    stack,
    'Agent',
    coding,
    {
      artifacts: 'arn:aws:s3:::acme-artifacts',
      artifactsKey: `arn:aws:kms:${PLACE.region}:${PLACE.account}:key/0b1c2d3e-0000-4000-8000-123456789abc`,
      reviews: `arn:aws:events:${PLACE.region}:${PLACE.account}:event-bus/reviews`,
      targetAccount: '444455556666',
      service: `arn:aws:lambda:${PLACE.region}:444455556666:function:checkout`,
    },
    { deployment },
  );
  for (const component of ['builder', 'reviewer'] as const)
    functionIn(stack, component, `coding-${component}`, { role: agent.roles[component], logGroup: agent.logGroup(component) });
  return { name: 'coding', template: synthesized(stack), plan: agent.plan };
}

export const soundTemplates = (): readonly Sound[] => [supportAgent(), codingAgent()];
