/** Renders planned resources below one construct tree. */
import { type CfnResource, type CfnTag, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PlanDocument, PlanJson, PlanTags } from '../plan/plan';
import { hasHole } from '../policy/text';
import { constructId, type Named } from './construct-id';
import type { CdkContext } from './context';
import { filledText, type GivenValues } from './filled-text';
import { subText } from './sub-text';

/** Condition keys that are known only at deployment. Other keys of a document are IAM's own words. */
export const lateKeysOf = ({ Statement }: PlanDocument): readonly string[] =>
  Statement.flatMap(({ Condition }) => Object.values(Condition ?? {}).flatMap((block) => Object.keys(block).filter(hasHole)));

export interface StackContextOptions {
  readonly given: GivenValues;
  /** The construct that a resource's element is made below. */
  readonly placeOf: (resource: Named) => Construct;
}

export class StackContext implements CdkContext {
  /** Everything made for the plan, here and before. */
  readonly elements: Set<CfnResource>;
  private readonly made = new Map<string, CfnResource>();
  private readonly supplied = new Map<string, string>();

  constructor(
    private readonly options: StackContextOptions,
    /** Where the same plan was rendered before. */
    private readonly before?: StackContext,
  ) {
    this.elements = before?.elements ?? new Set();
  }

  text(value: string): string {
    return filledText(value, this.given);
  }

  document(document: PlanDocument): object | string {
    // A template's keys cannot hold functions, so a document with a late key is text as a whole.
    const late = lateKeysOf(document).some((key) => Token.isUnresolved(this.text(key)));
    return late ? this.documentText(document) : this.filled(document);
  }

  documentText(document: PlanDocument): string {
    return subText(JSON.stringify(document), this.given);
  }

  supply(hole: string, value: string): void {
    this.supplied.set(hole, value);
  }

  jsonText(value: PlanJson): string {
    return subText(JSON.stringify(value), this.given);
  }

  tags(tags: PlanTags): CfnTag[] {
    return Object.entries(tags).map(([key, value]) => ({ key, value: this.text(value) }));
  }

  add(resource: Named, make: (scope: Construct, id: string) => CfnResource): void {
    const element = make(this.options.placeOf(resource), constructId(resource));
    this.made.set(resource.id, element);
    this.elements.add(element);
  }

  added(id: string): CfnResource | undefined {
    return this.made.get(id) ?? this.before?.added(id);
  }

  /** What is given, and what elements supply that were made here or before. */
  private readonly given: GivenValues = (input) => this.suppliedFor(input) ?? this.options.given(input);

  private suppliedFor(input: string): string | undefined {
    return this.supplied.get(input) ?? this.before?.suppliedFor(input);
  }

  json(value: object): object {
    return this.walked(value) as object;
  }

  orderAfter(element: CfnResource, ids: readonly string[]): void {
    for (const id of ids) {
      const before = this.added(id);
      if (before !== undefined) element.addResourceDependency(before);
    }
  }

  private filled(document: PlanDocument): object {
    return { Version: document.Version, Statement: this.walked(document.Statement) };
  }

  private walked(value: unknown): unknown {
    const walk = (node: unknown): unknown => {
      if (typeof node === 'string') return this.text(node);
      if (Array.isArray(node)) return node.map(walk);
      if (node !== null && typeof node === 'object') {
        return Object.fromEntries(Object.entries(node).map(([key, child]) => [this.text(key), walk(child)]));
      }
      return node;
    };
    return walk(value);
  }
}
