import { defineRule } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { LAMBDA_TRUST, managedPolicy, policy, soundRole } from '../examples/parts';
import { GRAVE_ACTIONS, onAnything } from '../reading/administration';
import { powerOf } from '../reading/aws-managed';
import { allowing, documentOf } from '../reading/build';
import { heldBy } from '../reading/held-statements';
import { holderName } from '../reading/places';

const EVERYTHING = { ...documentOf(allowing({})), type: 'identity' } as const;

const attached = (arn: unknown, boundary?: unknown): TemplateResource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: LAMBDA_TRUST,
    ManagedPolicyArns: [arn],
    ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
  },
});

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

export default defineRule({
  code: 'WI304',
  name: 'permission/no-managed-admin',
  severity: 'error',
  principle: 'what a component may do is what its task needs',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-6'],
  summary: 'nobody carries a managed policy of AWS that administers the account, its identities or whole families of services',
  why: 'such a policy is made for people who run an account, and AWS may widen it at any time',
  acknowledge: 'for people\u2019s roles that no workload can become',
  misses: [
    'managed policies of AWS for the full access to one service are judged by what they permit where other rules know their documents',
    'a permissions boundary that stands in no template given is taken to limit nothing, because nobody can see what it limits',
  ],
  sources: ['AWS Managed Policy Reference', 'IAM User Guide, "AWS managed policies for job functions"'],
  visits: 'holder',
  messages: {
    attached: {
      what: 'the managed policy `<policy>` of AWS is attached to `<holder>`',
      fix: 'take it off, and write a policy with the actions and resources that the task needs',
    },
  },
  check: (holder, tell) => {
    const found = holder.managedPolicyArns.flatMap((arn) => {
      const power = powerOf(arn);
      return power === undefined ? [] : [{ arn, power }];
    });
    if (found.length === 0) return [tell.proved()];
    const held = heldBy(holder);
    // Whatever the policy permits is part of everything; where a boundary and the denials leave nothing grave of that, nothing grave is left of it.
    const limited =
      held !== undefined &&
      GRAVE_ACTIONS.every(
        (action) => onAnything({ ...held.permissions, identity: [...held.permissions.identity, EVERYTHING] }, action) === undefined,
      );
    if (limited) return [tell.proved()];
    return found.map(({ arn, power }) =>
      tell.refuted(
        'attached',
        { holder: holderName(holder), policy: arn.slice(arn.indexOf('policy/') + 'policy/'.length) },
        { at: holder.place, shown: `it permits ${power}` },
      ),
    );
  },
  examples: {
    bad: [
      {
        title: 'the administrator\u2019s policy on a role',
        cloudformation: { Tool: attached(ADMINISTRATOR) },
        finds: { message: 'attached', resource: 'Tool', shown: 'every action on every resource' },
      },
      {
        title: 'a boundary that leaves the power over identities',
        cloudformation: {
          Limits: managedPolicy(policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' })),
          Tool: attached({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/IAMFullAccess' }, { Ref: 'Limits' }),
        },
        finds: { message: 'attached', resource: 'Tool' },
      },
    ],
    good: [{ title: 'a policy of one\u2019s own', cloudformation: soundRole('Tool', LAMBDA_TRUST) }],
  },
});
