/** What workloads are told in their environment. */
import type { GraphResource, IdentityGraph } from '../../graph/identity-graph';
import { textValue } from '../../graph/values';
import { isRecord } from '../../policy/parse-values';
import { below, listAt } from './properties';

export interface Variable {
  readonly resource: GraphResource;
  readonly name: string;
  readonly value: string;
}

type Pairs = readonly (readonly [unknown, unknown])[];

/** Variables of a record, by name. */
const ofRecord = (value: unknown): Pairs => (isRecord(value) ? Object.entries(value) : []);

/** Variables of a list of names and values. */
const ofList =
  (name: string, value: string) =>
  (list: unknown): Pairs =>
    listAt(list).map((member) => [below(member, name), below(member, value)]);

const named = ofList('Name', 'Value');

/** The variables of CodeBuild that are values; the others name where the value is kept. */
const plainOnly = (list: unknown): Pairs => named(listAt(list).filter((one) => (below(one, 'Type') ?? 'PLAINTEXT') === 'PLAINTEXT'));

const BEANSTALK = 'aws:elasticbeanstalk:application:environment';

const beanstalk = (settings: unknown): Pairs =>
  ofList('OptionName', 'Value')(listAt(settings).filter((one) => below(one, 'Namespace') === BEANSTALK));

/** Where each type of resource keeps the environment of the code that it runs. */
const PLACES: readonly (readonly [string, (properties: GraphResource['properties']) => Pairs])[] = [
  ['AWS::Lambda::Function', (of) => ofRecord(below(of, 'Environment', 'Variables'))],
  ['AWS::Serverless::Function', (of) => ofRecord(below(of, 'Environment', 'Variables'))],
  ['AWS::ECS::TaskDefinition', (of) => listAt(below(of, 'ContainerDefinitions')).flatMap((one) => named(below(one, 'Environment')))],
  ['AWS::BedrockAgentCore::Runtime', (of) => ofRecord(below(of, 'EnvironmentVariables'))],
  ['AWS::BedrockAgentCore::Harness', (of) => ofRecord(below(of, 'EnvironmentVariables'))],
  ['AWS::CodeBuild::Project', (of) => plainOnly(below(of, 'Environment', 'EnvironmentVariables'))],
  ['AWS::Batch::JobDefinition', (of) => named(below(of, 'ContainerProperties', 'Environment'))],
  ['AWS::ElasticBeanstalk::Environment', (of) => beanstalk(below(of, 'OptionSettings'))],
  ['AWS::ElasticBeanstalk::ConfigurationTemplate', (of) => beanstalk(below(of, 'OptionSettings'))],
  [
    'AWS::AppRunner::Service',
    (of) => named(below(of, 'SourceConfiguration', 'ImageRepository', 'ImageConfiguration', 'RuntimeEnvironmentVariables')),
  ],
  ['AWS::SageMaker::Model', (of) => ofRecord(below(of, 'PrimaryContainer', 'Environment'))],
  ['AWS::Glue::Job', (of) => ofRecord(below(of, 'DefaultArguments'))],
];

/** Resources that have an environment, each with its variables. */
export const environmentsOf = (
  graph: IdentityGraph,
): readonly { readonly resource: GraphResource; readonly variables: readonly Variable[] }[] =>
  PLACES.flatMap(([type, pairsOf]) =>
    graph.resourcesOf(type).map((resource) => ({
      resource,
      variables: pairsOf(resource.properties).flatMap(([name, value]) => {
        const [key, text] = [textValue(name), textValue(value)];
        return key === undefined || text === undefined ? [] : [{ resource, name: key, value: text }];
      }),
    })),
  );
