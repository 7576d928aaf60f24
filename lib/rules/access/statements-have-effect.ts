import type { Condition, Statement } from '../../policy/document';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import { isNegated } from '../reading/absent-keys';
import { givenBy, isNeverHeld } from '../reading/effect';
import { heldBy, isOfGroup } from '../reading/held-statements';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';

const messages = {
  never: {
    what: 'the conditions of a statement of `<holder>` can never hold together, so that it permits nothing',
    fix: 'ask for what a request can have at once: several values of one condition are alternatives, several conditions are not',
  },
  literal: {
    what: 'a statement of `<holder>` compares `<key>` with `<value>` to the letter, so that it permits next to nothing',
    fix: 'use `<operator>`, where `*` stands for any text',
  },
} as const satisfies Messages;

const LIKE: Readonly<Record<string, string>> = { StringEquals: 'StringLike', StringEqualsIgnoreCase: 'StringLike' };

/** A wildcard under an operator that knows none. */
const literalStar = ({ operator, values }: Condition): string | undefined =>
  Object.hasOwn(LIKE, operator) && values.every((value) => value.includes('*') && !value.includes('$') && !hasHole(value))
    ? values[0]
    : undefined;

/** Whether conditions could stand in each other's way: two of them on one key. Keys that nobody has are another rule's. */
function mayContradict({ conditions }: Statement): boolean {
  const keys = conditions.map(({ key }) => key.toLowerCase()).filter((key) => !isNeverHeld(key));
  return new Set(keys).size < keys.length;
}

const read = (conditions: object) =>
  policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*', Condition: conditions });

const tool = (conditions: object) => role({ trust: LAMBDA_TRUST, policies: [{ name: 'read', document: read(conditions) }] });

export default defineRule({
  code: 'WI372',
  name: 'access/statements-have-effect',
  severity: 'warning',
  principle: 'a condition that is written is one that is asked',
  standards: ['NIST SP 800-53 CM-6'],
  summary: 'every statement that allows under conditions allows something',
  why: 'a statement that never applies fails closed: the component is broken, and the next attempt to mend it is often too wide',
  acknowledge: 'where a statement is switched off on purpose',
  misses: [
    'statements that a Deny takes back whole',
    'keys that requests never have, which `permission/condition-keys-are-supported` reports',
  ],
  sources: [
    'IAM User Guide, "IAM JSON policy elements: Condition operators"',
    'IAM User Guide, "Conditions with multiple context keys or values"',
  ],
  visits: 'holder',
  messages,
  check: (holder, tell, { graph }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const name = holderName(holder);
    const outcomes = held.statements.flatMap((one) => {
      const { statement, document } = one;
      if (statement.effect !== 'Allow' || isOfGroup(one, holder, graph)) return [];
      const places = { at: within(document, statement.pointer), with: [holder.place] };
      if (mayContradict(statement) && givenBy(one, { identity: [] }, { actions: ['*'] }).verdict === 'proved') {
        return [tell.refuted('never', { holder: name }, { ...places, shown: 'no request is allowed by it' })];
      }
      const found = statement.conditions.find(
        (condition) => !isNegated(condition) && !condition.ifExists && literalStar(condition) !== undefined,
      );
      if (found === undefined) return [];
      const value = literalStar(found) ?? '';
      return [
        tell.refuted(
          'literal',
          { holder: name, key: found.key, value, operator: LIKE[found.operator] ?? found.operator },
          { ...places, shown: `only a request whose \`${found.key}\` is the text \`${value}\` is allowed by it` },
        ),
      ];
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'two values that no request has at once',
        cloudformation: {
          Tool: tool({ StringEquals: { 'aws:SourceVpc': 'vpc-1' }, StringNotEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } }),
        },
        finds: { message: 'never', resource: 'Tool' },
      },
      {
        title: 'a wildcard that stands for itself',
        cloudformation: { Tool: tool({ StringEquals: { 'aws:PrincipalTag/team': 'support-*' } }) },
        finds: { message: 'literal', resource: 'Tool', shown: 'support-*' },
      },
    ],
    good: [
      {
        title: 'two conditions on one key that go together',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: read({
            StringLike: { 'aws:PrincipalTag/team': 'support-*' },
            StringNotEquals: { 'aws:PrincipalTag/team': 'support-guests' },
          }),
        }),
      },
    ],
  },
});
