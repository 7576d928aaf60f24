import type { GraphRole, IdentityGraph } from '../../graph/identity-graph';
import type { AuthorizationRequest } from '../../policy/request';
import type { Verdict } from '../../policy/verdict';
import { defineRule, type Tell } from '../define-rule';
import { podAssociation, role, serviceTrust, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { iamArnParts } from '../reading/accounts';
import { ask } from '../reading/ask';
import { askedOf } from '../reading/asked';
import { allowing, documentOf } from '../reading/build';
import { mayHoldWildcards } from '../reading/pinning-patterns';
import { nameOf, within } from '../reading/places';
import { runsUntagged } from '../reading/pod-associations';
import { POD_IDENTITY, POD_TAGS, sourceOf } from '../reading/service-sources';
import { showContext } from '../reading/show-request';
import { accountBounds, isPlainlyPinned, pinnedTags, podBounds, SOURCE_ARN, sourceBounds } from '../reading/source-bounds';
import { ASSUME_ROLE, readTrust, statementNaming, type Trust, UNREADABLE_TRUST } from '../reading/trust';

const messages = {
  anySource: {
    what: 'the trust policy of `<role>` lets `<service>` assume it on behalf of any resource',
    fix: 'add `"StringEquals": { "aws:SourceAccount": "ACCOUNT" }, "ArnLike": { "aws:SourceArn": "<example>" }` to the condition',
  },
  otherSources: {
    what: 'the trust policy of `<role>` lets `<service>` assume it on behalf of other resources too: `<patterns>`',
    fix: 'narrow `aws:SourceArn` to this workload, such as `<example>`; a bare prefix also matches longer names',
  },
  untaggedPods: {
    what: 'the trust policy of `<role>` lets every pod become it that an association anywhere in the account gives the role',
    fix: 'add `"StringEquals"` on `aws:RequestTag/eks-cluster-arn`, `aws:RequestTag/kubernetes-namespace` and `aws:RequestTag/kubernetes-service-account` to the condition',
  },
  looselyTaggedPods: {
    what: 'the trust policy of `<role>` lets pods become it whatever their <missing>',
    fix: 'add `"StringEquals"` on <missing> to the condition',
  },
  anyAccount: {
    what: 'the trust policy of `<role>` lets pods become it whose session tags are switched off, whatever their account',
    fix: 'add `"StringEquals": { "aws:SourceAccount": "ACCOUNT" }` to the condition, and use the role in this one association only',
  },
  openSource: {
    what: 'whether the trust policy of `<role>` pins what `<service>` acts for is not known before deployment',
    fix: 'compose the ARN of the source from literal names, such as `<example>`',
  },
} as const satisfies Messages;

function judgeService(
  visited: GraphRole,
  trust: Trust,
  service: string,
  tell: Tell<typeof messages>,
  graph: IdentityGraph,
): Outcome | undefined {
  const isPod = service === POD_IDENTITY;
  const source = sourceOf(service);
  const isUntagged = isPod && runsUntagged(visited, graph);
  if (source === undefined && !isPod) return undefined;
  const example = source?.example ?? '';
  const names = { role: nameOf(visited), service, example };
  const principal = { kind: 'service', value: service } as const;
  const at = within(visited.trust, statementNaming(trust, principal)?.pointer);
  const own = iamArnParts(visited.arn)?.account;
  const bounds = isUntagged ? accountBounds(trust, own) : source === undefined ? podBounds(trust) : sourceBounds(trust, source, own);
  const verdict: Verdict<AuthorizationRequest> = isPlainlyPinned(trust, principal, bounds, isPod && !isUntagged)
    ? { verdict: 'proved' }
    : ask({
        scope: documentOf(allowing({ principals: [principal], actions: [ASSUME_ROLE] })),
        permitted: [[trust.document]],
        within: documentOf(...bounds.map((conditions) => allowing({ conditions }))),
      });
  if (verdict.verdict === 'undecided') return tell.undecided('openSource', names, { at, shown: verdict.reasons.join(', ') });
  const asked = askedOf(trust, [SOURCE_ARN]);
  if (verdict.verdict === 'proved') {
    const open = asked.filter(({ isPattern, value }) => isPattern && mayHoldWildcards(value));
    if (open.length === 0) return tell.proved(verdict.assuming);
    return tell.undecided('openSource', names, { at, shown: `depends on ${open.map(({ value }) => `\`${value}\``).join(', ')}` });
  }
  const context = showContext(verdict.witness.context);
  const shown = `\`${service}\` ${context === '' ? 'for any resource of any account' : `with ${context}`} is allowed`;
  if (isUntagged) return tell.refuted('anyAccount', names, { at, shown, witness: verdict.witness });
  if (isPod) {
    const missing = POD_TAGS.filter((tag) => pinnedTags(trust, tag).length === 0);
    if (missing.length === 0 || missing.length === POD_TAGS.length)
      return tell.refuted('untaggedPods', names, { at, shown, witness: verdict.witness });
    return tell.refuted(
      'looselyTaggedPods',
      { ...names, missing: missing.map((tag) => `\`${tag}\``).join(' and ') },
      { at, shown, witness: verdict.witness },
    );
  }
  if (asked.length === 0) return tell.refuted('anySource', names, { at, shown, witness: verdict.witness });
  return tell.refuted(
    'otherSources',
    { ...names, patterns: asked.map(({ value }) => value).join('`, `') },
    { at, shown, witness: verdict.witness },
  );
}

export default defineRule({
  code: 'WI204',
  name: 'trust/source-is-pinned',
  severity: 'error',
  principle: 'a service acts only for the workload that the role is for',
  standards: ['OWASP ASI03', 'CWE-441'],
  summary: 'a service that says for which resource it assumes a role is let in for this workload only',
  why: 'the service acts for every customer and every resource; without its source, another one can have it assume the role (confused deputy)',
  acknowledge: 'where the service is used in a way in which it sends neither key, and its documentation says so',
  misses: [
    'services that send no source, such as Lambda and EC2, cannot be pinned in a trust policy',
    'a gateway\u2019s name may hold hyphens, so `gateway/NAME-*` also matches a longer name that begins with it and a hyphen',
  ],
  sources: [
    'IAM User Guide, "The confused deputy problem"',
    'IAM User Guide, "AWS global condition context keys": aws:SourceArn, aws:SourceAccount',
    'Amazon EKS User Guide, "EKS Pod Identity role"',
    'Amazon Bedrock AgentCore Developer Guide, "IAM permissions for AgentCore Runtime"',
  ],
  visits: 'role',
  messages,
  check: (visited, tell, { graph }) => {
    const trust = readTrust(visited);
    if (trust === undefined) return [UNREADABLE_TRUST];
    return trust.principals.flatMap((principal) => {
      const outcome = principal.kind === 'service' ? judgeService(visited, trust, principal.value, tell, graph) : undefined;
      return outcome === undefined ? [] : [outcome];
    });
  },
  examples: {
    bad: [
      {
        title: 'any runtime of any account',
        cloudformation: { Reasoner: role({ trust: serviceTrust('bedrock-agentcore.amazonaws.com') }) },
        finds: { message: 'anySource', resource: 'Reasoner' },
      },
      {
        title: 'a bare prefix, which a longer name matches too',
        cloudformation: {
          Reasoner: role({
            trust: serviceTrust('bedrock-agentcore.amazonaws.com', {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Sub': 'arn:${AWS::Partition}:bedrock-agentcore:${AWS::Region}:${AWS::AccountId}:runtime/reasoner*',
                },
              },
            }),
          }),
        },
        finds: { message: 'otherSources', resource: 'Reasoner' },
      },
      {
        title: 'pods of any service account',
        cloudformation: {
          Orchestrator: role({ trust: serviceTrust('pods.eks.amazonaws.com', undefined, ['sts:AssumeRole', 'sts:TagSession']) }),
        },
        finds: { message: 'untaggedPods', resource: 'Orchestrator' },
      },
      {
        title: 'every build project of the account',
        cloudformation: {
          Builder: role({
            trust: serviceTrust('codebuild.amazonaws.com', {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: {
                'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:codebuild:${AWS::Region}:${AWS::AccountId}:project/*' },
              },
            }),
          }),
        },
        finds: { message: 'otherSources', resource: 'Builder', shown: 'project/' },
      },
      {
        title: 'pods without session tags, of whatever account',
        cloudformation: {
          Orchestrator: role({ trust: serviceTrust('pods.eks.amazonaws.com'), name: 'orchestrator' }),
          Association: podAssociation('Orchestrator', { untagged: true }),
        },
        finds: { message: 'anyAccount', resource: 'Orchestrator' },
      },
      {
        title: 'pods of one service account name on every cluster',
        cloudformation: {
          Orchestrator: role({
            trust: serviceTrust(
              'pods.eks.amazonaws.com',
              {
                StringEquals: {
                  'aws:RequestTag/kubernetes-namespace': 'agents',
                  'aws:RequestTag/kubernetes-service-account': 'orchestrator',
                },
              },
              ['sts:AssumeRole', 'sts:TagSession'],
            ),
          }),
        },
        finds: { message: 'looselyTaggedPods', resource: 'Orchestrator' },
      },
    ],
    good: [
      {
        title: 'one AgentCore runtime',
        cloudformation: soundRole(
          'Reasoner',
          serviceTrust('bedrock-agentcore.amazonaws.com', {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:bedrock-agentcore:${AWS::Region}:${AWS::AccountId}:runtime/reasoner-*' },
            },
          }),
        ),
      },
      {
        title: 'pods of one service account on one cluster',
        cloudformation: soundRole(
          'Orchestrator',
          serviceTrust(
            'pods.eks.amazonaws.com',
            {
              StringEquals: {
                'aws:RequestTag/eks-cluster-arn': { 'Fn::Sub': 'arn:${AWS::Partition}:eks:${AWS::Region}:${AWS::AccountId}:cluster/prod' },
                'aws:RequestTag/kubernetes-namespace': 'agents',
                'aws:RequestTag/kubernetes-service-account': 'orchestrator',
              },
            },
            ['sts:AssumeRole', 'sts:TagSession'],
          ),
        ),
      },
    ],
  },
});
