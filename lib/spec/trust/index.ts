/** The trust catalogue: every way to become a component. One kind is one file, one line in `trust` and one in `TRUST_KINDS`. */
import { type AgentCoreBrowserTrust, agentCoreBrowser, agentCoreBrowserKind } from './agent-core-browser';
import { type AgentCoreCodeInterpreterTrust, agentCoreCodeInterpreter, agentCoreCodeInterpreterKind } from './agent-core-code-interpreter';
import { type AgentCoreGatewayTrust, agentCoreGateway, agentCoreGatewayKind } from './agent-core-gateway';
import { type AgentCoreMemoryTrust, agentCoreMemory, agentCoreMemoryKind } from './agent-core-memory';
import { type AgentCoreRuntimeTrust, agentCoreRuntime, agentCoreRuntimeKind } from './agent-core-runtime';
import { type BedrockAgentTrust, bedrockAgent, bedrockAgentKind } from './bedrock-agent';
import { type BitbucketTrust, bitbucket, bitbucketKind } from './bitbucket';
import { type BuildkiteTrust, buildkite, buildkiteKind } from './buildkite';
import { type CircleCiTrust, circleCi, circleCiKind } from './circleci';
import { type CodeBuildTrust, codeBuild, codeBuildKind } from './code-build';
import { type CognitoIdentityPoolTrust, cognitoIdentityPool, cognitoIdentityPoolKind } from './cognito-identity-pool';
import { type CognitoUserPoolTrust, cognitoUserPool, cognitoUserPoolKind } from './cognito-user-pool';
import { type ComponentTrust, component, componentKind } from './component';
import type { TrustKind } from './define-trust';
import { type Ec2Trust, ec2, ec2Kind } from './ec2';
import { type EcsTaskExecutionTrust, type EcsTaskTrust, ecsTask, ecsTaskExecution, ecsTaskExecutionKind, ecsTaskKind } from './ecs-task';
import { type EksIrsaTrust, eksIrsa, eksIrsaKind } from './eks-irsa';
import { type EksNodeTrust, eksNode, eksNodeKind } from './eks-node';
import { type EksPodIdentityTrust, eksPodIdentity, eksPodIdentityKind } from './eks-pod-identity';
import { type EksPodIdentityTargetTrust, eksPodIdentityTarget, eksPodIdentityTargetKind } from './eks-pod-identity-target';
import { type EntraTrust, entra, entraKind } from './entra';
import { type FlyIoTrust, flyIo, flyIoKind } from './fly-io';
import { type GithubActionsTrust, githubActions, githubActionsKind } from './github-actions';
import { type GithubEnterpriseServerTrust, githubEnterpriseServer, githubEnterpriseServerKind } from './github-enterprise-server';
import { type GitlabTrust, gitlab, gitlabKind } from './gitlab';
import { type GoogleServiceAccountTrust, googleServiceAccount, googleServiceAccountKind } from './google-service-account';
import { type HcpTerraformTrust, hcpTerraform, hcpTerraformKind } from './hcp-terraform';
import { type KubernetesTrust, kubernetes, kubernetesKind } from './kubernetes';
import { type LambdaTrust, lambda, lambdaKind } from './lambda';
import { type OidcTrust, oidc, oidcKind } from './oidc';
import { type PulumiCloudTrust, pulumiCloud, pulumiCloudKind } from './pulumi-cloud';
import { type RolesAnywhereTrust, rolesAnywhere, rolesAnywhereKind } from './roles-anywhere';
import { type SchedulerTrust, scheduler, schedulerKind } from './scheduler';
import { type SpiffeJwtTrust, spiffeJwt, spiffeJwtKind } from './spiffe-jwt';
import { type SpiffeX509Trust, spiffeX509, spiffeX509Kind } from './spiffe-x509';
import { type StepFunctionsTrust, stepFunctions, stepFunctionsKind } from './step-functions';
import { type VercelTrust, vercel, vercelKind } from './vercel';

/** A way to become a component. */
export type Trust =
  | AgentCoreBrowserTrust
  | AgentCoreCodeInterpreterTrust
  | AgentCoreGatewayTrust
  | AgentCoreMemoryTrust
  | BedrockAgentTrust
  | CodeBuildTrust
  | Ec2Trust
  | SchedulerTrust
  | StepFunctionsTrust
  | AgentCoreRuntimeTrust
  | ComponentTrust
  | EcsTaskExecutionTrust
  | EcsTaskTrust
  | EksIrsaTrust
  | EksNodeTrust
  | EksPodIdentityTargetTrust
  | EksPodIdentityTrust
  | GithubActionsTrust
  | GithubEnterpriseServerTrust
  | LambdaTrust
  | BitbucketTrust
  | BuildkiteTrust
  | CircleCiTrust
  | FlyIoTrust
  | GitlabTrust
  | HcpTerraformTrust
  | PulumiCloudTrust
  | VercelTrust
  | CognitoIdentityPoolTrust
  | CognitoUserPoolTrust
  | EntraTrust
  | GoogleServiceAccountTrust
  | KubernetesTrust
  | RolesAnywhereTrust
  | SpiffeJwtTrust
  | SpiffeX509Trust
  | OidcTrust;

/** The factories of trust, by kind. */
export const trust = {
  agentCoreBrowser,
  agentCoreCodeInterpreter,
  agentCoreGateway,
  agentCoreMemory,
  bedrockAgent,
  codeBuild,
  ec2,
  scheduler,
  stepFunctions,
  agentCoreRuntime,
  component,
  ecsTask,
  ecsTaskExecution,
  eksIrsa,
  eksNode,
  eksPodIdentity,
  eksPodIdentityTarget,
  githubActions,
  githubEnterpriseServer,
  bitbucket,
  buildkite,
  circleCi,
  flyIo,
  gitlab,
  hcpTerraform,
  pulumiCloud,
  vercel,
  lambda,
  cognitoIdentityPool,
  cognitoUserPool,
  entra,
  googleServiceAccount,
  kubernetes,
  rolesAnywhere,
  spiffeJwt,
  spiffeX509,
  oidc,
} as const;

/** What the house knows about each kind; a kind that is missing here does not compile. */
export const TRUST_KINDS: { readonly [Kind in Trust['kind']]: TrustKind<Extract<Trust, { readonly kind: Kind }>> } = {
  'agentcore-browser': agentCoreBrowserKind,
  'agentcore-code-interpreter': agentCoreCodeInterpreterKind,
  'agentcore-gateway': agentCoreGatewayKind,
  'agentcore-memory': agentCoreMemoryKind,
  'bedrock-agent': bedrockAgentKind,
  'code-build': codeBuildKind,
  ec2: ec2Kind,
  scheduler: schedulerKind,
  'step-functions': stepFunctionsKind,
  'agentcore-runtime': agentCoreRuntimeKind,
  component: componentKind,
  'ecs-task': ecsTaskKind,
  'ecs-task-execution': ecsTaskExecutionKind,
  'eks-irsa': eksIrsaKind,
  'eks-node': eksNodeKind,
  'eks-pod-identity': eksPodIdentityKind,
  'eks-pod-identity-target': eksPodIdentityTargetKind,
  'github-actions': githubActionsKind,
  'github-enterprise-server': githubEnterpriseServerKind,
  bitbucket: bitbucketKind,
  buildkite: buildkiteKind,
  circleci: circleCiKind,
  'fly-io': flyIoKind,
  gitlab: gitlabKind,
  'hcp-terraform': hcpTerraformKind,
  'pulumi-cloud': pulumiCloudKind,
  vercel: vercelKind,
  lambda: lambdaKind,
  'cognito-identity-pool': cognitoIdentityPoolKind,
  'cognito-user-pool': cognitoUserPoolKind,
  entra: entraKind,
  'google-service-account': googleServiceAccountKind,
  kubernetes: kubernetesKind,
  'roles-anywhere': rolesAnywhereKind,
  'spiffe-jwt': spiffeJwtKind,
  'spiffe-x509': spiffeX509Kind,
  oidc: oidcKind,
};

/** What is known about a trust. */
export const trustKind = (given: Trust): TrustKind<Trust> => TRUST_KINDS[given.kind] as TrustKind<Trust>;
