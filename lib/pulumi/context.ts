/** What emitters work with. */
import type * as pulumi from '@pulumi/pulumi';
import type { PlanDocument, PlanTags } from '../plan/plan';
import type { Limit } from './check-size';

/** The constructor of a provider's resource. */
export type ResourceClass<Args> = new (name: string, args: Args, options?: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/** Tells resources of a provider's class. */
export interface ResourceGuard<Resource> {
  isInstance(value: unknown): value is Resource;
}

/** Where a resource stands among those of the same identity, all by their ids. */
export interface Placement {
  readonly parent?: string;
  readonly after?: readonly string[];
  /** Whether Pulumi only forgets it when it is taken out of the program. */
  readonly retained?: boolean;
  /** The component whose identity it is part of: what uses that identity waits for it. */
  readonly partOf?: string | undefined;
  /** The hole of the plan that its ARN fills, in whatever is registered after it. */
  readonly arnFills?: string;
  /** Inputs that are set when the resource is made, and left as they are from then on. */
  readonly ignoreChanges?: readonly string[];
}

export interface PulumiContext {
  /** Text with its holes filled: a plain string where all values are known. */
  text(value: string): pulumi.Input<string>;
  /** A document as compact JSON text. */
  document(document: PlanDocument, limit?: Limit): pulumi.Input<string>;
  /** Documents that share one limit. */
  documents(documents: readonly PlanDocument[], limit: Limit): readonly pulumi.Input<string>[];
  /** JSON text of another form than a policy document's. */
  json(value: object): pulumi.Input<string>;
  tags(tags: PlanTags): Record<string, pulumi.Input<string>>;
  /** ARN of a boundary of the same plan. */
  boundaryArn(id: string): pulumi.Input<string>;
  /** Name of a role registered before, with the dependency on it. */
  roleName(id: string): pulumi.Input<string>;
  /** Name of a log group registered before, with the dependency on it. */
  logGroupName(id: string): pulumi.Input<string>;
  /** A value that the provider computes of a resource registered before, such as the ARN of a key. */
  computed<Resource extends pulumi.CustomResource, Value>(
    type: ResourceGuard<Resource>,
    id: string,
    value: (resource: Resource) => pulumi.Output<Value>,
  ): pulumi.Output<Value>;
  /** Ids of everything that makes up a component's identity so far: its role, the policies on it, and its log group. */
  identityOf(component: string | undefined): readonly string[];
  /** Ids of a resource registered before and of what was registered below it, such as a role and its policies. */
  partsOf(id: string): readonly string[];
  register<Args extends object>(type: ResourceClass<Args>, id: string, args: Args, placement?: Placement): void;
}
