import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

/** Options of {@link readSecret}. */
export interface ReadSecretOptions {
  /** A secret of the component's own; rotation is the vault's (rule secrets/secret-is-rotated). */
  readonly secret: ArnOf<'secret-arn'>;
  /** Why another component reads it as well; every reader says it, and the review shows it. Default: nobody else does. */
  readonly sharedBecause?: string;
}

const SOURCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html';

/**
 * Reads the value of one secret. A secret under a customer managed key needs `decryptWith` as well.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 */
export function readSecret({ secret, sharedBecause }: ReadSecretOptions): Capability {
  const noReason = typeof sharedBecause === 'string' && sharedBecause.trim() === '';
  const read = capability(
    'readSecret',
    SOURCE,
    [permission('ReadSecret', ['secretsmanager:GetSecretValue'], [secret])],
    [
      ...wantsArn(secret, 'secret-arn'),
      ...(noReason ? [{ what: '`sharedBecause` gives no reason', fix: 'say why another component reads the secret as well' }] : []),
    ],
  );
  if (sharedBecause === undefined || noReason) return read;
  return { ...read, waivers: [{ what: `the secret \`${secret}\`, which others read as well`, because: sharedBecause }] };
}
