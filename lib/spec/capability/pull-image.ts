import type { ArnOf } from '../late';
import type { Capability } from '../permission';
import { capability, permission, wantsArn } from './capability';

/**
 * Pulls images of one repository. The registry token can only be asked for on every resource; it opens nothing without the other actions.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html
 */
export const pullImage = ({ repository }: { readonly repository: ArnOf<'ecr-repository-arn'> }): Capability =>
  capability(
    'pullImage',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html',
    [
      permission('PullImage', ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], [repository]),
      {
        effect: 'allow',
        label: 'RegistryToken',
        actions: ['ecr:GetAuthorizationToken'],
        resources: [{ pattern: '*', because: 'the action has no resource types' }],
      },
    ],
    wantsArn(repository, 'ecr-repository-arn'),
  );
