/**
 * One absolute window of time: outside of it a component may do nothing but write its own log.
 *
 * `aws:CurrentTime` is in every request, in UTC, and is compared each time: a session that began inside the window ends with it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime
 */
import type { FindingList } from '../../finding/finding-list';
import { parseDate } from '../../policy/operators/date';
import { record, shown, text, whole } from '../form';
import { defineCondition, deniedByPermission, denyAllButLog } from './define-condition';

/** A moment of ISO 8601 with its time zone, to the minute or second: `2026-12-31T22:00Z`, `2027-01-31T18:00:00+01:00`. */
export type Moment = `${number}-${number}-${number}T${string}${'Z' | `+${number}:${number}` | `-${number}:${number}`}`;

/** One window of time; at least one end is given. The beginning belongs to it, the end does not. */
export type AbsoluteWindow =
  | { readonly from: Moment; readonly until?: Moment }
  | {
      /** Default: from the beginning of time. */
      readonly from?: Moment;
      /** Default: for ever. */
      readonly until: Moment;
    };

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970; undefined for what is no moment with a time zone. */
export const millisecondsOf = (moment: string): number | undefined =>
  MOMENT.test(moment) && parseDate(moment) !== undefined ? Date.parse(moment) : undefined;

/** A moment as IAM's own examples write it: UTC, to the second. */
export const inUtc = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

function checkMoment(name: 'from' | 'until', moment: string | undefined, findings: FindingList): number | undefined {
  const read = moment === undefined ? undefined : millisecondsOf(moment);
  if (moment === undefined || read !== undefined) return read;
  const zoneless = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(moment);
  findings.add('WI177', {
    what: zoneless ? `${shown(moment)} has no time zone` : `${shown(moment)} is no moment of ISO 8601`,
    fix: 'write date, time and zone, such as `2026-12-31T22:00:00Z` or `2026-12-31T23:00:00+01:00`',
    pointer: name,
  });
  return undefined;
}

const edge = (moment: string | undefined, otherwise: number): number =>
  moment === undefined ? otherwise : (millisecondsOf(moment) ?? otherwise);

export const windowCondition = defineCondition<AbsoluteWindow>({
  form: whole(record({ from: text, until: text })),
  check: ({ from, until }, findings) => {
    if (from === undefined && until === undefined)
      findings.add('WI177', { what: 'the window has neither beginning nor end', fix: 'give `from`, `until` or both' });
    const begin = checkMoment('from', from, findings);
    const end = checkMoment('until', until, findings);
    if (begin !== undefined && end !== undefined && end <= begin)
      findings.add('WI177', {
        what: `the window ends with ${shown(until)}, ${end === begin ? 'when' : 'before'} it begins`,
        fix: 'give an `until` that is later than `from`',
        pointer: 'until',
      });
  },
  beyond: (own, agents) => {
    if (edge(own.from, -Infinity) < edge(agents.from, -Infinity)) return own.from === undefined ? 'all times before' : `\`${own.from}\``;
    if (edge(own.until, Infinity) > edge(agents.until, Infinity)) return own.until === undefined ? 'all times after' : `\`${own.until}\``;
    return undefined;
  },
  inWords: ({ from, until }) => [from === undefined ? [] : `from ${from}`, until === undefined ? [] : `until ${until}`].flat().join(' '),
  enforce: ({ from, until }) =>
    deniedByPermission(
      'denied by `aws:CurrentTime`, which is in every request',
      ...(from === undefined ? [] : [denyAllButLog('NotBeforeWindow', { DateLessThan: { 'aws:CurrentTime': [inUtc(edge(from, 0))] } })]),
      ...(until === undefined
        ? []
        : [denyAllButLog('NotAfterWindow', { DateGreaterThanEquals: { 'aws:CurrentTime': [inUtc(edge(until, 0))] } })]),
    ),
});
