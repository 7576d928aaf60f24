/** The support agent with AWS CDK: a stage for development and one for production, each with its data, identities and workloads. */
import { AgentIdentity } from 'agent-workload-identity/cdk';
import {
  App,
  aws_bedrockagentcore as agentcore,
  CfnParameter,
  aws_dynamodb as dynamodb,
  aws_ecr as ecr,
  aws_eks as eks,
  aws_lambda as lambda,
  Stack,
  Stage,
  type StageProps,
  aws_s3 as s3,
  aws_secretsmanager as secretsmanager,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { support } from './agent';

class Data extends Stack {
  readonly tickets = new dynamodb.TableV2(this, 'Tickets', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  readonly handbook = new s3.Bucket(this, 'Handbook', { enforceSSL: true });
  readonly images = new ecr.Repository(this, 'Images', { imageScanOnPush: true });
  // The CRM issues the token; whoever runs it puts it in.
  readonly crmToken = new secretsmanager.CfnSecret(this, 'CrmToken');
  readonly memory = new agentcore.CfnMemory(this, 'Memory', { name: 'support', eventExpiryDuration: 30 });
}

class Identities extends Stack {
  readonly agent: AgentIdentity<typeof support.inputs, keyof typeof support.components>;

  constructor(scope: Construct, id: string, data: Data, stage: string) {
    super(scope, id);
    const cluster = new CfnParameter(this, 'ClusterArn', { description: 'ARN of the EKS cluster that the orchestrator runs on' });
    this.agent = new AgentIdentity(
      this,
      'Support',
      support,
      {
        tickets: data.tickets.tableArn,
        handbook: data.handbook.bucketArn,
        cluster: cluster.valueAsString,
        memory: data.memory.attrMemoryArn,
        images: data.images.repositoryArn,
        crmToken: data.crmToken.ref,
      },
      { deployment: { stage } },
    );
  }
}

class Workloads extends Stack {
  constructor(scope: Construct, id: string, data: Data, { agent }: Identities) {
    super(scope, id);
    this.function('Crm', 'support-crm', agent, 'crm');
    this.function('Search', 'support-search', agent, 'search');

    const reasoner = new agentcore.CfnRuntime(this, 'Reasoner', {
      agentRuntimeName: 'support_reasoner',
      agentRuntimeArtifact: { containerConfiguration: { containerUri: data.images.repositoryUriForTag('reasoner') } },
      networkConfiguration: { networkMode: 'PUBLIC' },
      roleArn: agent.roles.reasoner.roleArn,
    });
    agent.bind(this, 'reasoner', { runtimeId: reasoner.attrAgentRuntimeId });

    const cluster = new CfnParameter(this, 'ClusterName', { description: 'name of the EKS cluster that the orchestrator runs on' });
    const subnets = new CfnParameter(this, 'NodeSubnets', { type: 'List<AWS::EC2::Subnet::Id>', description: 'subnets of the nodes' });
    new eks.CfnNodegroup(this, 'Nodes', {
      clusterName: cluster.valueAsString,
      nodeRole: agent.roles.host.roleArn,
      subnets: subnets.valueAsList,
      scalingConfig: { minSize: 1, maxSize: 3 },
    });
  }

  private function(id: string, functionName: string, agent: Identities['agent'], component: 'crm' | 'search'): lambda.Function {
    return new lambda.Function(this, id, {
      functionName,
      role: agent.roles[component],
      logGroup: agent.logGroup(component),
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => ({ ok: true });'),
    });
  }
}

class Support extends Stage {
  constructor(scope: Construct, id: string, { stage, ...props }: StageProps & { readonly stage: string }) {
    super(scope, id, props);
    const data = new Data(this, 'Data');
    const identities = new Identities(this, 'Identities', data, stage);
    new Workloads(this, 'Workloads', data, identities);
  }
}

const app = new App();
new Support(app, 'Development', { stage: 'dev', env: { account: '111122223333', region: 'eu-central-1' } });
new Support(app, 'Production', { stage: 'prod', env: { account: '444455556666', region: 'eu-central-1' } });
app.synth();
