import { RETENTIONS } from '../../spec/evidence';
import { defineRule } from '../define-rule';
import { logGroup } from '../examples/evidence';

const ACCEPTED: ReadonlySet<number> = new Set(RETENTIONS);

export default defineRule({
  code: 'WI607',
  name: 'evidence/log-is-retained',
  severity: 'error',
  principle: 'how long evidence is kept is decided, not left over',
  standards: ['NIST SP 800-53 AU-11'],
  summary: 'every log group says for how many days it keeps its events, in a number that CloudWatch Logs accepts',
  why: 'a number that is not accepted fails the deployment; none at all keeps prompts and answers for ever, and nobody has decided that',
  acknowledge: 'where evidence is to be kept for ever',
  sources: ['Amazon CloudWatch Logs API Reference, `PutRetentionPolicy`'],
  visits: 'log-group',
  messages: {
    undecidedFor: {
      what: 'nobody has decided how long the log group `<group>` keeps its events',
      fix: 'set `RetentionInDays`, for example to `400`',
      severity: 'warning',
    },
    notAccepted: {
      what: 'the log group `<group>` is to keep its events for <days> days, which CloudWatch Logs does not accept',
      fix: 'set `RetentionInDays` to one of <accepted>',
    },
  },
  check: ({ name, retentionDays, place }, tell) => {
    const names = { group: name };
    if (retentionDays === undefined)
      return [tell.refuted('undecidedFor', names, { at: place, shown: '`RetentionInDays` is not given: events never expire' })];
    // A number that is given at deployment is decided by whoever deploys.
    if (typeof retentionDays === 'string' || ACCEPTED.has(retentionDays)) return [tell.proved()];
    const values = { ...names, days: String(retentionDays), accepted: RETENTIONS.join(', ') };
    return [tell.refuted('notAccepted', values, { at: place, shown: `\`RetentionInDays\` is ${retentionDays}` })];
  },
  examples: {
    bad: [
      {
        title: 'a log group without retention',
        cloudformation: { Log: logGroup({ RetentionInDays: undefined }) },
        finds: { message: 'undecidedFor', resource: 'Log' },
      },
      {
        title: 'a retention that does not exist',
        cloudformation: { Log: logGroup({ RetentionInDays: 100 }) },
        finds: { message: 'notAccepted', resource: 'Log', shown: '100' },
      },
    ],
    good: [{ title: 'four hundred days', cloudformation: { Log: logGroup() } }],
  },
});
