import type { GraphHolder } from '../../graph/identity-graph';
import { defineRule, type Tell } from '../define-rule';
import { LAMBDA_TRUST, policy, soundRole } from '../examples/parts';
import type { Messages } from '../message';
import type { Outcome } from '../outcome';
import { holderCan } from '../reading/holder-can';
import { UNREADABLE_POLICY } from '../reading/permissions';
import { holderName } from '../reading/places';
import { showAction } from '../reading/show-request';
import { BLINDING } from '../reading/tampering';

const messages = {
  trails: {
    what: 'the policies of `<holder>` let it stop trails or change what they record',
    fix: 'allow the reading actions that it needs by name, such as `cloudtrail:LookupEvents`; trails belong to who deploys them',
  },
  prompts: {
    what: 'the policies of `<holder>` let it stop the record of prompts and answers of models, or send it elsewhere',
    fix: 'allow `bedrock:InvokeModel` and what else it needs by name; the record belongs to who runs the account',
  },
  logs: {
    what: 'the policies of `<holder>` let it delete the logs of agents and functions, or let them expire',
    fix: 'allow `logs:CreateLogStream` and `logs:PutLogEvents` on its own log group only',
    severity: 'warning',
  },
  deliveries: {
    what: 'the policies of `<holder>` let it end the delivery of logs that services write about agents',
    fix: 'take the action out of its policies; deliveries belong to who deploys them',
    severity: 'warning',
  },
  account: {
    what: 'the policies of `<holder>` let it change what all logs of the account are subject to, or who may write them',
    fix: 'take the action out of its policies; policies of the account belong to who runs it',
    severity: 'warning',
  },
  traces: {
    what: 'the policies of `<holder>` let it end the record of traces',
    fix: 'allow `xray:PutTraceSegments` and what else it needs by name; where traces go belongs to who runs the account',
    severity: 'warning',
  },
  links: {
    what: 'the policies of `<holder>` let it end what the accounts that watch over this one see',
    fix: 'take the action out of its policies; links and sinks belong to who deploys them',
    severity: 'warning',
  },
  detection: {
    what: 'the policies of `<holder>` let it end the detection of threats',
    fix: 'take the action out of its policies; the detector belongs to who runs the account',
    severity: 'warning',
  },
  open: {
    what: 'whether `<holder>` may stop trails or delete logs could not be decided',
    fix: 'give it a boundary in the template, or write its policies out there',
    severity: 'warning',
  },
} as const satisfies Messages;

function judge(holder: GraphHolder, tell: Tell<typeof messages>): readonly Outcome[] {
  const names = { holder: holderName(holder) };
  const at = { at: holder.place };
  const open = new Set<string>();
  const outcomes: Outcome[] = [];
  for (const [message, deed] of BLINDING) {
    const can = holderCan(holder, deed);
    if (can.kind === 'unreadable') return [UNREADABLE_POLICY];
    if (can.kind === 'open') open.add(can.on);
    if (can.kind === 'can') {
      outcomes.push(tell.refuted(message, names, { ...at, shown: `${showAction(can.witness)} is allowed`, witness: can.witness }));
    }
  }
  // What one unseen policy leaves open is told once.
  return [...outcomes, ...[...open].map((on) => tell.undecided('open', names, { ...at, shown: `depends on ${on}` }))];
}

const crm = (...actions: readonly string[]) =>
  soundRole('Crm', LAMBDA_TRUST, { permits: policy({ Effect: 'Allow', Action: actions, Resource: '*' }) });

export default defineRule({
  code: 'WI610',
  name: 'evidence/trail-cannot-be-stopped',
  severity: 'error',
  principle: 'nobody rewrites the evidence of their own doings',
  standards: ['OWASP ASI10', 'NIST SP 800-53 AU-9'],
  summary:
    'nobody whose policies the template holds may stop trails, traces, deliveries or the record of prompts, or delete the logs of what runs',
  why: 'the first thing that somebody does with a captured identity is to stop what records them',
  acknowledge: 'for the role that administers the account\u2019s evidence, when nothing else can become it',
  misses: [
    'who may change its own policies may give itself leave: rules on escalation tell of that',
    'who may come to act as somebody that may: evidence/nobody-comes-to-blind-it tells of that',
  ],
  sources: [
    'Service Authorization Reference, AWS CloudTrail',
    'Service Authorization Reference, Amazon CloudWatch Logs',
    'AWS CloudTrail User Guide, "Security best practices in AWS CloudTrail"',
  ],
  visits: 'holder',
  messages,
  check: (holder, tell) => {
    const outcomes = judge(holder, tell);
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'all of CloudTrail',
        cloudformation: crm('cloudtrail:*'),
        finds: { message: 'trails', resource: 'Crm', shown: 'cloudtrail:' },
      },
      {
        title: 'everything but what is left out',
        cloudformation: soundRole('Crm', LAMBDA_TRUST, {
          permits: policy({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }),
        }),
        finds: { message: 'trails', resource: 'Crm' },
      },
      {
        title: 'all of Bedrock',
        cloudformation: crm('bedrock:*'),
        finds: { message: 'prompts', resource: 'Crm', shown: 'ModelInvocationLoggingConfiguration' },
      },
      {
        title: 'a filter that sends the log of an agent elsewhere',
        cloudformation: crm('logs:PutSubscriptionFilter'),
        finds: { message: 'logs', resource: 'Crm', shown: 'logs:PutSubscriptionFilter' },
      },
      {
        title: 'deliveries',
        cloudformation: crm('logs:DeleteDelivery'),
        finds: { message: 'deliveries', resource: 'Crm', shown: 'logs:DeleteDelivery' },
      },
      {
        title: 'a policy of the account that masks all logs',
        cloudformation: crm('logs:PutAccountPolicy'),
        finds: { message: 'account', resource: 'Crm', shown: 'logs:PutAccountPolicy' },
      },
      {
        title: 'where traces go',
        cloudformation: crm('xray:UpdateTraceSegmentDestination'),
        finds: { message: 'traces', resource: 'Crm', shown: 'xray:UpdateTraceSegmentDestination' },
      },
      {
        title: 'links to other accounts',
        cloudformation: crm('oam:DeleteLink'),
        finds: { message: 'links', resource: 'Crm', shown: 'oam:' },
      },
      {
        title: 'the detector of threats',
        cloudformation: crm('guardduty:DeleteDetector'),
        finds: { message: 'detection', resource: 'Crm', shown: 'guardduty:DeleteDetector' },
      },
      { title: 'all of the logs', cloudformation: crm('logs:*'), finds: { message: 'logs', resource: 'Crm', shown: 'log-group:' } },
    ],
    good: [{ title: 'its own log and nothing else', cloudformation: soundRole('Crm', LAMBDA_TRUST) }],
  },
});
