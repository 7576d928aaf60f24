/** What every emission needs: where to put constructs, and what fills the holes of the plan's texts. */
import { Aws, type CfnResource, Fn, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { derive, inputOfHole } from '../plan/bind';
import { type Hole, parseText, renderHole } from '../policy/text';
import type { Derivation } from '../spec/derivation';

/** How the part of a value is taken where only CloudFormation knows the value. */
const DERIVE: { readonly [Part in Derivation]: (value: string) => string } = {
  name: (value) => Fn.select(1, Fn.split('/', value)),
  host: (value) => Fn.select(1, Fn.split('//', value)),
  suffix: (value) => Fn.select(1, Fn.split('-', value)),
};

export class CdkContext {
  private readonly made = new Map<string, CfnResource>();

  constructor(
    readonly scope: Construct,
    private readonly values: Readonly<Record<string, string>>,
    /** Statements accepted for a component so far; absent where identities are sealed. */
    private readonly accepted?: (component: string) => readonly unknown[],
    /** Resources that were made before, in another scope. */
    private readonly parent?: CdkContext,
  ) {}

  /** Where the identity was opened: what tells, when the template is written, the statements accepted for the component. */
  acceptedBy(component: string | undefined): (() => readonly unknown[]) | undefined {
    const { accepted } = this;
    return accepted === undefined || component === undefined ? undefined : () => accepted(component);
  }

  /** A value as JSON text, tokens included. */
  json(value: unknown): string {
    return Stack.of(this.scope).toJsonString(value);
  }

  /** A context of another scope that knows what this one made. */
  within(scope: Construct, values: Readonly<Record<string, string>>): CdkContext {
    return new CdkContext(scope, { ...this.values, ...values }, undefined, this);
  }

  /** Remembers what was made for a planned resource. */
  keep(id: string, resource: CfnResource): void {
    this.made.set(id, resource);
  }

  /** What was made for a planned resource; undefined where it is not part of this template's plan. */
  of(id: string): CfnResource | undefined {
    return this.made.get(id) ?? this.parent?.of(id);
  }

  /** The value that fills a hole: literal, or a token. */
  fill(hole: Hole): string {
    const { input, derivation } = inputOfHole(hole);
    const value = this.valueOf(input);
    if (value === undefined) throw new TypeError(`no value for ${renderHole(hole)}`);
    if (derivation === undefined) return value;
    return Token.isUnresolved(value) ? DERIVE[derivation](value) : derive(value, derivation);
  }

  /** A text of the plan as a string of the CDK, tokens in its holes. */
  text(text: string): string {
    return parseText(text)
      .map((part) => (typeof part === 'string' ? part : this.fill(part)))
      .join('');
  }

  private valueOf(input: string): string | undefined {
    const stack = Stack.of(this.scope);
    if (input === 'partition') return Aws.PARTITION;
    if (input === 'account') return Token.isUnresolved(stack.account) ? Aws.ACCOUNT_ID : stack.account;
    if (input === 'region') return Token.isUnresolved(stack.region) ? Aws.REGION : stack.region;
    return Object.hasOwn(this.values, input) ? this.values[input] : undefined;
  }
}
