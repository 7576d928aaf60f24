/** Every way a template can be read, where its conditions are decided only at deployment. */
import type { When } from './identity-graph';

/** More ways than a resource written by hand or by a generator has; beyond it a resource counts as unread. */
const MOST_READINGS = 64;

/** Answers a condition that the template leaves open; within one reading always the same way. */
export type Choose = (condition: string) => boolean;

export interface Reading<Value> {
  readonly value: Value;
  readonly when: When;
}

export interface Readings<Value> {
  readonly readings: readonly Reading<Value>[];
  /** False where there are more readings than these. */
  readonly complete: boolean;
}

/** Runs `read` once for every combination of answers that it asks for. */
export function explore<Value>(read: (choose: Choose) => Value): Readings<Value> {
  const readings: Reading<Value>[] = [];
  const pending: (readonly boolean[])[] = [[]];
  while (pending.length > 0 && readings.length < MOST_READINGS) {
    const given = pending.pop() ?? [];
    const answers = new Map<string, boolean>();
    const value = read((condition) => {
      const before = answers.get(condition);
      if (before !== undefined) return before;
      const index = answers.size;
      const answer = given[index] ?? true;
      if (index >= given.length) pending.push([...answers.values(), false]);
      answers.set(condition, answer);
      return answer;
    });
    readings.push({ value, when: Object.fromEntries(answers) });
  }
  return { readings: merged(readings), complete: pending.length === 0 };
}

/** Conditions that change nothing are left out, so that they multiply nothing further on. */
function merged<Value>(readings: readonly Reading<Value>[]): readonly Reading<Value>[] {
  const [first] = readings;
  if (first === undefined || readings.length === 1) return readings;
  const text = JSON.stringify(first.value);
  return readings.every(({ value }) => JSON.stringify(value) === text) ? [{ value: first.value, when: {} }] : readings;
}

/** What is compared in a condition that compares an open text with a literal. */
const subjectOf = (condition: string): string | undefined => {
  const at = condition.indexOf(' = ');
  return at < 0 ? undefined : condition.slice(0, at);
};

/** The answer that a condition must have beside others: one text is one literal at a time. Undefined where it is open. */
export function impliedAnswer(condition: string, when: When): boolean | undefined {
  if (Object.hasOwn(when, condition)) return when[condition];
  const subject = subjectOf(condition);
  const taken = subject !== undefined && Object.entries(when).some(([other, answer]) => answer && subjectOf(other) === subject);
  return taken ? false : undefined;
}

/** Whether two readings can hold at once. */
export const compatible = (a: When, b: When): boolean =>
  Object.entries(a).every(([condition, answer]) => (impliedAnswer(condition, b) ?? answer) === answer);
