import { conditionKeyInfo } from '../../policy/data/condition-keys';
import type { Condition } from '../../policy/document';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import { isNegated } from '../reading/absent-keys';
import { ask } from '../reading/ask';
import { allowing, documentOf } from '../reading/build';
import { heldBy, isOfGroup } from '../reading/held-statements';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName, within } from '../reading/places';

/** Values that may match whatever there is; others can always fail. */
const isWide = (value: string): boolean => /^(?:[*?]+|0\.0\.0\.0\/0|::\/0|arn:[*:]*)$/.test(value);

const mayBeVacuous = (condition: Condition): boolean =>
  !isNegated(condition) && condition.operator !== 'Null' && !condition.values.some(hasHole) && condition.values.some(isWide);

/** A condition holds of every request that has its key: whether there is one of which it does not is the question. */
function isVacuous(condition: Condition): boolean {
  const scope = documentOf(allowing({}));
  const within = documentOf(allowing({ conditions: [condition] }));
  return ask({ scope, permitted: [[scope]], within, held: true, alwaysPresent: [condition.key] }).verdict === 'proved';
}

const isAlwaysThere = (key: string): boolean => {
  const info = conditionKeyInfo(key);
  return info.status === 'known' && info.origin === 'global' && (info.presence === 'always' || info.presence === 'signed');
};

const read = (conditions: object) =>
  policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*', Condition: conditions });

const tool = (conditions: object) => role({ trust: LAMBDA_TRUST, policies: [{ name: 'read', document: read(conditions) }] });

export default defineRule({
  code: 'WI371',
  name: 'access/conditions-can-fail',
  severity: 'warning',
  principle: 'a condition that is written is one that is asked',
  standards: ['NIST SP 800-53 CM-6', 'NIST SP 800-207'],
  summary: 'every condition of a statement that allows is one that some request with its key does not meet',
  why: 'a condition that always holds looks like a limit in every review and is none',
  acknowledge: 'where the presence of the key is all that is asked; `Null` says so more plainly',
  misses: [
    'conditions that hold of every request only together with others',
    'conditions of trust policies, which the rules on trust judge',
  ],
  sources: ['IAM User Guide, "IAM JSON policy elements: Condition operators"'],
  visits: 'holder',
  messages: {
    always: {
      what: 'the condition on `<key>` in a statement of `<holder>` holds of every request',
      fix: 'name the values that are meant, or take the condition out',
    },
    present: {
      what: 'the condition on `<key>` in a statement of `<holder>` asks for no value, only that there is one',
      fix: 'name the values that are meant, or write `"Null": { "<key>": "false" }` where its presence is what is meant',
    },
  },
  check: (holder, tell, { graph }) => {
    const held = heldBy(holder);
    if (held === undefined) return [UNREADABLE_POLICY];
    const outcomes = held.statements.flatMap((one) => {
      if (one.statement.effect !== 'Allow' || isOfGroup(one, holder, graph)) return [];
      return one.statement.conditions
        .filter((condition) => mayBeVacuous(condition) && isVacuous(condition))
        .map((condition) => {
          const names = { holder: holderName(holder), key: condition.key };
          const values = condition.values.map((value) => `\`${value}\``).join(', ');
          const details = { at: within(one.document, condition.pointer), with: [holder.place], shown: `${values} matches every value` };
          return tell.refuted(condition.ifExists || isAlwaysThere(condition.key) ? 'always' : 'present', names, details);
        });
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'any region',
        cloudformation: { Tool: tool({ StringLike: { 'aws:RequestedRegion': '*' } }) },
        finds: { message: 'always', resource: 'Tool' },
      },
      {
        title: 'any organization',
        cloudformation: { Tool: tool({ StringLike: { 'aws:PrincipalOrgID': '*' } }) },
        finds: { message: 'present', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'two regions',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: read({ StringEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } }),
        }),
      },
    ],
  },
});
