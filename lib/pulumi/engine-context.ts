/** Registers what emitters describe with Pulumi's engine, below one identity. */
import { LogGroup } from '@pulumi/aws/cloudwatch';
import { Role } from '@pulumi/aws/iam';
import * as pulumi from '@pulumi/pulumi';
import type { PlanDocument, PlannedResource, PlanTags } from '../plan/plan';
import { FindingsError } from '../report/findings-error';
import { type Limit, sizeFindings } from './check-size';
import { childName } from './child-name';
import type { Placement, PulumiContext, ResourceClass, ResourceGuard } from './context';
import { filled, type GivenValues } from './late-values';
import { plannedBoundaryArn } from './planned-boundary-arn';

const within = (limit: Limit, rendered: readonly string[]): readonly string[] => {
  const findings = sizeFindings(limit, rendered);
  if (findings.length > 0) throw new FindingsError(findings);
  return rendered;
};

export interface EngineContextOptions {
  /** What children are named after. */
  readonly name: string;
  /** Options of every child; the parent among them. */
  readonly children: pulumi.CustomResourceOptions;
  readonly values: GivenValues;
  /** All resources of the plan, to look up what others refer to. */
  readonly plan: readonly PlannedResource[];
}

export class EngineContext implements PulumiContext {
  constructor(
    private readonly options: EngineContextOptions,
    private readonly made = new Map<string, pulumi.CustomResource>(),
    private readonly identities = new Map<string, string[]>(),
    private readonly supplied = new Map<string, pulumi.Output<string>>(),
  ) {}

  /** A context that goes on where this one stands, with other values and options. */
  with(values: GivenValues, options: pulumi.CustomResourceOptions): EngineContext {
    return new EngineContext(
      { ...this.options, values, children: pulumi.mergeOptions(this.options.children, options) },
      this.made,
      this.identities,
      this.supplied,
    );
  }

  /** What is given, and what resources registered here supply. */
  private readonly values: GivenValues = (input) => this.supplied.get(input) ?? this.options.values(input);

  text(value: string): pulumi.Input<string> {
    return filled(value, this.values, (text) => text);
  }

  document(document: PlanDocument, limit?: Limit): pulumi.Input<string> {
    const rendered = filled(document, this.values, (bound) => JSON.stringify(bound));
    if (typeof rendered === 'string' || limit === undefined) return rendered;
    return rendered.apply((text) => within(limit, [text]).join(''));
  }

  documents(documents: readonly PlanDocument[], limit: Limit): readonly pulumi.Input<string>[] {
    const rendered = documents.map((document) => this.document(document, limit));
    const together = pulumi.all(rendered).apply((texts) => within(limit, texts));
    // What is known stays out of Outputs, so that a preview shows it.
    return rendered.map((text) => (typeof text === 'string' ? text : pulumi.all([text, together]).apply(([known]) => known)));
  }

  json(value: object): pulumi.Input<string> {
    return filled(value, this.values, (bound) => JSON.stringify(bound));
  }

  tags(tags: PlanTags): Record<string, pulumi.Input<string>> {
    return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, this.text(value)]));
  }

  boundaryArn(id: string): pulumi.Input<string> {
    return this.text(plannedBoundaryArn(this.options.plan, id));
  }

  roleName(id: string): pulumi.Input<string> {
    return this.computed(Role, id, ({ name }) => name);
  }

  logGroupName(id: string): pulumi.Input<string> {
    return this.computed(LogGroup, id, ({ name }) => name);
  }

  computed<Resource extends pulumi.CustomResource, Value>(
    type: ResourceGuard<Resource>,
    id: string,
    value: (resource: Resource) => pulumi.Output<Value>,
  ): pulumi.Output<Value> {
    const resource: unknown = this.made.get(id);
    if (!type.isInstance(resource)) throw new Error(`\`${id}\` is not registered yet`);
    return value(resource);
  }

  identityOf(component: string | undefined): readonly string[] {
    return component === undefined ? [] : (this.identities.get(component) ?? []);
  }

  partsOf(id: string): readonly string[] {
    return [...this.made.keys()].filter((made) => made === id || made.startsWith(`${id}/`));
  }

  /** The resources with these ids. */
  resources(ids: readonly string[]): readonly pulumi.CustomResource[] {
    return ids.flatMap((id) => this.made.get(id) ?? []);
  }

  register<Args extends object>(
    type: ResourceClass<Args>,
    id: string,
    args: Args,
    { parent, after = [], retained = false, partOf, arnFills, ignoreChanges = [] }: Placement = {},
  ): void {
    const above = parent === undefined ? undefined : this.made.get(parent);
    const own = {
      dependsOn: [...this.resources(after)],
      ...(above === undefined ? {} : { parent: above }),
      ...(retained ? { retainOnDelete: true } : {}),
      ...(ignoreChanges.length === 0 ? {} : { ignoreChanges: [...ignoreChanges] }),
    };
    const resource = new type(childName(this.options.name, id), args, pulumi.mergeOptions(this.options.children, own));
    this.made.set(id, resource);
    if (partOf !== undefined) this.identities.set(partOf, [...this.identityOf(partOf), id]);
    if (arnFills !== undefined && 'arn' in resource && pulumi.Output.isInstance<string>(resource.arn))
      this.supplied.set(arnFills, resource.arn);
  }
}
