/**
 * Whether an event matches a pattern of EventBridge, as far as plans write them: exact values and numeric ranges.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function isAccepted(accepted: unknown, value: unknown): boolean {
  if (!isRecord(accepted)) return accepted === value;
  const { numeric, ...others } = accepted;
  if (!Array.isArray(numeric) || Object.keys(others).length > 0)
    throw new Error(`the pattern ${JSON.stringify(accepted)} is not known here`);
  const [operator, bound, ...more] = numeric as readonly unknown[];
  if (operator !== '>=' || typeof bound !== 'number' || more.length > 0)
    throw new Error(`the range ${JSON.stringify(numeric)} is not known here`);
  return typeof value === 'number' && value >= bound;
}

/** Every member of the pattern has to be in the event, with one of its values. */
export function matchesEvent(pattern: unknown, event: unknown): boolean {
  if (!isRecord(pattern)) throw new Error('a pattern is a record');
  return Object.entries(pattern).every(([name, accepted]) => {
    const value = isRecord(event) ? event[name] : undefined;
    return Array.isArray(accepted) ? accepted.some((one) => isAccepted(one, value)) : matchesEvent(accepted, value);
  });
}
