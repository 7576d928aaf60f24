/** The trust catalogue: every way to become a component. One kind is one file, one line in `trust` and one in `TRUST_KINDS`. */
import { type AgentCoreRuntimeTrust, agentCoreRuntime, agentCoreRuntimeKind } from './agent-core-runtime';
import { type ComponentTrust, component, componentKind } from './component';
import type { TrustKind } from './define-trust';
import { type EcsTaskExecutionTrust, type EcsTaskTrust, ecsTask, ecsTaskExecution, ecsTaskExecutionKind, ecsTaskKind } from './ecs-task';
import { type EksIrsaTrust, eksIrsa, eksIrsaKind } from './eks-irsa';
import { type EksNodeTrust, eksNode, eksNodeKind } from './eks-node';
import { type EksPodIdentityTrust, eksPodIdentity, eksPodIdentityKind } from './eks-pod-identity';
import { type GithubActionsTrust, githubActions, githubActionsKind } from './github-actions';
import { type LambdaTrust, lambda, lambdaKind } from './lambda';
import { type OidcTrust, oidc, oidcKind } from './oidc';

/** A way to become a component. */
export type Trust =
  | AgentCoreRuntimeTrust
  | ComponentTrust
  | EcsTaskExecutionTrust
  | EcsTaskTrust
  | EksIrsaTrust
  | EksNodeTrust
  | EksPodIdentityTrust
  | GithubActionsTrust
  | LambdaTrust
  | OidcTrust;

/** The factories of trust, by kind. */
export const trust = {
  agentCoreRuntime,
  component,
  ecsTask,
  ecsTaskExecution,
  eksIrsa,
  eksNode,
  eksPodIdentity,
  githubActions,
  lambda,
  oidc,
} as const;

/** What the house knows about each kind; a kind that is missing here does not compile. */
export const TRUST_KINDS: { readonly [Kind in Trust['kind']]: TrustKind<Extract<Trust, { readonly kind: Kind }>> } = {
  'agentcore-runtime': agentCoreRuntimeKind,
  component: componentKind,
  'ecs-task': ecsTaskKind,
  'ecs-task-execution': ecsTaskExecutionKind,
  'eks-irsa': eksIrsaKind,
  'eks-node': eksNodeKind,
  'eks-pod-identity': eksPodIdentityKind,
  'github-actions': githubActionsKind,
  lambda: lambdaKind,
  oidc: oidcKind,
};

/** What is known about a trust. */
export const trustKind = (given: Trust): TrustKind<Trust> => TRUST_KINDS[given.kind] as TrustKind<Trust>;
