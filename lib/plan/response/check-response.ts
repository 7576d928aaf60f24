/** Whether the declared response to threats is one that can be deployed. */
import type { FindingList } from '../../finding/finding-list';
import { SHAPES } from '../../policy/shapes';
import type { AccessSpec, ThreatResponse } from '../../spec/access';
import { shown } from '../../spec/form';
import { hasShape } from '../../spec/has-shape';

/** Where AWS's "high" begins. */
const HIGH = 7;

/** The least severity that quarantines; undefined where nothing is to happen. */
export function severityOf({ onThreat }: AccessSpec): number | undefined {
  if (onThreat === undefined) return undefined;
  return typeof onThreat === 'string' ? HIGH : (onThreat.fromSeverity ?? HIGH);
}

/** Tells a response or a topic that cannot be deployed. `findings` stands at `access`. */
export function checkResponse(access: AccessSpec | undefined, findings: FindingList): void {
  const { onThreat, alarmTopic } = access ?? {};
  // Callers without the compiler may give any text, or none.
  const response = typeof onThreat === 'object' ? (onThreat as Partial<ThreatResponse>).respond : onThreat;
  if (onThreat !== undefined && response !== 'quarantine') {
    findings.add('WI113', {
      what: response === undefined ? 'the response to threats is not named' : `there is no response ${shown(response)}`,
      fix: 'write `quarantine`',
      pointer: typeof onThreat === 'object' ? 'onThreat.respond' : 'onThreat',
    });
  }
  const severity = access === undefined ? undefined : severityOf(access);
  if (severity !== undefined && !(severity >= 1 && severity <= 10)) {
    findings.add('WI187', {
      what: `no finding of GuardDuty has the severity \`${severity}\``,
      fix: 'give a number from 1 to 10; findings of high severity begin at 7',
      pointer: 'onThreat.fromSeverity',
    });
  }
  if (alarmTopic !== undefined && !hasShape(alarmTopic, 'sns-topic-arn')) {
    findings.add('WI187', {
      what: `${shown(alarmTopic)} is no ARN of a topic`,
      fix: `give an input of shape \`sns-topic-arn\`, or an ARN such as \`${SHAPES['sns-topic-arn'].example}\``,
      pointer: 'alarmTopic',
    });
  }
}
