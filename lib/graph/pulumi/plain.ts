/**
 * Pulumi's own marks within a value: unknown before deployment, and secret.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/inputs-outputs/
 */
import { isRecord } from '../../policy/parse-values';

/** What Pulumi's protocol and previews write for a value that is unknown before deployment. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
/** The key that tells a marked value from a record, and what it says of secrets and outputs. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const OUTPUT = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';
const DEEPEST = 64;

/** Secrets in state are JSON text, encrypted or not. */
function secretValue(marked: Readonly<Record<string, unknown>>): unknown {
  if (Object.hasOwn(marked, 'value')) return marked.value;
  if (typeof marked.plaintext !== 'string') return UNKNOWN;
  try {
    return JSON.parse(marked.plaintext) as unknown;
  } catch {
    return UNKNOWN;
  }
}

function unmarked(value: Readonly<Record<string, unknown>>): unknown {
  const signature = value[SIGNATURE];
  if (signature === SECRET) return secretValue(value);
  return signature === OUTPUT && Object.hasOwn(value, 'value') ? value.value : UNKNOWN;
}

/** A value without marks: what is unknown becomes what `hole` gives for its path. */
export function plain(value: unknown, path: readonly string[], hole: (path: readonly string[]) => string): unknown {
  if (path.length > DEEPEST) return hole(path.slice(0, 1));
  if (typeof value === 'string') return value.includes(UNKNOWN) ? value.replaceAll(UNKNOWN, () => hole(path)) : value;
  if (Array.isArray(value)) return value.map((member, index) => plain(member, [...path, String(index)], hole));
  if (!isRecord(value)) return value;
  if (Object.hasOwn(value, SIGNATURE)) return plain(unmarked(value), [...path, 'marked'], hole);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member, [...path, key], hole)]));
}

const isSecret = (value: unknown): boolean => isRecord(value) && value[SIGNATURE] === SECRET;

/** Whether any part of a value is marked as a secret. */
export function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isRecord(value) && (isSecret(value) || Object.values(value).some(holdsSecret));
}

/** A value whose secret parts are unknown. */
export function withoutSecrets(value: unknown): unknown {
  if (isSecret(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutSecrets(member)]));
}

/** Whether nothing of a value is known before deployment. */
export const isUnknown = (value: unknown): boolean =>
  value === UNKNOWN || (isRecord(value) && Object.hasOwn(value, SIGNATURE) && unmarked(value) === UNKNOWN);
