/** What a platform engineer says of one component. */
import type { ComponentAccess } from './access/index';
import type { ArnOf, Late } from './late';
import type { Capability, Denial, Permission } from './permission';
import type { SessionSpec } from './session';
import type { TaskSpec } from './task';
import type { Trust } from './trust';

/** How callers reach a component whose trust kind does not say it. */
export type Entry =
  | { readonly by: 'function'; readonly function: ArnOf<'lambda-function-arn'> }
  | { readonly by: 'runtime'; readonly runtime: ArnOf<'agentcore-runtime-arn'> }
  | { readonly by: 'gateway'; readonly gateway: ArnOf<'agentcore-gateway-arn'> }
  | {
      readonly by: 'queue';
      /** The component's own queue: callers send to it, the component alone receives. */
      readonly queue: ArnOf<'sqs-queue-arn'>;
      /** URL of the queue; required where a caller lives in another account. */
      readonly url?: Late<'sqs-queue-url'> | `https://${string}`;
    };

/** Entries by which a component can be called. */
export const entry = {
  /** A Lambda function in front of the component. */
  function: (arn: ArnOf<'lambda-function-arn'>): Entry => ({ by: 'function', function: arn }),
  /** A certain AgentCore runtime; across accounts its ARN is needed. */
  runtime: (arn: ArnOf<'agentcore-runtime-arn'>): Entry => ({ by: 'runtime', runtime: arn }),
  /** An AgentCore gateway in front of the component. */
  gateway: (arn: ArnOf<'agentcore-gateway-arn'>): Entry => ({ by: 'gateway', gateway: arn }),
  /** A queue that the component alone reads. */
  queue: (arn: ArnOf<'sqs-queue-arn'>, url?: Late<'sqs-queue-url'> | `https://${string}`): Entry => ({
    by: 'queue',
    queue: arn,
    ...(url === undefined ? {} : { url }),
  }),
} as const;

interface Common {
  /** The way, or ways, to become the component. */
  readonly trust: Trust | readonly [Trust, ...Trust[]];
  /** What it is for, in one line; stands in the role's description. */
  readonly purpose?: string;
  /** Everything it may do, besides its calls and its own log. */
  readonly can?: readonly (Permission | Capability)[];
  /** What it must never do, whatever else would allow it. */
  readonly cannot?: readonly Denial[];
  /** Conditions on this component. They narrow the agent's and never widen them. */
  readonly access?: ComponentAccess;
  /** Overrides the agent's session. */
  readonly session?: Pick<SessionSpec, 'maxMinutes'>;
  /** The account it lives in, an input of shape `account-id`; default the account that the agent is deployed to. */
  readonly account?: Late<'account-id'>;
  /** An existing role to adopt instead of making one. Its trust policy and boundary are then its owner's. */
  readonly role?: ArnOf<'iam-role-arn'>;
  /** An existing managed policy as permissions boundary instead of the generated one. */
  readonly boundary?: ArnOf<'iam-policy-arn'>;
  /** How callers reach it, where its trust kind does not say. */
  readonly entry?: Entry;
}

interface Caller<Names extends string> {
  /** Components that it calls. Each makes both halves of the edge. */
  readonly calls?: readonly NoInfer<Names>[];
  /** What it does for one user, task or tenant at a time, under a second role that only it can assume. */
  readonly task?: TaskSpec;
  readonly hosts?: never;
}

/** Plans what to do, and calls the others. */
export interface Orchestrator<Names extends string> extends Common, Caller<Names> {
  readonly kind: 'orchestrator';
}

/** Thinks: invokes a model. */
export interface ReasoningEngine<Names extends string> extends Common, Caller<Names> {
  readonly kind: 'reasoning-engine';
}

/** A tool or connector: acts on something outside of the agent. */
export interface Tool<Names extends string> extends Common, Caller<Names> {
  readonly kind: 'tool';
}

/** The runtime environment that other components run in. */
export interface Environment<Names extends string> extends Common {
  readonly kind: 'environment';
  /** The components that run in it. */
  readonly hosts?: readonly NoInfer<Names>[];
  readonly calls?: never;
  readonly task?: never;
}

export type Component<Names extends string = string> = Orchestrator<Names> | ReasoningEngine<Names> | Tool<Names> | Environment<Names>;

/** The kinds of component. */
export const COMPONENT_KINDS = ['orchestrator', 'reasoning-engine', 'tool', 'environment'] as const;
