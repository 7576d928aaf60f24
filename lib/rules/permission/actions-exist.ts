import { actionInfo } from '../../policy/data/action-info';
import { actionsMatching } from '../../policy/data/actions-matching';
import { didYouMeanAction } from '../../policy/data/did-you-mean';
import { referenceVersion } from '../../policy/data/service-reference';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import { documentsIn } from '../reading/all-documents';
import { within } from '../reading/places';

const isKnown = (pattern: string): boolean =>
  /[*?]/.test(pattern) ? actionsMatching(pattern).length > 0 : actionInfo(pattern).status === 'known';

export default defineRule({
  code: 'WI312',
  name: 'permission/actions-exist',
  severity: 'warning',
  principle: 'what is permitted or denied is what was meant',
  standards: ['NIST SP 800-53 CM-6'],
  summary: 'every action that a policy names is one that AWS knows',
  why: 'a misspelt action permits nothing, and a misspelt denial denies nothing: IAM accepts both in silence',
  acknowledge: 'for an action that is newer than the data',
  misses: ['actions that AWS added after the day of the data are reported too, which is why nobody fails by it'],
  sources: ['Service Authorization Reference'],
  visits: 'graph',
  messages: {
    permitted: { what: 'the action `<action>` that a policy of `<owner>` permits is unknown to the data of <date>', fix: '<fix>' },
    denied: { what: 'the action `<action>` that a policy of `<owner>` denies is unknown to the data of <date>', fix: '<fix>' },
  },
  check: (graph, tell) => {
    const { date } = referenceVersion();
    const outcomes = documentsIn(graph).flatMap(({ document, policy: { statements }, owner, places }) =>
      statements.flatMap(({ effect, action, pointer }) =>
        action.patterns
          .filter((pattern) => !hasHole(pattern) && !isKnown(pattern))
          .map((pattern) => {
            const near = didYouMeanAction(pattern).map((one) => `\`${one}\``);
            const fix =
              near.length === 0 ? 'look it up in the Service Authorization Reference, or take it out' : `did you mean ${near.join(' or ')}`;
            const denies = (effect === 'Deny') !== action.negated;
            return tell.refuted(
              denies ? 'denied' : 'permitted',
              { action: pattern, owner, date, fix },
              { at: within(document, pointer), with: places },
            );
          }),
      ),
    );
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'a misspelt permission',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'read', document: policy({ Effect: 'Allow', Action: 's3:GetObjct', Resource: 'arn:aws:s3:::handbook/*' }) }],
          }),
        },
        finds: { message: 'permitted', resource: 'Tool' },
      },
      {
        title: 'a denial of an operation that is no action',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'limits', document: policy({ Effect: 'Deny', Action: 'bedrock:Converse', Resource: '*' }) }],
          }),
        },
        finds: { message: 'denied', resource: 'Tool' },
      },
    ],
    good: [{ title: 'actions that exist', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});
