import type { GraphBinding } from '../../graph/identity-graph';
import type { Condition } from '../../policy/document';
import { defineRule } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { LAMBDA_TRUST, role, serviceTrust, soundRole } from '../examples/parts';
import { ask } from '../reading/ask';
import { allowing, condition, documentOf } from '../reading/build';
import { nameOf } from '../reading/places';
import { rolesByArn } from '../reading/reachability/members';
import { POD_IDENTITY } from '../reading/service-sources';
import { ASSUME_ROLE, readTrust, UNREADABLE_TRUST } from '../reading/trust';
import { together } from '../reading/when';

/** The service that assumes the role for the workload. What else lends roles does so for services of its own, each with its principal. */
const SERVICES: { readonly [Kind in GraphBinding['kind']]?: string } = {
  function: 'lambda.amazonaws.com',
  task: 'ecs-tasks.amazonaws.com',
  'task-execution': 'ecs-tasks.amazonaws.com',
  'agentcore-runtime': 'bedrock-agentcore.amazonaws.com',
  'instance-profile': 'ec2.amazonaws.com',
  'pod-identity-association': POD_IDENTITY,
};

/** Resources that hand the role to instances of EC2, as they are called in words. */
const INSTANCES = /^node group\b/;

const serviceOf = ({ kind, workload }: GraphBinding): string | undefined =>
  SERVICES[kind] ?? (INSTANCES.test(workload) ? SERVICES['instance-profile'] : undefined);

/** What EKS says of a pod, where the association says it. */
const podConditions = ({ pod }: GraphBinding): readonly Condition[] =>
  pod === undefined
    ? []
    : [
        condition('StringEquals', 'aws:RequestTag/kubernetes-namespace', [pod.namespace]),
        condition('StringEquals', 'aws:RequestTag/kubernetes-service-account', [pod.serviceAccount]),
      ];

const lambda = (roleId: string): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Role: { 'Fn::GetAtt': [roleId, 'Arn'] },
    Code: { ZipFile: 'exports.handler = async () => {}' },
    Handler: 'index.handler',
    Runtime: 'nodejs22.x',
  },
});

export default defineRule({
  code: 'WI440',
  name: 'isolation/role-fits-its-workload',
  severity: 'error',
  principle: 'one workload, one identity',
  standards: ['OWASP ASI03', 'NIST SP 800-207'],
  summary: 'the role that a workload is given is one whose trust policy lets this workload become it',
  why: 'a role that was made for another workload is either refused at run time, or one step from lending this one the other\u2019s permissions',
  acknowledge: 'where the trust policy is completed outside of the templates given',
  misses: ['roles that stand in no template given', 'resources whose service assumes roles under a principal that is not known here'],
  sources: ['IAM User Guide, "Create a role to delegate permissions to an AWS service"', 'Amazon EKS User Guide, "EKS Pod Identities"'],
  visits: 'binding',
  messages: {
    misfit: {
      what: 'the role `<role>` is given to <workload>, and its trust policy lets no `<service>` become it for that',
      fix: 'give the workload the role that was made for it; or let the trust policy of `<role>` admit `<service>` for this workload',
    },
    open: {
      what: 'whether the trust policy of `<role>` lets <workload> become it could not be decided',
      fix: 'write the principal and the conditions of the trust policy with literal values',
    },
  },
  check: (binding, tell, { graph }) => {
    const service = serviceOf(binding);
    if (service === undefined) return [];
    const lent = (rolesByArn(graph).get(binding.roleArn) ?? []).filter((one) => together(one, binding));
    return lent.map((one) => {
      const trust = readTrust(one);
      if (trust === undefined) return UNREADABLE_TRUST;
      const names = { role: nameOf(one), workload: `\`${binding.workload}\``, service };
      const scope = documentOf(
        allowing({ principals: [{ kind: 'service', value: service }], actions: [ASSUME_ROLE], conditions: podConditions(binding) }),
      );
      const verdict = ask({ scope, permitted: [[trust.document]] });
      if (verdict.verdict === 'refuted') return tell.proved();
      const place = { at: binding.place, with: [one.place] };
      if (verdict.verdict === 'undecided') return tell.undecided('open', names, { ...place, shown: verdict.reasons.join(', ') });
      return tell.refuted('misfit', names, { ...place, shown: `no call of \`${service}\` for \`${binding.workload}\` is allowed` });
    });
  },
  examples: {
    bad: [
      {
        title: 'a function with a role for instances',
        cloudformation: { Node: role({ trust: serviceTrust('ec2.amazonaws.com') }), Tool: lambda('Node') },
        finds: { message: 'misfit', resource: 'Tool', shown: 'lambda.amazonaws.com' },
      },
      {
        title: 'pods with the role of another service account',
        cloudformation: {
          Search: role({
            trust: serviceTrust(
              POD_IDENTITY,
              {
                StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'agents', 'aws:RequestTag/kubernetes-service-account': 'search' },
              },
              ['sts:AssumeRole', 'sts:TagSession'],
            ),
          }),
          Pods: {
            Type: 'AWS::EKS::PodIdentityAssociation',
            Properties: {
              ClusterName: 'prod',
              Namespace: 'agents',
              ServiceAccount: 'orchestrator',
              RoleArn: { 'Fn::GetAtt': ['Search', 'Arn'] },
            },
          },
        },
        finds: { message: 'misfit', resource: 'Pods', shown: 'agents/orchestrator' },
      },
    ],
    good: [
      {
        title: 'a function with a role for functions',
        cloudformation: { ...soundRole('Tool', LAMBDA_TRUST), ToolFunction: lambda('Tool') },
      },
    ],
  },
});
