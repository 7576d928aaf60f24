/** Examples of rules: shown in the pages of the rules, and run by the tests. */
import type { IdentityPlan } from '../../plan/plan';

/** A resource of a CloudFormation template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: unknown;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export type TemplateResources = Readonly<Record<string, TemplateResource>>;

/**
 * Why an example has no form with Pulumi. Tested: an example that has one may not say so.
 */
export type WithoutPulumi =
  /** Pulumi's AWS provider has no such resource. */
  | { readonly lacks: 'type'; readonly type: string; readonly because: string }
  /** It has the resource without this property, given by CloudFormation's name. */
  | { readonly lacks: 'property'; readonly type: string; readonly property: string; readonly because: string }
  /** What the example is about can only be written in a template. */
  | { readonly lacks: 'form'; readonly because: string };

/** A template that all rules find nothing in. */
export interface GoodExample {
  /** What it is, one line in lower case. */
  readonly title: string;
  /** The resources of a CloudFormation template, by logical id. */
  readonly cloudformation: TemplateResources;
  /** What was declared, where the example is about a declaration. */
  readonly plan?: () => IdentityPlan;
  /** Why it is for CloudFormation alone. Default: it is for both engines; the Pulumi program is made of the template (`asPulumi`). */
  readonly withoutPulumi?: WithoutPulumi;
}

/** A template that the rule finds something in. */
export interface BadExample<MessageId extends string> extends GoodExample {
  readonly finds: {
    readonly message: MessageId;
    /** Default: refuted. */
    readonly verdict?: 'refuted' | 'undecided';
    /** Logical id of the resource that the finding points at. */
    readonly resource: string;
    /** A part of what is shown. */
    readonly shown?: string;
  };
}
