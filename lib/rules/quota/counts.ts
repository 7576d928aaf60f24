import type { Place } from '../../finding/finding';
import type { IdentityGraph } from '../../graph/identity-graph';
import { isRecord } from '../../policy/parse-values';
import { defineRule } from '../define-rule';
import { keptLogGroup, trail } from '../examples/evidence';
import { LAMBDA_TRUST, role } from '../examples/parts';
import { inlineOf } from '../reading/inline-policies';
import { jsonAt } from '../reading/json-property';
import { inThousands } from '../reading/measure';
import { once } from '../reading/once';
import { below, listAt, resourceName } from '../reading/properties';
import { selectorValues } from '../reading/selectors';

interface Counted {
  readonly count: number;
  /** What is counted, of what, in words. */
  readonly what: string;
  readonly of: string;
  readonly limit: number;
  readonly fix: string;
  readonly place: Place;
  readonly others?: readonly Place[];
  /** Whether Service Quotas raises the limit on request. */
  readonly canBeRaised?: boolean;
}

const keysOf = (value: unknown): number => (isRecord(value) ? Object.keys(value).length : 0);

const roles = (graph: IdentityGraph): readonly Counted[] =>
  graph.roles.flatMap((role) => {
    const { name, tags, place, policies, managedPolicyArns } = role;
    const managed = managedPolicyArns.length + policies.length - inlineOf(role, graph).length;
    return [
      {
        count: managed,
        what: 'managed policies',
        of: name,
        limit: 10,
        fix: 'put what belongs together into one policy, or split the component in two',
        place,
        canBeRaised: true,
      },
      { count: Object.keys(tags).length, what: 'tags', of: name, limit: 50, fix: 'leave out tags that nobody reads', place },
    ];
  });

const providers = ({ oidcProviders }: IdentityGraph): readonly Counted[] =>
  oidcProviders.map(({ url, audiences, place }) => ({
    count: audiences.length,
    what: 'audiences',
    of: url,
    limit: 100,
    fix: 'take out audiences that no trust policy asks for',
    place,
  }));

const thumbprints = (graph: IdentityGraph): readonly Counted[] =>
  graph.resourcesOf('AWS::IAM::OIDCProvider').map((provider) => ({
    count: listAt(below(provider.properties, 'ThumbprintList')).length,
    what: 'thumbprints',
    of: resourceName(provider),
    limit: 5,
    fix: 'leave `ThumbprintList` out: IAM fetches the one it needs',
    place: provider.place,
  }));

const trails = (graph: IdentityGraph): readonly Counted[] =>
  graph.resourcesOf('AWS::CloudTrail::Trail').flatMap((one) => [
    {
      count: selectorValues(one),
      what: 'values in advanced selectors',
      of: resourceName(one),
      limit: 500,
      fix: 'use `StartsWith` on a common beginning instead of many values',
      place: one.place,
    },
    {
      count: listAt(below(one.properties, 'EventSelectors')).length,
      what: 'event selectors',
      of: resourceName(one),
      limit: 5,
      fix: 'use `AdvancedEventSelectors`',
      place: one.place,
    },
  ]);

const logPolicies = (graph: IdentityGraph): readonly Counted[] => {
  const [first, ...others] = graph.resourcesOf('AWS::Logs::ResourcePolicy');
  if (first === undefined) return [];
  return [
    {
      count: others.length + 1,
      what: 'resource policies of CloudWatch Logs',
      of: 'one region of the account',
      limit: 10,
      fix: 'share one policy that names all log groups',
      place: first.place,
      others: others.map(({ place }) => place),
    },
  ];
};

const workloads = (graph: IdentityGraph): readonly Counted[] =>
  graph.resourcesOf('AWS::BedrockAgentCore::Runtime').map((runtime) => ({
    count: keysOf(below(runtime.properties, 'EnvironmentVariables')),
    what: 'environment variables',
    of: resourceName(runtime),
    limit: 50,
    fix: 'keep settings in one parameter, and let the runtime read it',
    place: runtime.place,
  }));

const eventRules = (graph: IdentityGraph): readonly Counted[] =>
  graph.resourcesOf('AWS::Events::Rule').flatMap((rule) => [
    {
      count: listAt(below(rule.properties, 'Targets')).length,
      what: 'targets',
      of: resourceName(rule),
      limit: 5,
      fix: 'write a second rule with the same pattern',
      place: rule.place,
    },
    {
      count: (JSON.stringify(jsonAt(rule, 'EventPattern')) ?? '').length,
      what: 'characters of its pattern',
      of: resourceName(rule),
      limit: 4096,
      fix: 'match by prefix instead of naming everything',
      place: rule.place,
    },
  ]);

/** AWS CloudFormation User Guide, "Understand CloudFormation quotas". */
const STACK_LIMITS = [
  ['resources', 500],
  ['parameters', 200],
  ['outputs', 200],
] as const;

const stacks = (graph: IdentityGraph): readonly Counted[] =>
  graph.stacks.flatMap((stack) =>
    STACK_LIMITS.map(([what, limit]) => ({
      count: stack[what],
      what,
      of: stack.place.file ?? 'the template',
      limit,
      fix: 'divide the stack in two',
      place: stack.place,
    })),
  );

const COUNTS = [roles, providers, thumbprints, trails, logPolicies, workloads, eventRules, stacks];

const counted = once((graph: IdentityGraph): readonly Counted[] => COUNTS.flatMap((count) => count(graph)));

export default defineRule({
  code: 'WI704',
  name: 'quota/counts',
  severity: 'error',
  principle: 'what is declared can be deployed',
  standards: [],
  summary:
    'nothing has more parts than its service takes: policies and tags of a role, audiences, selectors of a trail, variables, targets, resources of a stack',
  why: 'a service refuses what has too many parts, in the middle of a deployment',
  acknowledge: 'where the account\u2019s quota has been raised',
  misses: ['lists that are known only at deployment count as one', 'what the account holds already beside the template'],
  sources: [
    'IAM User Guide, "IAM and AWS STS quotas"',
    'AWS CloudFormation User Guide, "Understand CloudFormation quotas"',
    'AWS CloudTrail User Guide, "Quotas in AWS CloudTrail"',
    'Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas"',
    'Amazon EventBridge User Guide, "Amazon EventBridge quotas"',
    'Amazon Bedrock AgentCore API Reference, `CreateAgentRuntime`',
  ],
  visits: 'graph',
  messages: {
    tooMany: { what: '<count> <things> of `<of>`, and <limit> are allowed', fix: '<fix>' },
    needsMore: {
      what: '<count> <things> of `<of>`, and <limit> are allowed unless the quota is raised',
      fix: '<fix>',
      severity: 'warning',
    },
  },
  check: (graph, tell) =>
    counted(graph).map(({ count, what, of, limit, fix, place, others = [], canBeRaised = false }) =>
      count <= limit
        ? tell.proved()
        : tell.refuted(
            canBeRaised ? 'needsMore' : 'tooMany',
            { count: inThousands(count), things: what, of, limit: inThousands(limit), fix },
            { at: place, with: others, shown: `${inThousands(count)} ${what}` },
          ),
    ),
  examples: {
    bad: [
      {
        title: 'a role with sixty tags',
        cloudformation: {
          Tool: role({
            trust: LAMBDA_TRUST,
            name: 'tool',
            tags: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`tag-${index}`, 'x'])),
          }),
        },
        finds: { message: 'tooMany', resource: 'Tool', shown: '60 tags' },
      },
      {
        title: 'a trail with six event selectors',
        cloudformation: { Trail: trail({ EventSelectors: Array.from({ length: 6 }, () => ({ ReadWriteType: 'All' })) }) },
        finds: { message: 'tooMany', resource: 'Trail' },
      },
    ],
    good: [{ title: 'nothing in excess', cloudformation: { Log: keptLogGroup() } }],
  },
});
