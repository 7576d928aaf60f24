/** What other constructs granted to the roles of an identity, and whether the declaration already said so. */
import { type aws_iam as iam, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Finding } from '../finding/finding';
import { bindValue } from '../plan/bind';
import type { IdentityPlan, PlannedComponent } from '../plan/plan';
import { parsePolicy } from '../policy/parse';
import { contains } from '../policy/prove';
import { engineFinding } from './engine-findings';
import { statementToPaste } from './statement-to-paste';
import { TemplateText } from './template-text';

interface Recorded {
  readonly component: string;
  readonly statements: () => readonly iam.PolicyStatement[];
}

interface Attached {
  readonly component: string;
  readonly what: string;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

export class Grants {
  private readonly recorded: Recorded[] = [];
  private readonly attached: Attached[] = [];

  constructor(
    private readonly identity: Construct,
    private readonly plan: IdentityPlan,
    private readonly inputs: Readonly<Record<string, string>>,
    private readonly mode: 'sealed' | 'accept',
  ) {}

  /** Records a statement that another construct granted to a component. */
  statement(component: string, statement: iam.PolicyStatement): void {
    this.recorded.push({ component, statements: () => [statement] });
  }

  /** Records an inline policy that another construct attached to a component's role; its statements count when the template is written. */
  policy(component: string, policy: iam.Policy): void {
    this.recorded.push({
      component,
      statements: () => {
        const { Statement = [] } = Stack.of(policy).resolve(policy.document.toJSON()) ?? {};
        return list(Statement).map((one) => policyStatement(one));
      },
    });
  }

  /** Records something that a sealed role does not take. */
  refuse(component: string, what: string): void {
    this.attached.push({ component, what });
  }

  /** The statements that an opened identity takes over, besides those that it has anyway. */
  accepted(component: string): readonly unknown[] {
    return this.undeclared(component).map(({ json }) => json);
  }

  /** Every grant that the declaration does not contain. */
  findings(): readonly Finding[] {
    const refused = this.attached.map(({ component, what }) =>
      engineFinding('WI807', {
        what: `${what} of \`${component}\`, which is sealed`,
        fix: 'declare what the component needs under `can`, and who may become it under `trust`',
        where: { component, path: this.identity.node.path },
      }),
    );
    const components = [...new Set(this.recorded.map(({ component }) => component))].sort();
    return [
      ...refused,
      ...components.flatMap((component) =>
        this.undeclared(component).map(({ text, undecided }) =>
          engineFinding(this.mode === 'accept' ? 'WI806' : 'WI805', {
            what:
              this.mode === 'accept'
                ? `\`${component}\` took over a grant that its declaration does not contain`
                : `another construct grants \`${component}\` what its declaration does not contain`,
            shown: JSON.stringify(text),
            fix: `add to \`${component}\`: ${statementToPaste(text, this.inputTexts())}`,
            where: { component, path: this.identity.node.path },
            undecided: undecided && this.mode === 'sealed',
          }),
        ),
      ),
    ];
  }

  private undeclared(
    name: string,
  ): readonly { readonly json: unknown; readonly text: Readonly<Record<string, unknown>>; readonly undecided: boolean }[] {
    const component = this.plan.components.find((one) => one.name === name);
    if (component === undefined) return [];
    const stack = Stack.of(this.identity);
    const seen = new Set<string>();
    return this.recorded
      .filter((record) => record.component === name)
      .flatMap(({ statements }) => statements())
      .flatMap((statement) => {
        const json = stack.resolve(statement.toStatementJson());
        const text = this.texts().json(json) as Readonly<Record<string, unknown>>;
        const key = JSON.stringify(text);
        if (seen.has(key)) return [];
        seen.add(key);
        const verdict = text.Effect === 'Deny' ? 'refuted' : this.declared(component, text);
        return verdict === 'proved' ? [] : [{ json, text, undecided: verdict === 'undecided' }];
      });
  }

  private declared({ permissions }: PlannedComponent, statement: unknown): 'proved' | 'refuted' | 'undecided' {
    const stack = Stack.of(this.identity);
    const place = {
      ...(Token.isUnresolved(stack.account) ? {} : { account: stack.account }),
      ...(Token.isUnresolved(stack.region) ? {} : { region: stack.region }),
    };
    const granted = parsePolicy({ Version: '2012-10-17', Statement: [statement] }, 'identity');
    const planned = parsePolicy(bindValue(permissions, { ...place, ...this.inputTexts() }), 'identity');
    if (!granted.ok || !planned.ok) return 'undecided';
    return contains(granted.document, planned.document).verdict;
  }

  private texts(): TemplateText {
    const texts = new TemplateText();
    const stack = Stack.of(this.identity);
    for (const [name, shape] of Object.entries(this.plan.inputs)) texts.know(stack.resolve(this.inputs[name]), shape);
    return texts;
  }

  private inputTexts(): Readonly<Record<string, string>> {
    const texts = this.texts();
    const stack = Stack.of(this.identity);
    return Object.fromEntries(
      Object.keys(this.plan.inputs).flatMap((name) =>
        this.inputs[name] === undefined ? [] : [[name, texts.text(stack.resolve(this.inputs[name]))]],
      ),
    );
  }
}

/** A statement that is JSON already, in the interface of those that are not. */
const policyStatement = (json: unknown): iam.PolicyStatement => ({ toStatementJson: () => json }) as iam.PolicyStatement;
