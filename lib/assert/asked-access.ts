/** What a claim about access asks for: actions, resources and conditions, checked so that a misspelt one claims nothing. */
import { FindingList } from '../finding/finding-list';
import { actionsMatching } from '../policy/data/actions-matching';
import { didYouMeanAction } from '../policy/data/did-you-mean';
import type { Condition, PolicyDocument, Principal } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import { compileWhen } from '../spec/condition/compile-conditions';
import type { Conditions, Test } from '../spec/condition/conditions';
import { readConditions } from '../spec/condition/read-conditions';

export interface Asked {
  readonly actions: readonly [string, ...string[]];
  /** ARNs, `*` and `?` are wildcards; any resource where it is left out. */
  readonly resources?: readonly [string, ...string[]];
  readonly conditions?: Conditions;
}

export interface AskedAccess {
  readonly actions: readonly string[];
  readonly resources: readonly string[] | undefined;
  /** The access as words, such as ```s3:GetObject` on `arn:…` when `aws:RequestedRegion` is `eu-central-1```. */
  readonly says: string;
  /** The requests that are asked about: by these actions, or by one of them; and, where it is given, made by this principal. */
  readonly scope: (actions: readonly string[], principal?: Principal) => PolicyDocument;
}

const quoted = (texts: readonly string[], between: string): string => texts.map((text) => `\`${text}\``).join(between);

const COMPARED: Readonly<Record<Test['match'], string>> = {
  equals: 'is',
  like: 'is like',
  'at-most': 'is at most',
  'at-least': 'is at least',
  before: 'is before',
  after: 'is after',
};

const sayTest = ({ key, match, values }: Test): string => `\`${key}\` ${COMPARED[match]} ${quoted(values, ' or ')}`;

/** @throws {TypeError} naming everything that is wrong with the conditions */
function testsOf(conditions: Conditions): readonly Test[] {
  const findings = new FindingList();
  const tests = readConditions(conditions, findings);
  if (findings.findings.length > 0) throw new TypeError(findings.findings.map(({ what, fix }) => `${what}; ${fix}`).join('\n'));
  return tests;
}

/** @throws {TypeError} for an action that nobody knows: a claim about it would hold whatever the template says */
function checkAction(action: string): void {
  if (actionsMatching(action).length > 0) return;
  const [meant] = didYouMeanAction(action);
  throw new TypeError(`no action is known that matches \`${action}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`);
}

/**
 * Reads what a claim asks for.
 *
 * @throws {TypeError} where an action, a resource or a condition is malformed or not known
 */
export function askedAccess({ actions, resources, conditions }: Asked): AskedAccess {
  for (const action of actions) checkAction(action);
  const tests = conditions === undefined ? [] : testsOf(conditions);
  const parsed = parsePolicy(
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: actions, Resource: resources ?? '*', Condition: compileWhen(tests) }],
    },
    'identity',
  );
  if (!parsed.ok) throw new TypeError(parsed.faults.map(({ what }) => what).join('\n'));
  const asked: readonly Condition[] = parsed.document.statements.flatMap((statement) => statement.conditions);
  const on = resources === undefined ? '' : ` on ${quoted(resources, ' or ')}`;
  const when = tests.length === 0 ? '' : ` when ${tests.map(sayTest).join(' and ')}`;
  return {
    actions,
    resources,
    says: `${quoted(actions, ' or ')}${on}${when}`,
    scope: (some, principal) => ({
      type: 'resource',
      version: '2012-10-17',
      statements: [
        {
          effect: 'Allow',
          ...(principal === undefined ? {} : { principal: { negated: false, principals: [principal] } }),
          action: { negated: false, patterns: some },
          ...(resources === undefined ? {} : { resource: { negated: false, patterns: resources } }),
          conditions: asked,
          pointer: '',
        },
      ],
    }),
  };
}
