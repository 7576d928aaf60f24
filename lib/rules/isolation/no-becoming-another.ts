import { defineRule } from '../define-rule';
import { roleNamed, tool } from '../examples/isolation';
import { LAMBDA_TRUST, policy, role, soundRole, trustPolicy, writeLogOf } from '../examples/parts';
import { nameOf } from '../reading/places';
import { judgeMembers, memberRoles, tellAnswer } from '../reading/reachability/judge-members';
import { type OpenPath, type Path, pathsFrom } from '../reading/reachability/paths';
import { listed, showHops } from '../reading/reachability/show-hops';

const OWN_ACCOUNT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };

const assume = (name: string) => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleNamed(name) }, writeLogOf('/aws/*'));

const lambdaAnd = (principal: unknown) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' },
  ],
});

/** Of ways to one member, the first. */
const onceForEach = (paths: readonly Path[]): readonly Path[] => [
  ...new Map([...paths].reverse().map((path) => [path.hops.at(-1)?.to.arn, path])).values(),
];

export default defineRule({
  code: 'WI402',
  name: 'isolation/no-becoming-another',
  severity: 'error',
  principle: 'one workload, one identity',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary: 'no component can come to act as another, at once or by way of other roles, unless a call to the other\u2019s role is declared',
  why: 'a component that becomes another can do all that the other may, and what it does is logged under the other\u2019s name',
  acknowledge: 'where the two are one workload that changes its role',
  misses: [
    'roles and policies that stand in no template given',
    'where neither a plan nor tags say what a component is, the roles that code takes are kept apart, and a policy that names the one or the other is taken as meant',
    'a trust policy that admits everybody, which trust/principal-is-not-foreign finds, needs a permission of the caller here',
    'a value that is known only at deployment is taken to name something that is not in the template',
  ],
  sources: ['IAM User Guide, "Roles terms and concepts", role chaining', 'STS API Reference, AssumeRole'],
  visits: 'graph',
  messages: {
    reaches: {
      what: 'the role `<role>` can become <others>, and nothing declares that it does',
      fix: 'declare the call (`calls: [ … ]`), or name the one caller in the trust policy; take `sts:AssumeRole` on wildcards out of the policies of `<role>`',
    },
    path: {
      what: 'the role `<role>` can come to act as <others> by way of other roles',
      fix: 'take away any one of the steps: the permission of the one, or what the trust policy of the other admits',
    },
    open: {
      what: 'whether the role `<role>` can become <others> could not be decided',
      fix: 'write out the policies and the boundary of `<role>` in the template, with literal actions and resources',
    },
    unseen: {
      what: 'what the role `<role>` can reach of other components could not be decided, because a policy of it stands elsewhere',
      fix: 'give `<role>` a permissions boundary in the template, or write the policy out there',
    },
    openPath: {
      what: 'whether the role `<role>` can come to act as <others> by way of other roles could not be decided',
      fix: 'write out the policies of the roles on the way in the template, with literal actions and resources',
    },
  },
  check: (_graph, tell, context) => [
    ...judgeMembers(['become'], context).map((answer) =>
      tellAnswer(answer, {
        keeps: () => tell.proved(),
        reaches: (names, details) => tell.refuted('reaches', names, details),
        open: (names, details) => tell.undecided('open', names, details),
        unseen: (name, details) => tell.undecided('unseen', { role: name }, details),
      }),
    ),
    ...memberRoles(context).flatMap((readings) => {
      const [first] = readings;
      const found = readings.map((member) => pathsFrom(member, context));
      const certain = onceForEach(found.flatMap((paths) => paths.certain));
      const open: readonly OpenPath[] = certain.length > 0 ? [] : found.flatMap((paths) => paths.open);
      const told = certain.map(({ hops }) => {
        const end = hops.at(-1)?.to ?? first.role;
        return tell.refuted(
          'path',
          { role: nameOf(first.role), others: listed([nameOf(end)]) },
          { at: first.role.place, ...showHops(hops), witness: hops[0].requests[0], with: hops.map(({ to }) => to.place) },
        );
      });
      const [left] = open;
      if (left === undefined) return told;
      const others = listed(open.map(({ to }) => nameOf(to)));
      const details = { at: first.role.place, shown: `depends on ${left.open.on}`, with: open.map(({ to }) => to.place) };
      return [...told, tell.undecided('openPath', { role: nameOf(first.role), others }, details)];
    }),
  ],
  examples: {
    bad: [
      {
        title: 'a tool that may assume any role, beside one that admits the whole account',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: assume('*') }),
          ...soundRole('Search', lambdaAnd(OWN_ACCOUNT)),
          ...tool('Crm'),
          ...tool('Search'),
        },
        finds: { message: 'reaches', resource: 'Crm', shown: 'sts:AssumeRole' },
      },
      {
        title: 'a tool that reaches another by way of a role that is nobody\u2019s',
        cloudformation: {
          ...soundRole('Crm', LAMBDA_TRUST, { permits: assume('support') }),
          Support: role({
            name: 'support',
            trust: trustPolicy(OWN_ACCOUNT, 'sts:AssumeRole'),
            policies: [{ name: 'all', document: policy({ Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: '*' }) }],
          }),
          ...soundRole('Search', LAMBDA_TRUST),
          ...tool('Crm'),
          ...tool('Search'),
        },
        finds: { message: 'path', resource: 'Crm', shown: 'becomes `support`' },
      },
    ],
    good: [
      {
        title: 'a tool that admits the one caller that it names',
        cloudformation: {
          ...soundRole('Search', lambdaAnd({ AWS: { 'Fn::GetAtt': ['Crm', 'Arn'] } }), { name: 'search' }),
          ...soundRole('Crm', LAMBDA_TRUST, { permits: assume('search') }),
          ...tool('Crm'),
          ...tool('Search'),
        },
      },
    ],
  },
});
