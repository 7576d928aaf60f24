/**
 * What emitters would register, with holes where values are still to come.
 *
 * A preview shows a whole policy as unknown if one value in it is; here only that value is open, so that the policy can be reasoned about before
 * anything is deployed.
 */

import { bindValue } from '../plan/bind';
import { emitAll } from '../plan/emit';
import type { PlanDocument, PlannedResource, PlanTags } from '../plan/plan';
import { childName } from './child-name';
import type { Placement, PulumiContext, ResourceClass } from './context';
import { emitters } from './emitters';
import { plannedBoundaryArn } from './planned-boundary-arn';

/** A resource as Pulumi's engine would receive it. */
export interface EmittedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface EmittedOptions {
  /** Name of the identity. */
  readonly name: string;
  /** All resources of the plan, to look up what others refer to. */
  readonly plan: readonly PlannedResource[];
  /** Values that are known already, by input. */
  readonly known: Readonly<Record<string, string>>;
}

/** Pulumi's generated classes carry their type token. */
const tokenOf = (type: unknown): string => String((type as { readonly __pulumiType?: unknown }).__pulumiType);

class Recorder implements PulumiContext {
  readonly emitted: EmittedResource[] = [];
  private readonly ids = new Map<string, EmittedResource>();

  constructor(private readonly options: EmittedOptions) {}

  text(value: string): string {
    return bindValue(value, this.options.known);
  }

  document(document: PlanDocument): string {
    return JSON.stringify(bindValue(document, this.options.known));
  }

  documents(documents: readonly PlanDocument[]): readonly string[] {
    return documents.map((document) => this.document(document));
  }

  tags(tags: PlanTags): Record<string, string> {
    return bindValue({ ...tags }, this.options.known);
  }

  boundaryArn(id: string): string {
    return this.text(plannedBoundaryArn(this.options.plan, id));
  }

  roleName(id: string): string {
    return String(this.ids.get(id)?.inputs.name);
  }

  identityOf(): readonly string[] {
    return [];
  }

  register<Args extends object>(type: ResourceClass<Args>, id: string, args: Args, { parent }: Placement = {}): void {
    const name = childName(this.options.name, id);
    const above = parent === undefined ? undefined : this.ids.get(parent)?.urn;
    const token = tokenOf(type);
    const resource = {
      type: token,
      name,
      urn: `${token}::${name}`,
      ...(above === undefined ? {} : { parent: above }),
      inputs: Object.fromEntries(Object.entries(args)),
    };
    this.ids.set(id, resource);
    this.emitted.push(resource);
  }
}

/** What the emitters make of these resources, in their order. */
export function emittedResources(resources: readonly PlannedResource[], options: EmittedOptions): readonly EmittedResource[] {
  const recorder = new Recorder(options);
  emitAll(resources, emitters, recorder);
  return recorder.emitted;
}
