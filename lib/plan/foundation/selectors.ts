/**
 * What a trail of agents records.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
import type { CreatedTrail } from '../../spec/foundation';
import type { PlannedFieldSelector, PlannedSelector } from './kinds';

const below = (service: string, ...types: readonly string[]): readonly string[] => types.map((type) => `AWS::${service}::${type}`);

/** Everything of Bedrock and AgentCore whose use is a data event. CloudTrail's names, which are not always CloudFormation's. */
export const AGENT_DATA_TYPES: readonly string[] = [
  ...below('Bedrock', 'AgentAlias', 'AsyncInvoke', 'FlowAlias', 'FlowExecution', 'Guardrail', 'InlineAgent', 'KnowledgeBase', 'Model'),
  ...below('Bedrock', 'PromptVersion', 'Session'),
  ...below('BedrockMantle', 'CustomizedModel', 'Environment', 'Project', 'Reservation', 'Runtime', 'Skill'),
  ...below('BedrockAgentCore', 'ABTest', 'APIKeyCredentialProvider', 'BatchEvaluate', 'Browser', 'BrowserCustom', 'BrowserProfile'),
  ...below('BedrockAgentCore', 'CapacityProvider', 'CodeInterpreter', 'CodeInterpreterCustom', 'Evaluator', 'Gateway', 'Memory'),
  ...below('BedrockAgentCore', 'OAuth2CredentialProvider', 'Payments', 'Policy', 'PolicyEngine', 'Recommendation', 'Registry'),
  ...below('BedrockAgentCore', 'Runtime', 'RuntimeEndpoint', 'TokenVault', 'WorkloadIdentity', 'WorkloadIdentityDirectory'),
];

/** Services whose VPC endpoints report calls since network activity events are there. */
const ENDPOINTS = ['cloudtrail', 'ec2', 'kms', 's3', 'secretsmanager'];

/** CloudTrail takes no more values over all selectors of a trail. */
export const MOST_VALUES = 500;

const equals = (field: string, value: string): PlannedFieldSelector => ({ field, equals: [value] });

const sessionsOf = (prefix: string): string => `arn:⟨partition⟩:sts::⟨account⟩:assumed-role/${prefix}`;

export function selectorsOf({ rolesBeginningWith, alsoDataOf = [], network = 'denied' }: CreatedTrail): readonly PlannedSelector[] {
  const whose: readonly PlannedFieldSelector[] =
    rolesBeginningWith === undefined ? [] : [{ field: 'userIdentity.arn', startsWith: rolesBeginningWith.map(sessionsOf) }];
  return [
    // Without `readOnly`, because calls of models and sessions of roles change nothing and are events all the same.
    { name: 'management events', fields: [equals('eventCategory', 'Management')] },
    ...[...AGENT_DATA_TYPES, ...alsoDataOf].map((type) => ({
      name: `data events of ${type}`,
      fields: [equals('eventCategory', 'Data'), equals('resources.type', type), ...whose],
    })),
    ...ENDPOINTS.map((service) => ({
      name: `calls of ${service} through VPC endpoints`,
      fields: [
        equals('eventCategory', 'NetworkActivity'),
        equals('eventSource', `${service}.amazonaws.com`),
        ...(network === 'denied' ? [equals('errorCode', 'VpceAccessDenied')] : []),
      ],
    })),
  ];
}

export const valuesIn = (selectors: readonly PlannedSelector[]): number =>
  selectors.flatMap(({ fields }) => fields.flatMap(({ equals: exact = [], startsWith = [] }) => [...exact, ...startsWith])).length;

/** As CloudTrail's API takes them, for instructions. */
export const asApi = (selectors: readonly PlannedSelector[]): readonly object[] =>
  selectors.map(({ name, fields }) => ({
    Name: name,
    FieldSelectors: fields.map(({ field, equals: exact, startsWith }) => ({
      Field: field,
      ...(exact === undefined ? {} : { Equals: exact }),
      ...(startsWith === undefined ? {} : { StartsWith: startsWith }),
    })),
  }));
