/** Resource policies that the plan has no kind for. */
import type { GraphDocument } from '../identity-graph';
import type { ResourceReader, SeenOtherPolicy } from '../sightings';
import type { CfnReading } from './reading';

type PolicyReader = ResourceReader<SeenOtherPolicy, CfnReading>;

/** A policy resource that names what it stands on. */
const standsOn = (type: string, document: string, resources: (reading: CfnReading) => readonly string[]): PolicyReader => ({
  types: [type],
  read: (reading) => {
    const policy: GraphDocument = reading.document(document);
    if (policy.raw === undefined) return [];
    return resources(reading).map((resourceArn) => ({ resourceArn, document: policy }));
  },
});

const texts = (property: string) => (reading: CfnReading) => reading.texts(property);

/** A bucket by its name. */
const bucket = (reading: CfnReading): readonly string[] => [reading.deployedText(`arn:⟨partition⟩:s3:::${reading.text('Bucket') ?? ''}`)];

const itself = (reading: CfnReading): readonly string[] => [reading.arn];

export const resourcePolicies: readonly PolicyReader[] = [
  standsOn('AWS::S3::BucketPolicy', 'PolicyDocument', bucket),
  standsOn('AWS::KMS::Key', 'KeyPolicy', itself),
  standsOn('AWS::SNS::TopicPolicy', 'PolicyDocument', texts('Topics')),
  standsOn('AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy', texts('SecretId')),
  standsOn('AWS::ECR::Repository', 'RepositoryPolicyText', itself),
  standsOn('AWS::Logs::ResourcePolicy', 'PolicyDocument', (reading) => [reading.deployedText('arn:⟨partition⟩:logs:⟨region⟩:⟨account⟩:*')]),
  standsOn('AWS::Logs::LogGroup', 'ResourcePolicyDocument', itself),
];
