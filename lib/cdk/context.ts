/** What emitters work with. */
import type { CfnResource, CfnTag } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PlanDocument, PlanJson, PlanTags } from '../plan/plan';
import type { Named } from './construct-id';

export interface CdkContext {
  /** Text with its holes filled; holds tokens where a value is known only at deployment. */
  text(value: string): string;
  /** A document for a property that takes JSON: an object, or JSON text where a condition key is known only at deployment. */
  document(document: PlanDocument): object | string;
  /** A document for a property that takes text. */
  documentText(document: PlanDocument): string;
  /** A value of a property that takes JSON of another form than a policy document's. */
  json(value: object): object;
  /** JSON for a property that takes text. */
  jsonText(value: PlanJson): string;
  tags(tags: PlanTags): CfnTag[];
  /** Makes the element of a planned resource, in the place and by the id that are its own. */
  add(resource: Named, make: (scope: Construct, id: string) => CfnResource): void;
  /** Fills a hole of the plan with a value that an element made here supplies. */
  supply(hole: string, value: string): void;
  /** The element made for the resource of this id; undefined where it is made elsewhere. */
  added(id: string): CfnResource | undefined;
  /** Lets an element be made after those of these ids, as far as they are made here. */
  orderAfter(element: CfnResource, ids: readonly string[]): void;
}
