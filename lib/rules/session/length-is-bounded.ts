import { counted } from '../../report/count-text';
import { defineRule } from '../define-rule';
import { LAMBDA_TRUST, role, soundRole } from '../examples/parts';
import { nameOf } from '../reading/places';
import { declaredFor } from '../reading/plan-of';

/** Seconds. The longest session without a declaration that says otherwise: long enough for a build, short enough for one working day to outlive it. */
const LONGEST = 4 * 3600;

const inWords = (seconds: number): string =>
  seconds % 3600 === 0
    ? counted(seconds / 3600, 'hour')
    : seconds % 60 === 0
      ? counted(seconds / 60, 'minute')
      : counted(seconds, 'second');

export default defineRule({
  code: 'WI501',
  name: 'session/length-is-bounded',
  severity: 'error',
  principle: 'credentials live no longer than the work',
  standards: ['OWASP ASI03', 'NIST SP 800-53 AC-12'],
  summary: 'sessions of a role last no longer than declared, and without a declaration no longer than four hours',
  why: 'credentials that leak are good until their session ends; a workload gets new ones by itself, so a long session serves nobody else',
  acknowledge: 'where a single task without a way to renew its credentials really takes longer',
  misses: ['sessions that an AWS service creates for a workload have the service\u2019s own length, whatever the role says'],
  sources: ['IAM User Guide, "Maximum session duration of a role"'],
  visits: 'role',
  messages: {
    tooLong: {
      what: 'sessions of `<role>` may last <length>, longer than the <limit> allowed',
      fix: 'set `MaxSessionDuration` to <seconds> or less; with a declaration, set `session: { maxMinutes }` to what the task needs',
    },
    open: {
      what: 'how long sessions of `<role>` may last is not known before deployment',
      fix: 'write `MaxSessionDuration` as a number',
    },
  },
  check: (visited, tell, { plans }) => {
    const { maxSessionSeconds } = visited;
    const names = { role: nameOf(visited) };
    if (typeof maxSessionSeconds !== 'number')
      return [tell.undecided('open', names, { at: visited.place, pins: maxSessionSeconds, shown: `depends on \`${maxSessionSeconds}\`` })];
    const limit = declaredFor(visited, plans)?.component.maxSessionSeconds ?? LONGEST;
    if (maxSessionSeconds <= limit) return [tell.proved()];
    return [
      tell.refuted(
        'tooLong',
        { ...names, length: inWords(maxSessionSeconds), limit: inWords(limit), seconds: String(limit) },
        { at: visited.place, pins: maxSessionSeconds, shown: `\`MaxSessionDuration\` is ${maxSessionSeconds}` },
      ),
    ];
  },
  examples: {
    bad: [
      {
        title: 'half a day',
        cloudformation: { Tool: role({ trust: LAMBDA_TRUST, maxSessionSeconds: 43_200 }) },
        finds: { message: 'tooLong', resource: 'Tool', shown: '43200' },
      },
    ],
    good: [{ title: 'one hour', cloudformation: soundRole('Tool', LAMBDA_TRUST, { maxSessionSeconds: 3600 }) }],
  },
});
