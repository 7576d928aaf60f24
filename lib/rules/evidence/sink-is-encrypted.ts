import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { logGroup, soundTrail, trail } from '../examples/evidence';
import { below, listAt, resourceName, textAt } from '../reading/properties';
import { trailsOf } from '../reading/trails';

/** Whether a log group is that of a declared component. */
const isComponents = ({ properties }: GraphResource): boolean =>
  listAt(below(properties, 'Tags')).some((tag) => below(tag, 'Key') === 'agent-identity:component') ||
  below(properties, 'Tags', 'agent-identity:component') !== undefined;

interface Sink {
  readonly resource: GraphResource;
  readonly message: 'group' | 'trail';
  readonly key: string | undefined;
}

const sinksOf = (graph: IdentityGraph): readonly Sink[] => [
  ...graph
    .resourcesOf('AWS::Logs::LogGroup')
    .filter((group) => !isComponents(group))
    .map((resource) => ({ resource, message: 'group' as const, key: textAt(resource, 'KmsKeyId') })),
  ...trailsOf(graph).map(({ resource, key }) => ({ resource, message: 'trail' as const, key })),
];

export default defineRule({
  code: 'WI606',
  name: 'evidence/sink-is-encrypted',
  severity: 'warning',
  principle: 'evidence is read by those alone who are meant to',
  standards: ['NIST SP 800-53 AU-9', 'NIST SP 800-53 SC-28'],
  summary: 'log groups and trails are encrypted with a key of the account, so that who reads evidence needs leave of the key too',
  why: 'logs of agents hold prompts, answers and what tools returned; a key of its own makes reading them a second permission, and one that can be taken back',
  acknowledge: 'where nothing in the log is worth more care than CloudWatch Logs and S3 take by themselves',
  misses: ['log groups of declared components: whether they have a key of the account is a choice of the declaration'],
  sources: [
    'Amazon CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service"',
    'AWS CloudTrail User Guide, "Encrypting CloudTrail log files, digest files and event data stores with AWS KMS keys"',
  ],
  visits: 'graph',
  messages: {
    group: { what: 'the log group `<sink>` is not encrypted with a key of the account', fix: 'set `KmsKeyId` to the ARN of a key' },
    trail: {
      what: 'the files of the trail `<sink>` are not encrypted with a key of the account',
      fix: 'set `KMSKeyId` to the ARN of a key',
    },
  },
  check: (graph, tell) =>
    sinksOf(graph).map(({ resource, message, key }) =>
      key === undefined
        ? tell.refuted(message, { sink: resourceName(resource) }, { at: resource.place, shown: 'no key is named' })
        : tell.proved(),
    ),
  examples: {
    bad: [
      {
        title: 'a log group without a key',
        cloudformation: { Log: logGroup({ KmsKeyId: undefined }) },
        finds: { message: 'group', resource: 'Log' },
      },
      {
        title: 'an empty key',
        cloudformation: { Log: logGroup({ KmsKeyId: '' }) },
        finds: { message: 'group', resource: 'Log' },
      },
      {
        title: 'a trail without a key',
        cloudformation: { Trail: trail({ KMSKeyId: undefined }) },
        finds: { message: 'trail', resource: 'Trail' },
      },
    ],
    good: [{ title: 'both with a key', cloudformation: { ...soundTrail(), Log: logGroup() } }],
  },
});
