import type { Place } from '../../finding/finding';
import type { GraphRole } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { componentTags, named } from '../examples/isolation';
import { policy, serviceTrust, soundRole, writeLogOf } from '../examples/parts';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { nameOf } from '../reading/places';
import { ability, actorOf } from '../reading/reachability/ability';
import { READ_SECRETS, secretsOfOthers } from '../reading/reachability/host-secrets';
import { isHost, membersOf } from '../reading/reachability/members';
import { showAction } from '../reading/show-request';

/** What opens a shell in what runs, or lets into a cluster. Who hosts needs none of it. */
const DOORS = [
  'ecs:ExecuteCommand',
  'ssm:StartSession',
  'ssm:SendCommand',
  'ec2-instance-connect:SendSSHPublicKey',
  'eks:AccessKubernetesApi',
  'eks:CreateAccessEntry',
  'eks:AssociateAccessPolicy',
  'eks:CreatePodIdentityAssociation',
  'eks:UpdatePodIdentityAssociation',
];

const OWN_SOURCE = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': named('ecs', '*') } };
const STARTS_TASKS = serviceTrust('ecs-tasks.amazonaws.com', OWN_SOURCE);

const host = (action: string, resource: unknown) => ({
  ...soundRole('Host', STARTS_TASKS, {
    tags: { ...componentTags('host'), 'agent-identity:kind': 'environment' },
    permits: policy({ Effect: 'Allow', Action: action, Resource: resource }, writeLogOf('/agents/orchestrator')),
  }),
});

const places = (owner: GraphRole | undefined): readonly Place[] => (owner === undefined ? [] : [owner.place]);

export default defineRule({
  code: 'WI408',
  name: 'isolation/hosts-take-only-their-guests',
  severity: 'error',
  principle: 'who hosts a component has what it takes to start it, and no more',
  standards: ['OWASP ASI03', 'NIST SP 800-190'],
  summary: 'an environment cannot get into what runs beside its guests, and cannot read the secrets of others',
  why: 'an environment can take all that its guests have, because they run on it; whatever else it reaches, every guest that breaks out of its container reaches too',
  acknowledge: 'for an environment that runs nothing but one component, and whose operators work through its role',
  misses: [
    'roles of instances that neither a plan nor tags call an environment',
    'what the environment can take of its own guests: all of it',
    'secrets that policies name by wildcards',
  ],
  sources: [
    'Amazon ECS Developer Guide, "Amazon ECS task execution IAM role"',
    'Amazon EKS Best Practices Guide, "Identity and Access Management"',
    'Service Authorization Reference, Amazon ECS, AWS Systems Manager, Amazon EKS',
  ],
  visits: 'graph',
  messages: {
    door: {
      what: 'the role `<role>` of an environment lets into what runs: `<action>`',
      fix: 'take `<action>` out of the policies of `<role>`; give it to the people who operate the environment',
    },
    secret: {
      what: 'the role `<role>` of an environment can read a secret of `<owner>`, which it does not host',
      fix: 'name in the policies of `<role>` the secrets of its guests only',
    },
    open: {
      what: 'whether the role `<role>` of an environment lets into what runs, or reads secrets of others, could not be decided',
      fix: 'write out the policies and the boundary of `<role>` in the template, with literal actions and resources',
    },
  },
  check: (_graph, tell, context) =>
    membersOf(context)
      .all.filter(isHost)
      .flatMap((member) => {
        const { role } = member;
        const actor = actorOf(role);
        if (actor === undefined) return [UNREADABLE_POLICY];
        const asked = [
          { owner: undefined, answer: ability(actor, { actions: DOORS }) },
          ...secretsOfOthers(member, context).map(({ arn, owner }) => ({
            owner,
            answer: ability(actor, { actions: READ_SECRETS, resources: [arn] }),
          })),
        ];
        const found = asked.flatMap(({ owner, answer }) => {
          const details = { at: role.place, with: places(owner) };
          if (answer.kind === 'unable') return [];
          if (answer.kind === 'open')
            return [tell.undecided('open', { role: nameOf(role) }, { ...details, shown: `depends on ${answer.on}` })];
          const { witness } = answer;
          const shown = { ...details, shown: `${showAction(witness)} is allowed`, witness };
          return [
            owner === undefined
              ? tell.refuted('door', { role: nameOf(role), action: witness.action }, shown)
              : tell.refuted('secret', { role: nameOf(role), owner: nameOf(owner) }, shown),
          ];
        });
        return found.length === 0 ? [tell.proved()] : found;
      }),
  examples: {
    bad: [
      {
        title: 'a task execution role that may open a shell in any task',
        cloudformation: host('ecs:ExecuteCommand', '*'),
        finds: { message: 'door', resource: 'Host', shown: 'ecs:ExecuteCommand' },
      },
    ],
    good: [
      {
        title: 'a task execution role that pulls one image',
        cloudformation: host('ecr:BatchGetImage', named('ecr', 'repository/orchestrator')),
      },
    ],
  },
});
