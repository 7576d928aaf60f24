import { defineRule } from '../define-rule';
import { roleNamed, tool } from '../examples/isolation';
import { LAMBDA_TRUST, policy, role, soundRole, trustPolicy, writeLogOf } from '../examples/parts';
import { blindersOf, waysToBlind } from '../reading/blinders';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { nameOf } from '../reading/places';
import { actorOf } from '../reading/reachability/ability';
import { memberRoles } from '../reading/reachability/judge-members';
import { isComponent } from '../reading/reachability/members';
import { listed, showHop } from '../reading/reachability/show-hops';
import { showAction } from '../reading/show-request';

const OWN_ACCOUNT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };

/** Somebody who administers evidence, and what admits to it. */
const keeper = (trust: object) => ({
  Keeper: role({
    name: 'evidence-keeper',
    trust,
    policies: [{ name: 'keeps', document: policy({ Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: '*' }) }],
  }),
});

const crm = (...statements: readonly Readonly<Record<string, unknown>>[]) => ({
  ...soundRole('Crm', LAMBDA_TRUST, { permits: policy(...statements, writeLogOf('/aws/lambda/crm')) }),
  ...tool('Crm'),
});

export default defineRule({
  code: 'WI619',
  name: 'evidence/nobody-comes-to-blind-it',
  severity: 'error',
  principle: 'nobody rewrites the evidence of their own doings',
  standards: ['OWASP ASI10', 'OWASP ASI03', 'NIST SP 800-53 AU-9'],
  summary: 'no component can come to act as somebody who may stop, divert, rewrite or forge evidence',
  why: 'a role that administers evidence is as good as its weakest way in: an agent that can become it, pass it on or change its code needs no leave of its own',
  acknowledge: 'where the component is the one that administers evidence',
  misses: [
    'roles and policies that stand in no template given',
    'what a component may do itself: evidence/trail-cannot-be-stopped and evidence/sink-cannot-be-rewritten tell of that',
  ],
  sources: [
    'AWS CloudTrail User Guide, "Security best practices in AWS CloudTrail"',
    'IAM User Guide, "Roles terms and concepts", role chaining',
  ],
  visits: 'graph',
  messages: {
    comes: {
      what: 'the role `<role>` can come to act as <others>, who may blind what records it',
      fix: 'take away any one of the steps: the permission of the one, or what the trust policy of the other admits',
    },
    open: {
      what: 'whether the role `<role>` can come to act as <others>, who may blind what records it, could not be decided',
      fix: 'write out the policies of `<role>` in the template, with literal actions and resources',
      severity: 'warning',
    },
  },
  check: (_graph, tell, context) =>
    blindersOf(context).size === 0
      ? memberRoles(context).map(() => tell.proved())
      : memberRoles(context).flatMap((readings) => {
          const [first] = readings;
          if (readings.some((member) => actorOf(member.role) === undefined)) return [UNREADABLE_POLICY];
          const found = readings.map((member) => waysToBlind(member.role, context));
          const ways = new Map(
            [...found.flatMap(({ certain }) => certain)].reverse().map((way) => [way.hops.at(-1)?.to.arn ?? '', way] as const),
          );
          const outcomes = [...ways.values()].reverse().map(({ hops, request }) => {
            const end = hops.at(-1)?.to ?? first.role;
            const [shown = '', ...steps] = [
              ...hops.map(showHop),
              `\`${nameOf(end)}\` blinds it, because ${showAction(request)} is allowed`,
            ];
            const names = { role: nameOf(first.role), others: listed([nameOf(end)]) };
            const details = { at: first.role.place, shown, steps, with: hops.map(({ to }) => to.place) };
            return tell.refuted('comes', names, { ...details, witness: hops[0].requests[0] });
          });
          const open = found.flatMap((one) => one.open).filter(({ to }) => !ways.has(to.arn));
          const [left] = open;
          if (left === undefined || !readings.some(isComponent)) return outcomes.length === 0 ? [tell.proved()] : outcomes;
          const names = { role: nameOf(first.role), others: listed(open.map(({ to }) => nameOf(to))) };
          return [
            ...outcomes,
            tell.undecided('open', names, { at: first.role.place, shown: `depends on ${left.on}`, with: open.map(({ to }) => to.place) }),
          ];
        }),
  examples: {
    bad: [
      {
        title: 'a tool that may become the keeper of evidence',
        cloudformation: {
          ...keeper(trustPolicy(OWN_ACCOUNT, 'sts:AssumeRole')),
          ...crm({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleNamed('evidence-keeper') }),
        },
        finds: { message: 'comes', resource: 'Crm', shown: 'becomes `evidence-keeper`' },
      },
      {
        title: 'a tool that may give the keeper\u2019s role to a function of its own',
        cloudformation: {
          ...keeper(trustPolicy({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole')),
          ...crm(
            { Effect: 'Allow', Action: 'iam:PassRole', Resource: roleNamed('evidence-keeper') },
            { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' },
          ),
        },
        finds: { message: 'comes', resource: 'Crm', shown: 'iam:PassRole' },
      },
    ],
    good: [
      {
        title: 'a tool that becomes nobody',
        cloudformation: { ...soundRole('Crm', LAMBDA_TRUST), ...tool('Crm') },
      },
    ],
  },
});
