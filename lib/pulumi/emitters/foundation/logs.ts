import * as bedrockmodel from '@pulumi/aws/bedrockmodel';
import * as cloudwatch from '@pulumi/aws/cloudwatch';
import * as xray from '@pulumi/aws/xray';
import type { PlannedLogResourcePolicy, PlannedPromptLog, PlannedTransactionSearch } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

export const logResourcePolicy = ({ id, name, document }: PlannedLogResourcePolicy, context: PulumiContext): void =>
  context.register(cloudwatch.LogResourcePolicy, id, { policyName: name, policyDocument: context.document(document) });

/** Switched on once X-Ray may write the logs: it asks at once. */
export function transactionSearch({ id, indexedPercent }: PlannedTransactionSearch, context: PulumiContext): void {
  context.register(xray.TraceSegmentDestination, id, { destination: 'CloudWatchLogs' }, { after: ['log-resource-policy'] });
  context.register(
    xray.IndexingRule,
    `${id}/index`,
    { name: 'Default', rule: { probabilistic: { desiredSamplingPercentage: indexedPercent } } },
    { after: [id] },
  );
}

/** Everything that models take and give; the provider has no switch for sound. */
export const promptLog = ({ id, group, roleArn }: PlannedPromptLog, context: PulumiContext): void =>
  context.register(
    bedrockmodel.InvocationLoggingConfiguration,
    id,
    {
      loggingConfig: {
        cloudwatchConfig: { logGroupName: group, roleArn: context.text(roleArn) },
        textDataDeliveryEnabled: true,
        imageDataDeliveryEnabled: true,
        embeddingDataDeliveryEnabled: true,
        videoDataDeliveryEnabled: true,
      },
    },
    { after: ['log-group/prompts', 'role/prompts-to-logs', 'role/prompts-to-logs/own-log'], retained: true },
  );
