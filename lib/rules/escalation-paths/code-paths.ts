/** Ways into code that runs already, with the role that it has: no role is passed. */
import { type EscalationPath, onOne, path } from './path';

const roleOf = (workload: string): string => `the role of any ${workload} that it reaches`;

export const CODE_PATHS: readonly EscalationPath[] = [
  path('apprunner-002', roleOf('App Runner service'), 'apprunner:UpdateService'),
  path('batch-002', roleOf('Batch job definition'), 'batch:SubmitJob'),
  path(
    'bedrock-002',
    roleOf('code interpreter'),
    'bedrock-agentcore:StartCodeInterpreterSession',
    'bedrock-agentcore:InvokeCodeInterpreter',
  ),
  path('bedrock-004', roleOf('AgentCore runtime'), 'bedrock-agentcore:InvokeAgentRuntimeCommand'),
  path(
    'bedrock-007',
    roleOf('AgentCore browser'),
    'bedrock-agentcore:StartBrowserSession',
    'bedrock-agentcore:ConnectBrowserAutomationStream',
  ),
  path('other-agentcore-command-shell', roleOf('AgentCore runtime'), 'bedrock-agentcore:InvokeAgentRuntimeCommandShell'),
  path('cloudformation-002', roleOf('CloudFormation stack'), 'cloudformation:UpdateStack'),
  onOne('cloudformation-005', roleOf('CloudFormation stack'), 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'),
  path('codebuild-002', roleOf('CodeBuild project'), 'codebuild:StartBuild'),
  path('codebuild-003', roleOf('CodeBuild project'), 'codebuild:StartBuildBatch'),
  path('codedeploy-001', roleOf('instance that is deployed to'), 'codedeploy:CreateDeployment', 'codedeploy:RegisterApplicationRevision'),
  onOne('ec2-002', roleOf('instance'), 'ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'),
  path('ec2-003', roleOf('instance'), 'ec2-instance-connect:SendSSHPublicKey'),
  path('other-serial-console', roleOf('instance'), 'ec2-instance-connect:SendSerialConsoleSSHPublicKey'),
  onOne('ec2-005', roleOf('instance of the launch template'), 'ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'),
  path('ecs-006', roleOf('task'), 'ecs:ExecuteCommand'),
  path('glue-002', roleOf('Glue development endpoint'), 'glue:UpdateDevEndpoint'),
  path('lambda-003', roleOf('function'), 'lambda:UpdateFunctionCode'),
  onOne('lambda-004', roleOf('function'), 'lambda:UpdateFunctionCode', 'lambda:InvokeFunction'),
  onOne('lambda-005', roleOf('function'), 'lambda:UpdateFunctionCode', 'lambda:AddPermission'),
  path('other-lambda-layers', roleOf('function'), 'lambda:UpdateFunctionConfiguration', 'lambda:PublishLayerVersion'),
  path('sagemaker-004', roleOf('notebook instance'), 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  path(
    'sagemaker-005',
    roleOf('notebook instance'),
    'sagemaker:CreateNotebookInstanceLifecycleConfig',
    'sagemaker:StopNotebookInstance',
    'sagemaker:UpdateNotebookInstance',
    'sagemaker:StartNotebookInstance',
  ),
  path('ssm-001', roleOf('instance'), 'ssm:StartSession'),
  path('ssm-002', roleOf('instance'), 'ssm:SendCommand'),
  path('stepfunctions-002', roleOf('state machine'), 'states:UpdateStateMachine', 'states:StartExecution'),
  path('other-eks-access-entry', 'the cluster, as its administrator', 'eks:CreateAccessEntry', 'eks:AssociateAccessPolicy'),
];
