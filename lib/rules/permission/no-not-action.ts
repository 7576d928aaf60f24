import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, managedPolicy, policy, role, soundRole } from '../examples/parts';
import { negationsIn, shownOf, whereOf } from '../reading/negated-elements';
import { isOpenResource } from '../reading/wide-patterns';

const FIX = 'name the actions that the task needs with `Action`; to forbid some, deny them in a statement of their own';

export default defineRule({
  code: 'WI307',
  name: 'permission/no-not-action',
  severity: 'error',
  principle: 'what is permitted is said, not what is left out',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'no statement that allows leaves out actions with `NotAction`',
  why: 'it permits every action of every service but those, with all that AWS adds later',
  acknowledge: 'for people\u2019s roles that no workload can become',
  sources: ['IAM User Guide, "IAM JSON policy elements: NotAction"'],
  visits: 'graph',
  messages: {
    everywhere: { what: 'the policies of `<holder>` permit every action but those that `NotAction` names', fix: FIX },
    somewhere: {
      what: 'the policies of `<holder>` permit every action but those that `NotAction` names, on the resources given',
      fix: FIX,
      severity: 'warning',
    },
    nothing: {
      what: 'a statement of `<holder>` with `NotAction` permits nothing, whatever it was meant to permit',
      fix: FIX,
      severity: 'warning',
    },
    open: { what: 'what a statement of `<holder>` with `NotAction` permits could not be decided', fix: FIX },
  },
  check: (graph, tell) => {
    const outcomes = negationsIn(graph, 'NotAction').map((found) => {
      const { names, places } = whereOf(found);
      const details = { ...places, ...shownOf(found) };
      if (found.effect === 'open') return tell.undecided('open', names, details);
      if (found.effect === 'nothing') return tell.refuted('nothing', names, details);
      const { holder, statement } = found;
      const onAll = statement?.resource === undefined || statement.resource.negated || statement.resource.patterns.some(isOpenResource);
      return tell.refuted(holder !== undefined && onAll ? 'everywhere' : 'somewhere', names, details);
    });
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'everything but identities',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'most', document: policy({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }) }],
          }),
        },
        finds: { message: 'everywhere', resource: 'Tool', shown: 'cloudtrail:DeleteTrail' },
      },
      {
        title: 'everything but one action, on one bucket',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [
              {
                name: 'bucket',
                document: policy({
                  Effect: 'Allow',
                  NotAction: 's3:DeleteBucket',
                  Resource: ['arn:aws:s3:::handbook', 'arn:aws:s3:::handbook/*'],
                }),
              },
            ],
          }),
        },
        finds: { message: 'somewhere', resource: 'Tool', shown: 'arn:aws:s3:::handbook' },
      },
      {
        title: 'nothing at all',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'nothing', document: policy({ Effect: 'Allow', NotAction: '*', Resource: '*' }) }],
          }),
        },
        finds: { message: 'nothing', resource: 'Tool' },
      },
    ],
    good: [
      {
        title: 'a Deny that spares some actions',
        cloudformation: soundRole('Tool', LAMBDA_TRUST, {
          permits: policy(
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' },
            { Effect: 'Deny', NotAction: 's3:*', Resource: '*' },
          ),
        }),
      },
      {
        title: 'a boundary that leaves all but some actions, for roles that name theirs',
        cloudformation: {
          Limits: managedPolicy(policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })),
          Tool: role({
            trust: LAMBDA_TRUST,
            boundary: { Ref: 'Limits' },
            policies: [
              { name: 'read', document: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' }) },
            ],
          }),
        },
      },
    ],
  },
});
