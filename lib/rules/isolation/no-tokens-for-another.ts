import { defineRule } from '../define-rule';
import type { TemplateResources } from '../examples/example';
import { named } from '../examples/isolation';
import { policy, serviceTrust, soundRole, writeLogOf } from '../examples/parts';
import { judgeMembers, tellAnswer } from '../reading/reachability/judge-members';

const DIRECTORY = 'workload-identity-directory/default';

const tokens = (identity: string) =>
  policy(
    {
      Effect: 'Allow',
      Action: ['bedrock-agentcore:GetWorkloadAccessToken', 'bedrock-agentcore:GetWorkloadAccessTokenForJWT'],
      Resource: [named('bedrock-agentcore', DIRECTORY), named('bedrock-agentcore', `${DIRECTORY}/workload-identity/${identity}`)],
    },
    writeLogOf('/aws/bedrock-agentcore/runtimes/*'),
  );

const trust = (name: string) =>
  serviceTrust('bedrock-agentcore.amazonaws.com', {
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    ArnLike: { 'aws:SourceArn': named('bedrock-agentcore', `runtime/${name}-*`) },
  });

const runtime = (roleId: string, name: string): TemplateResources => ({
  [`${roleId}Runtime`]: {
    Type: 'AWS::BedrockAgentCore::Runtime',
    Properties: {
      AgentRuntimeName: name,
      RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] },
      AgentRuntimeArtifact: { ContainerConfiguration: { ContainerUri: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/${name}:1` } },
      NetworkConfiguration: { NetworkMode: 'PUBLIC' },
      LifecycleConfiguration: { IdleRuntimeSessionTimeout: 900, MaxLifetime: 3600 },
    },
  },
});

export default defineRule({
  code: 'WI407',
  name: 'isolation/no-tokens-for-another',
  severity: 'error',
  principle: 'nobody speaks in another\u2019s name',
  standards: ['OWASP ASI03', 'OWASP ASI07'],
  summary: 'no component can take workload access tokens in the name of another runtime or gateway',
  why: 'a workload access token opens the other\u2019s credentials at outside services, and what is done there is done in the other\u2019s name',
  acknowledge: 'where the two runtimes are one workload',
  misses: [
    'workload identities that are made by themselves, because the template does not say whose they are',
    'tokens of `sts:GetWebIdentityToken` always name the caller\u2019s own role',
  ],
  sources: [
    'Service Authorization Reference, Amazon Bedrock AgentCore',
    'Amazon Bedrock AgentCore Developer Guide, "Get workload access token"',
  ],
  visits: 'graph',
  messages: {
    reaches: {
      what: 'the role `<role>` can take tokens in the name of <others>',
      fix: 'name the own workload identity in the policies of `<role>`: `…:workload-identity-directory/default/workload-identity/NAME-*`',
    },
    open: {
      what: 'whether the role `<role>` can take tokens in the name of <others> could not be decided',
      fix: 'write out the policies and the boundary of `<role>` in the template, with literal actions and resources',
    },
  },
  check: (_graph, tell, context) =>
    judgeMembers(['mint'], context).map((answer) =>
      tellAnswer(answer, {
        keeps: () => tell.proved(),
        reaches: (names, details) => tell.refuted('reaches', names, details),
        open: (names, details) => tell.undecided('open', names, details),
      }),
    ),
  examples: {
    bad: [
      {
        title: 'a runtime that may take tokens of every workload identity',
        cloudformation: {
          ...soundRole('Reasoner', trust('reasoner'), { permits: tokens('*') }),
          ...soundRole('Search', trust('search'), { permits: tokens('search-*') }),
          ...runtime('Reasoner', 'reasoner'),
          ...runtime('Search', 'search'),
        },
        finds: { message: 'reaches', resource: 'Reasoner', shown: 'workload-identity/search-' },
      },
    ],
    good: [
      {
        title: 'each runtime its own tokens',
        cloudformation: {
          ...soundRole('Reasoner', trust('reasoner'), { permits: tokens('reasoner-*') }),
          ...soundRole('Search', trust('search'), { permits: tokens('search-*') }),
          ...runtime('Reasoner', 'reasoner'),
          ...runtime('Search', 'search'),
        },
      },
    ],
  },
});
