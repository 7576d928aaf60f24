import type { GraphResource } from '../../graph/identity-graph';
import { textValue } from '../../graph/values';
import { isRecord } from '../../policy/parse-values';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import type { TemplateResource } from '../examples/example';
import { jsonAt } from '../reading/json-property';
import { below, listAt, resourceName, textAt } from '../reading/properties';

const ALL = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** Management events that CloudTrail marks as reads, though their names do not say so (AWS CloudTrail record contents, `readOnly`). */
const READS =
  /^(?:AssumeRole(?:WithWebIdentity|WithSAML)?|InvokeModel(?:WithResponseStream)?|Converse(?:Stream)?|(?:List|Describe|Head|Lookup)[A-Z].*)$/;

/** Exact names and prefixes that a pattern asks of a field. */
const asked = (pattern: unknown): readonly string[] =>
  listAt(pattern).flatMap((one) => textValue(one) ?? textValue(below(one, 'prefix')) ?? textValue(below(one, 'equals-ignore-case')) ?? []);

/** The event that a rule waits for and does not get. */
function missedBy(rule: GraphResource): string | undefined {
  const pattern = jsonAt(rule, 'EventPattern');
  if (!isRecord(pattern) || !asked(pattern['detail-type']).includes('AWS API Call via CloudTrail')) return undefined;
  return asked(below(pattern, 'detail', 'eventName')).find((name) => READS.test(name));
}

const eventRule = (properties: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventPattern: { source: ['aws.sts'], 'detail-type': ['AWS API Call via CloudTrail'], detail: { eventName: ['AssumeRole'] } },
    ...properties,
  },
});

export default defineRule({
  code: 'WI613',
  name: 'evidence/rules-see-reads',
  severity: 'error',
  principle: 'an alarm that cannot ring is none',
  standards: ['NIST SP 800-53 AU-6', 'NIST SP 800-53 SI-4'],
  summary: 'rules of EventBridge that wait for calls of models or sessions of roles are given such events',
  why: 'to EventBridge these are reads, and a rule that is merely enabled gets no reads: it never matches, and nobody notices',
  acknowledge: 'where another rule with the state for all management events has the same pattern',
  sources: ['Amazon EventBridge User Guide, "Management events from AWS services", "Read-only management events"'],
  visits: 'graph',
  messages: {
    blind: {
      what: 'the rule `<rule>` waits for `<event>` and is never given it',
      fix: `set \`State\` to \`${ALL}\``,
    },
    open: { what: 'whether the rule `<rule>` is given `<event>` is not known before deployment', fix: `write \`State: ${ALL}\`` },
  },
  check: (graph, tell) =>
    graph.resourcesOf('AWS::Events::Rule').flatMap((rule) => {
      const state = textAt(rule, 'State') ?? 'ENABLED';
      const event = state === 'DISABLED' ? undefined : missedBy(rule);
      if (event === undefined) return [];
      const names = { rule: resourceName(rule), event };
      if (hasHole(state)) return [tell.undecided('open', names, { at: rule.place, shown: `depends on \`${state}\`` })];
      return [state === ALL ? tell.proved() : tell.refuted('blind', names, { at: rule.place, shown: `\`State\` is \`${state}\`` })];
    }),
  examples: {
    bad: [
      {
        title: 'an alarm on sessions',
        cloudformation: { Alarm: eventRule({}) },
        finds: { message: 'blind', resource: 'Alarm', shown: 'ENABLED' },
      },
      {
        title: 'an alarm on calls of models',
        cloudformation: {
          Alarm: eventRule({
            State: 'ENABLED',
            EventPattern: {
              source: ['aws.bedrock'],
              'detail-type': ['AWS API Call via CloudTrail'],
              detail: { eventName: [{ prefix: 'InvokeModel' }] },
            },
          }),
        },
        finds: { message: 'blind', resource: 'Alarm' },
      },
    ],
    good: [
      { title: 'a rule that is given all management events', cloudformation: { Alarm: eventRule({ State: ALL }) } },
      {
        title: 'a rule on a change',
        cloudformation: {
          Alarm: eventRule({
            EventPattern: {
              source: ['aws.iam'],
              'detail-type': ['AWS API Call via CloudTrail'],
              detail: { eventName: ['PutRolePolicy'] },
            },
          }),
        },
      },
    ],
  },
});
