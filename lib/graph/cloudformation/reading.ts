/** A resource of a template in one reading: what is asked of it is resolved, and nothing else. */
import type { Place } from '../../finding/finding';
import { own } from '../../policy/parse-values';
import { documentAt } from '../document';
import { explore } from '../explore';
import type { GraphDocument, Unread } from '../identity-graph';
import type { Conditional } from '../sightings';
import { numberIn, tagsIn, textIn, textsIn } from '../values';
import { conditionHolds } from './conditions';
import type { Deployed } from './deployed';
import { NOTHING } from './nothing';
import { fillPseudo, physicalArn, physicalName } from './physical';
import { Resolver } from './resolver';
import { withServiceNames } from './service-principals';
import type { CfnResource, CfnTemplate } from './template';

export class CfnReading {
  constructor(
    private readonly resource: CfnResource,
    private readonly resolver: Resolver,
  ) {}

  get type(): string {
    return this.resource.type;
  }

  get logicalId(): string {
    return this.resource.logicalId;
  }

  get place(): Place {
    return this.resource.place;
  }

  /** Name once deployed: as given, or a hole. */
  get name(): string {
    return physicalName(this.resource, this.resolver);
  }

  /** ARN once deployed, as far as it can be composed; undefined where its type has no form that is known here. */
  get composedArn(): string | undefined {
    return physicalArn(this.resource, this.resolver);
  }

  /** ARN once deployed; a hole where its type has no form that is known here. */
  get arn(): string {
    return this.composedArn ?? this.resolver.hole(this.resource.logicalId, 'Arn');
  }

  /** Text of the template with `⟨account⟩`, `⟨region⟩` and `⟨partition⟩` as deployed. */
  deployedText(text: string): string {
    return fillPseudo(text, this.resolver);
  }

  /** A property, resolved; undefined where it is left out. */
  property(name: string): unknown {
    const resolved = this.resolver.resolve(own(this.resource.properties, name));
    return resolved === NOTHING ? undefined : resolved;
  }

  text(name: string): string | undefined {
    return textIn(this.property(name), name, (why) => this.problem(why));
  }

  texts(name: string): readonly string[] {
    return textsIn(this.property(name), name, (why) => this.problem(why));
  }

  number(name: string): number | string | undefined {
    return numberIn(this.property(name), name, (why) => this.problem(why));
  }

  tags(name: string): Readonly<Record<string, string>> {
    return tagsIn(this.property(name), name, (why) => this.problem(why));
  }

  /** The policy document in a property. */
  document(name: string): GraphDocument {
    const { raw, place } = documentAt(this.property(name), this.placeOf(name));
    return { raw: withServiceNames(raw), place };
  }

  placeOf(...path: readonly (string | number)[]): Place {
    return { ...this.resource.place, pointer: ['', 'Properties', ...path].join('/') };
  }

  /** Whether neither deleting the stack nor replacing the resource deletes it. */
  get retained(): boolean {
    const { deletionPolicy, updateReplacePolicy } = this.resource;
    return RETAINS.has(deletionPolicy) && RETAINS.has(updateReplacePolicy);
  }

  /** Tells that something could not be read. */
  problem(why: string): void {
    this.resolver.problem(why);
  }
}

const RETAINS: ReadonlySet<unknown> = new Set(['Retain', 'RetainExceptOnCreate']);

export interface ReadResource<Seen> {
  readonly seen: readonly Conditional<Seen>[];
  readonly unread: readonly Unread[];
}

/** Reads a resource in every way it can be, and tells what of it could not be read. */
export function readResource<Seen extends object>(
  resource: CfnResource,
  template: CfnTemplate,
  deployed: Deployed,
  read: (reading: CfnReading) => readonly Seen[],
): ReadResource<Seen> {
  const problems = new Set<string>();
  const { readings, complete } = explore((choose) => {
    const resolver = new Resolver(template, deployed, choose);
    const made = deployed.others?.exists(resolver) ?? true;
    const exists = made && (resource.condition === undefined || conditionHolds(resource.condition, resolver));
    const seen = exists ? read(new CfnReading(resource, resolver)) : [];
    for (const why of resolver.problems) problems.add(why);
    return seen;
  });
  if (!complete) problems.add('the conditions of the template leave more ways to read it than can be followed');
  return {
    seen: readings.flatMap(({ value, when }) => value.map((seen) => ({ ...seen, when }))),
    unread: [...problems].map((why) => ({ place: resource.place, why })),
  };
}
