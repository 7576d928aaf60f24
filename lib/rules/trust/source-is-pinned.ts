import type { GraphRole } from '../../graph/identity-graph';
import type { Condition } from '../../policy/document';
import { defineRule, type Tell } from '../define-rule';
import { role, serviceTrust, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { arnParts, iamArnParts, isAccountHole } from '../reading/accounts';
import { ask } from '../reading/ask';
import { type Asked, askedOf } from '../reading/asked';
import { allowing, condition, documentOf } from '../reading/build';
import { mayHoldWildcards } from '../reading/pinning-patterns';
import { nameOf, within } from '../reading/places';
import { POD_IDENTITY, POD_TAGS, SERVICE_SOURCES, type ServiceSource } from '../reading/service-sources';
import { showContext } from '../reading/show-request';
import { ASSUME_ROLE, readTrust, statementNaming, type Trust, UNREADABLE_TRUST } from '../reading/trust';

const SOURCE_ARN = 'aws:SourceArn';
const SOURCE_ACCOUNT = 'aws:SourceAccount';

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
  openSource: {
    what: 'whether the trust policy of `<role>` pins what `<service>` acts for is not known before deployment',
    fix: 'compose the ARN of the source from literal names, such as `<example>`',
  },
} as const satisfies Messages;

/** Accounts that a source may be pinned to: the role's own; where that is known only at deployment, any that is written out. */
const isOwnAccount = (account: string, own: string | undefined): boolean =>
  account === own || isAccountHole(account) || (/^\d{12}$/.test(account) && (own === undefined || isAccountHole(own)));

/** The conditions under which a request comes from this workload: all of the given keys, with values that name it. */
function sourceBounds(trust: Trust, source: ServiceSource, own: string | undefined): readonly (readonly Condition[])[] {
  const accounts = askedOf(trust, [SOURCE_ACCOUNT]).filter(({ value }) => isOwnAccount(value, own));
  return askedOf(trust, [SOURCE_ARN]).flatMap(({ key, operator, value }) => {
    const parts = arnParts(value);
    const named = condition(operator, key, [value]);
    // An ARN that is one hole is one resource, whatever its parts are.
    if (parts === undefined) return /^⟨[^⟨⟩]*-arn⟩$/.test(value) ? [[named]] : [];
    if (!source.names(parts.rest)) return [];
    if (isOwnAccount(parts.account, own)) return [[named]];
    return accounts.map((account) => [named, condition(account.operator, account.key, [account.value])]);
  });
}

/** The exact values that the trust policy asks of a session tag. */
const pinnedTags = (trust: Trust, tag: string): readonly Asked[] =>
  askedOf(trust, [tag]).filter(({ value, isPattern }) => !isPattern || !/[*?]/.test(value));

/** The conditions under which a request comes from the pods of one service account. */
function podBounds(trust: Trust): readonly (readonly Condition[])[] {
  const perTag = POD_TAGS.map((tag) => pinnedTags(trust, tag));
  return perTag.reduce<readonly (readonly Condition[])[]>(
    (bounds, asked) => bounds.flatMap((bound) => asked.map(({ key, operator, value }) => [...bound, condition(operator, key, [value])])),
    [[]],
  );
}

function judgeService(visited: GraphRole, trust: Trust, service: string, tell: Tell<typeof messages>): Outcome | undefined {
  const isPod = service === POD_IDENTITY;
  const source = SERVICE_SOURCES[service];
  if (source === undefined && !isPod) return undefined;
  const example = source?.example ?? '';
  const names = { role: nameOf(visited), service, example };
  const principal = { kind: 'service', value: service } as const;
  const at = within(visited.trust, statementNaming(trust, principal)?.pointer);
  const bounds = source === undefined ? podBounds(trust) : sourceBounds(trust, source, iamArnParts(visited.arn)?.account);
  const verdict = ask({
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
  check: (visited, tell) => {
    const trust = readTrust(visited);
    if (trust === undefined) return [UNREADABLE_TRUST];
    return trust.principals.flatMap((principal) => {
      const outcome = principal.kind === 'service' ? judgeService(visited, trust, principal.value, tell) : undefined;
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
