/** Whether JSON that was found is the JSON that was planned, as far as the holes of either leave it open. */
import { isRecord } from '../../policy/parse-values';
import { couldBe } from './plan-of';

/** The texts of a definition that are JSON themselves, such as a policy in a call, are compared as texts. */
export function sameJson(planned: unknown, found: unknown): boolean {
  if (typeof planned === 'string') return typeof found === 'string' && couldBe(planned, found);
  if (Array.isArray(planned)) {
    return Array.isArray(found) && planned.length === found.length && planned.every((member, index) => sameJson(member, found[index]));
  }
  if (!isRecord(planned)) return planned === found;
  if (!isRecord(found)) return false;
  const names = Object.keys(found);
  const keys = Object.entries(planned);
  return (
    keys.length === names.length && keys.every(([key, value]) => names.some((name) => couldBe(key, name) && sameJson(value, found[name])))
  );
}
