/**
 * CloudFormation's type for a type of Pulumi's AWS provider, and where their properties have different names or forms.
 *
 * Names that differ only in the case of their first letter need no entry.
 */
export interface CloudFormationType {
  readonly type: string;
  /** CloudFormation's name of a property, by Pulumi's, where they differ. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Pulumi's names of properties whose keys are users' own. */
  readonly asWritten?: readonly string[];
  /** Puts the properties into CloudFormation's form where names are not all that differs. */
  readonly rebuilt?: (properties: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

export const CLOUDFORMATION_TYPES: ReadonlyMap<string, CloudFormationType> = new Map<string, CloudFormationType>([
  [
    'aws:cloudtrail/trail:Trail',
    {
      type: 'AWS::CloudTrail::Trail',
      renamed: {
        name: 'TrailName',
        enableLogging: 'IsLogging',
        kmsKeyId: 'KMSKeyId',
        cloudWatchLogsGroupArn: 'CloudWatchLogsLogGroupArn',
        snsTopicName: 'SnsTopicName',
      },
    },
  ],
]);
