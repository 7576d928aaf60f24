import type { GraphRole, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { podAssociation, policy, role, serviceTrust, soundRole } from '../examples/parts';
import type { Outcome } from '../outcome';
import { ask } from '../reading/ask';
import { allowing, documentOf, present } from '../reading/build';
import { nameOf } from '../reading/places';
import { type PodAssociation, podAssociations } from '../reading/pod-associations';
import { POD_IDENTITY, POD_TAGS } from '../reading/service-sources';
import { ASSUME_ROLE, readTrust } from '../reading/trust';
import { together } from '../reading/when';

const TAGGED_PODS = serviceTrust(
  POD_IDENTITY,
  {
    StringEquals: {
      'aws:RequestTag/eks-cluster-arn': { 'Fn::Sub': 'arn:${AWS::Partition}:eks:${AWS::Region}:${AWS::AccountId}:cluster/prod' },
      'aws:RequestTag/kubernetes-namespace': 'agents',
      'aws:RequestTag/kubernetes-service-account': 'orchestrator',
    },
  },
  ['sts:AssumeRole', 'sts:TagSession'],
);
const PODS_OF_THE_ACCOUNT = serviceTrust(POD_IDENTITY, { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
const READ_ONE = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::handbook/*' });

/** Whether pods can become the role when their sessions go without tags. */
function admitsUntagged(role: GraphRole): boolean {
  const trust = readTrust(role);
  if (trust === undefined) return true;
  const verdict = ask({
    scope: documentOf(
      allowing({
        principals: [{ kind: 'service', value: POD_IDENTITY }],
        actions: [ASSUME_ROLE],
        conditions: POD_TAGS.map((tag) => present(tag, false)),
      }),
    ),
    permitted: [[trust.document]],
  });
  return verdict.verdict !== 'proved';
}

const rolesOf = ({ roleArn, resource }: PodAssociation, { roles }: IdentityGraph): readonly GraphRole[] =>
  roles.filter((role) => role.arn === roleArn && together(role, resource));

export default defineRule({
  code: 'WI215',
  name: 'trust/pods-keep-their-tags',
  severity: 'error',
  principle: 'a condition tests what is there to be tested',
  standards: ['OWASP ASI03'],
  summary: 'pods whose role asks for session tags have them, and an association with a session policy goes without',
  why: 'a session policy on an association needs the session tags switched off, and a trust policy that asks for tags then lets no pod in',
  acknowledge: 'never: EKS refuses the association, or no pod gets credentials',
  misses: ['roles that stand in another template'],
  sources: [
    'Amazon EKS API Reference, CreatePodIdentityAssociation, policy and disableSessionTags',
    'Amazon EKS User Guide, "Grant Pods access to AWS resources based on tags"',
  ],
  visits: 'graph',
  messages: {
    restrictedWithTags: {
      what: 'the association of `<association>` has a session policy and keeps the session tags, which EKS does not accept together',
      fix: 'set `DisableSessionTags` to `true` and let the trust policy ask for `aws:SourceAccount`, or put the limits into the role\u2019s own policies',
    },
    tagsAreGone: {
      what: 'the association of `<association>` switches the session tags off that the trust policy of `<role>` asks for, so no pod can become it',
      fix: 'let the trust policy ask for `aws:SourceAccount` in place of `aws:RequestTag/…`, or leave `DisableSessionTags` out',
    },
  },
  check: (graph, tell) =>
    podAssociations(graph).flatMap((association): readonly Outcome[] => {
      const { resource, restricted, untagged } = association;
      const names = { association: resource.place.resource ?? resource.name };
      if (restricted && untagged === false) {
        return [tell.refuted('restrictedWithTags', names, { at: resource.place, shown: '`Policy` without `DisableSessionTags`' })];
      }
      if (untagged !== true) return [tell.proved()];
      const shut = rolesOf(association, graph).filter((role) => !admitsUntagged(role));
      if (shut.length === 0) return [tell.proved()];
      return shut.map((role) => {
        const details = { at: resource.place, shown: 'no request without tags is allowed', with: [role.place] };
        return tell.refuted('tagsAreGone', { ...names, role: nameOf(role) }, details);
      });
    }),
  examples: {
    bad: [
      {
        title: 'a session policy, and tags',
        cloudformation: {
          Orchestrator: role({ trust: TAGGED_PODS, name: 'orchestrator' }),
          Association: podAssociation('Orchestrator', { policy: READ_ONE }),
        },
        finds: { message: 'restrictedWithTags', resource: 'Association' },
      },
      {
        title: 'tags that are asked for and switched off',
        cloudformation: {
          Orchestrator: role({ trust: TAGGED_PODS, name: 'orchestrator' }),
          Association: podAssociation('Orchestrator', { policy: READ_ONE, untagged: true }),
        },
        finds: { message: 'tagsAreGone', resource: 'Association' },
      },
    ],
    good: [
      {
        title: 'tags, and a trust policy that asks for them',
        cloudformation: {
          ...soundRole('Orchestrator', TAGGED_PODS, { name: 'orchestrator' }),
          Association: podAssociation('Orchestrator'),
        },
      },
      {
        title: 'a session policy without tags, and a trust policy that asks for none',
        cloudformation: {
          ...soundRole('Orchestrator', PODS_OF_THE_ACCOUNT, { name: 'orchestrator' }),
          Association: podAssociation('Orchestrator', { policy: READ_ONE, untagged: true }),
        },
      },
    ],
  },
});
