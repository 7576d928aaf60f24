import type { IdentityGraph } from '../../graph/identity-graph';
import { defineRule } from '../define-rule';
import { soundTrail, trail } from '../examples/evidence';
import { resourceName } from '../reading/properties';
import { selectedBy } from '../reading/selectors';
import { trailsOf } from '../reading/trails';

/** What CloudTrail calls the resources whose use it records as data events only, by CloudFormation type (AWS CloudTrail User Guide, "Logging data events"). */
const DATA_TYPES: readonly (readonly [string, string])[] = [
  ['AWS::BedrockAgentCore::Runtime', 'AWS::BedrockAgentCore::Runtime'],
  ['AWS::BedrockAgentCore::RuntimeEndpoint', 'AWS::BedrockAgentCore::RuntimeEndpoint'],
  ['AWS::BedrockAgentCore::Gateway', 'AWS::BedrockAgentCore::Gateway'],
  ['AWS::BedrockAgentCore::Memory', 'AWS::BedrockAgentCore::Memory'],
  ['AWS::BedrockAgentCore::BrowserCustom', 'AWS::BedrockAgentCore::BrowserCustom'],
  ['AWS::BedrockAgentCore::CodeInterpreterCustom', 'AWS::BedrockAgentCore::CodeInterpreterCustom'],
  ['AWS::BedrockAgentCore::WorkloadIdentity', 'AWS::BedrockAgentCore::WorkloadIdentity'],
  ['AWS::BedrockAgentCore::OAuth2CredentialProvider', 'AWS::BedrockAgentCore::OAuth2CredentialProvider'],
  ['AWS::BedrockAgentCore::ApiKeyCredentialProvider', 'AWS::BedrockAgentCore::APIKeyCredentialProvider'],
  ['AWS::BedrockAgentCore::PolicyEngine', 'AWS::BedrockAgentCore::PolicyEngine'],
  ['AWS::Bedrock::AgentAlias', 'AWS::Bedrock::AgentAlias'],
  ['AWS::Bedrock::KnowledgeBase', 'AWS::Bedrock::KnowledgeBase'],
  ['AWS::Bedrock::FlowAlias', 'AWS::Bedrock::FlowAlias'],
  ['AWS::Bedrock::Guardrail', 'AWS::Bedrock::Guardrail'],
];

/** Data event types that the resources of the template need. */
const needed = ({ resourceTypes }: IdentityGraph): readonly string[] =>
  DATA_TYPES.flatMap(([type, dataType]) => (resourceTypes.includes(type) ? [dataType] : []));

const management = (readWriteType: string) => ({ EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: readWriteType }] });

export default defineRule({
  code: 'WI612',
  name: 'evidence/selectors-are-complete',
  severity: 'error',
  principle: 'what is done leaves evidence',
  standards: ['OWASP ASI10', 'NIST SP 800-53 AU-2', 'NIST SP 800-53 AU-12'],
  summary: 'the trails of a template together record all management events, and the use of the agents that stand beside them',
  why: 'calls of models and sessions of roles are events that change nothing, so a trail of changes misses them; calls of runtimes, gateways and memories are data events, which no trail records unasked',
  acknowledge: 'where a trail of the organization records the rest',
  misses: ['selectors that leave out single events, sources or resources'],
  sources: ['AWS CloudTrail User Guide, "Logging management events"', 'AWS CloudTrail User Guide, "Logging data events"'],
  visits: 'graph',
  messages: {
    readsLeftOut: {
      what: 'the trail `<trail>` leaves out events that change nothing, such as calls of models and sessions of roles',
      fix: 'set `ReadWriteType` to `All`, or take the `readOnly` field out of its advanced selectors',
    },
    writesLeftOut: {
      what: 'the trail `<trail>` leaves out events that change something',
      fix: 'set `ReadWriteType` to `All`, or take the `readOnly` field out of its advanced selectors',
    },
    dataLeftOut: {
      what: 'the trail `<trail>` leaves out data events of <types>, which the template has',
      fix: 'add an advanced selector with `eventCategory` `Data` and `resources.type` for each of them',
      severity: 'warning',
    },
    open: {
      what: 'which events the trail `<trail>` records is not known before deployment',
      fix: 'write the selectors out',
    },
  },
  check: (graph, tell) => {
    const trails = trailsOf(graph).filter(({ isLogging }) => isLogging !== false);
    const all = trails.map(({ resource }) => ({ resource, selected: selectedBy(resource) }));
    if (all.length === 0) return [];
    const open = all.find(({ selected }) => selected.open !== undefined);
    const left = (
      [
        ['readsLeftOut', 'reads'],
        ['writesLeftOut', 'writes'],
      ] as const
    ).filter(([, kind]) => !all.some(({ selected }) => selected[kind]));
    const missing = needed(graph).filter((type) => !all.some(({ selected }) => selected.dataTypes.has(type)));
    const outcomes = all.flatMap(({ resource, selected }) => {
      const names = { trail: resourceName(resource) };
      const at = { at: resource.place };
      if (left.length > 0 && open !== undefined)
        return selected.open === undefined ? [] : [tell.undecided('open', names, { ...at, shown: `depends on \`${selected.open}\`` })];
      return left.map(([message]) => tell.refuted(message, names, { ...at, shown: 'no selector of any trail takes them' }));
    });
    const [first] = all;
    const data =
      missing.length === 0 || first === undefined
        ? []
        : [
            tell.refuted(
              'dataLeftOut',
              { trail: resourceName(first.resource), types: missing.map((type) => `\`${type}\``).join(', ') },
              {
                at: first.resource.place,
                with: all.slice(1).map(({ resource }) => resource.place),
                shown: 'no selector of any trail takes them',
              },
            ),
          ];
    return [...outcomes, ...data].length === 0 ? [tell.proved()] : [...outcomes, ...data];
  },
  examples: {
    bad: [
      {
        title: 'changes only',
        cloudformation: { Trail: trail(management('WriteOnly')) },
        finds: { message: 'readsLeftOut', resource: 'Trail' },
      },
      {
        title: 'reads only',
        cloudformation: { Trail: trail(management('ReadOnly')) },
        finds: { message: 'writesLeftOut', resource: 'Trail' },
      },
      {
        title: 'a memory beside a trail that records management events',
        cloudformation: {
          Trail: trail(),
          Memory: { Type: 'AWS::BedrockAgentCore::Memory', Properties: { Name: 'support', EventExpiryDuration: 30 } },
        },
        finds: { message: 'dataLeftOut', resource: 'Trail' },
      },
    ],
    good: [
      {
        title: 'all management events, and the use of the memory',
        cloudformation: {
          ...soundTrail({
            AdvancedEventSelectors: [
              { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
              {
                FieldSelectors: [
                  { Field: 'eventCategory', Equals: ['Data'] },
                  { Field: 'resources.type', Equals: ['AWS::BedrockAgentCore::Memory'] },
                ],
              },
            ],
          }),
          Memory: { Type: 'AWS::BedrockAgentCore::Memory', Properties: { Name: 'support', EventExpiryDuration: 30 } },
        },
      },
    ],
  },
});
