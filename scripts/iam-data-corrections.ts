/**
 * ARN forms that AWS documents but that the service authorization reference leaves out of its resource types table.
 *
 * Without them a correct policy would be reported as fitting no resource of its action. Compiling fails when an entry
 * names a resource type that the source no longer has, so that none outlives its reason.
 */
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
