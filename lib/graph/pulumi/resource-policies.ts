/** Resource policies of a Pulumi program that the plan has no kind for. */
import type { ResourceReader, SeenOtherPolicy } from '../sightings';
import type { PulumiReading } from './reading';

type PolicyReader = ResourceReader<SeenOtherPolicy, PulumiReading>;

const standsOn = (type: string, document: string, resource: (reading: PulumiReading) => string): PolicyReader => ({
  types: [type],
  read: (reading) => {
    const policy = reading.document(document);
    return policy.raw === undefined ? [] : [{ resourceArn: resource(reading), document: policy }];
  },
});

const text = (property: string) => (reading: PulumiReading) => reading.text(property) ?? '';
const itself = (reading: PulumiReading): string => reading.arn;

export const resourcePolicies: readonly PolicyReader[] = [
  standsOn('aws:s3/bucketPolicy:BucketPolicy', 'policy', (reading) =>
    reading.deployedText(`arn:⟨partition⟩:s3:::${reading.text('bucket') ?? ''}`),
  ),
  standsOn('aws:kms/key:Key', 'policy', itself),
  standsOn('aws:kms/keyPolicy:KeyPolicy', 'policy', text('keyId')),
  standsOn('aws:sns/topic:Topic', 'policy', itself),
  standsOn('aws:sns/topicPolicy:TopicPolicy', 'policy', text('arn')),
  standsOn('aws:sqs/queue:Queue', 'policy', itself),
  standsOn('aws:secretsmanager/secret:Secret', 'policy', itself),
  standsOn('aws:secretsmanager/secretPolicy:SecretPolicy', 'policy', text('secretArn')),
  standsOn('aws:ecr/repositoryPolicy:RepositoryPolicy', 'policy', text('repository')),
  standsOn('aws:cloudwatch/logResourcePolicy:LogResourcePolicy', 'policyDocument', (reading) =>
    reading.deployedText('arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:*'),
  ),
];
