import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

/**
 * Reads the value of one secret. A secret under a customer managed key needs `decryptWith` as well.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 */
export const readSecret = ({ secret }: { readonly secret: ArnOf<'secret-arn'> }): Capability =>
  capability(
    'readSecret',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html',
    [permission('ReadSecret', ['secretsmanager:GetSecretValue'], [secret])],
    wantsArn(secret, 'secret-arn'),
  );
