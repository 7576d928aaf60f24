import type { Conditions } from '../condition/conditions';
import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

/** Options of {@link decryptWith}. */
export interface DecryptOptions {
  readonly key: ArnOf<'kms-key-arn'>;
  /** Every pair must be in the request's encryption context, with this value. At least one. */
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/**
 * Decrypts with one key, under one encryption context.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
export function decryptWith({ key, encryptionContext }: DecryptOptions): Capability {
  const pairs = Object.entries(encryptionContext ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const conditions: Conditions = Object.fromEntries(pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, value]));
  return capability(
    'decryptWith',
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
    [permission('Decrypt', ['kms:Decrypt'], [key], conditions)],
    [
      ...wantsArn(key, 'kms-key-arn'),
      ...(pairs.length === 0
        ? [{ what: 'names no encryption context', fix: 'give the pairs that the ciphertext was made with, such as { tenant: … }' }]
        : []),
    ],
  );
}
