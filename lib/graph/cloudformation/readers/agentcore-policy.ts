import { planForm } from '../../document';
import type { ResourceReader, SeenResourcePolicy } from '../../sightings';
import type { CfnReading } from '../reading';

/** The resource policy of an AgentCore runtime or gateway. */
export const agentCorePolicy: ResourceReader<SeenResourcePolicy<'agentcore-policy'>, CfnReading> = {
  types: ['AWS::BedrockAgentCore::ResourcePolicy'],
  read: (reading) => {
    const resourceArn = reading.text('ResourceArn') ?? '';
    const document = reading.document('Policy');
    return [
      { model: { kind: 'agentcore-policy', resourceArn, document: planForm(document) }, place: reading.place, resourceArn, document },
    ];
  },
};
