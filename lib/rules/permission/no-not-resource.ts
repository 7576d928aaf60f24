import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, policy, role, soundRole } from '../examples/parts';
import { negationsIn, shownOf, whereOf } from '../reading/negated-elements';

const FIX = 'name the resources that the task needs with `Resource`; to keep some out, deny them in a statement of their own';

export default defineRule({
  code: 'WI308',
  name: 'permission/no-not-resource',
  severity: 'error',
  principle: 'what is permitted is said, not what is left out',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'no statement that allows leaves out resources with `NotResource`',
  why: 'it permits the actions on everything but those, in other accounts and of whatever is made later too',
  acknowledge: 'for people\u2019s roles that no workload can become',
  sources: ['IAM User Guide, "IAM JSON policy elements: NotResource"'],
  visits: 'graph',
  messages: {
    allBut: { what: 'the policies of `<holder>` permit actions on every resource but those that `NotResource` names', fix: FIX },
    nothing: {
      what: 'a statement of `<holder>` with `NotResource` permits nothing, whatever it was meant to permit',
      fix: FIX,
      severity: 'warning',
    },
    open: { what: 'what a statement of `<holder>` with `NotResource` permits could not be decided', fix: FIX },
  },
  check: (graph, tell) => {
    const outcomes = negationsIn(graph, 'NotResource').map((found) => {
      const { names, places } = whereOf(found);
      const details = { ...places, ...shownOf(found) };
      if (found.effect === 'open') return tell.undecided('open', names, details);
      return tell.refuted(found.effect === 'nothing' ? 'nothing' : 'allBut', names, details);
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'every bucket but one',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              { name: 'files', document: policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secret/*' }) },
            ],
          }),
        },
        finds: { message: 'allBut', resource: 'Tool', shown: '`s3:GetObject` on' },
      },
      {
        title: 'every resource left out',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'nothing', document: policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: '*' }) }],
          }),
        },
        finds: { message: 'nothing', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'a Deny that spares some resources',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy(
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' },
            { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::handbook/*' },
          ),
        }),
      },
    ],
  },
});
