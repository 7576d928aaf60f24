/**
 * Resources that AWS documents or honours but that the service authorization reference leaves out.
 *
 * Without them a working policy would be reported as fitting no resource of its action. Compiling fails when an entry no
 * longer corrects anything, so that none outlives its reason.
 */

/** A further form of the ARN of a resource type. */
export interface AdditionalArnForm {
  readonly service: string;
  readonly resourceType: string;
  readonly arn: string;
  /** Where AWS documents the form. */
  readonly source: string;
}

const logGroup = 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}';
const lambdaFunction = 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}';
const multiRegionAccessPoint = 'arn:${Partition}:s3::${Account}:accesspoint/${AccessPointName}';

export const ADDITIONAL_ARN_FORMS: readonly AdditionalArnForm[] = [
  {
    service: 'logs',
    resourceType: 'log-group',
    arn: `${logGroup}:*`,
    source: 'CloudWatch Logs User Guide, "Overview of managing access permissions": log group ARNs in policies may end in `:*`',
  },
  {
    service: 'lambda',
    resourceType: 'function',
    arn: `${lambdaFunction}:\${Qualifier}`,
    source: 'Lambda Developer Guide, "Fine-tuning the resources and conditions sections of policies": versions and aliases of a function',
  },
  {
    service: 's3',
    resourceType: 'accesspoint',
    arn: multiRegionAccessPoint,
    source: 'Amazon S3 User Guide, "Multi-Region Access Point permissions": these ARNs have no region',
  },
  {
    service: 's3',
    resourceType: 'accesspointobject',
    arn: `${multiRegionAccessPoint}/object/\${ObjectName}`,
    source: 'Amazon S3 User Guide, "Multi-Region Access Point permissions": these ARNs have no region',
  },
];

/** A type of resource that an action accepts although the reference says that it accepts none. */
export interface AdditionalResource {
  readonly service: string;
  readonly action: string;
  readonly resourceType: string;
  /** Given for a type that the reference does not have; `${*}` is a literal star. */
  readonly arn?: string;
  readonly source: string;
}

export const ADDITIONAL_RESOURCES: readonly AdditionalResource[] = [
  {
    service: 'logs',
    action: 'DescribeLogGroups',
    resourceType: 'log-group',
    source: 'Amazon Bedrock AgentCore Developer Guide, "IAM permissions for AgentCore Runtime", execution role',
  },
  {
    service: 's3',
    action: 'ListAllMyBuckets',
    resourceType: 'all-buckets',
    arn: 'arn:${Partition}:s3:::${*}',
    source: 'IAM User Guide, example policies for Amazon S3 with console access: `arn:aws:s3:::*`',
  },
];
