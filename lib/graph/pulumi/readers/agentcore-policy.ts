import { planForm } from '../../document';
import type { ResourceReader, SeenResourcePolicy } from '../../sightings';
import type { PulumiReading } from '../reading';

/** The resource policy of an AgentCore runtime or gateway. */
export const agentCorePolicy: ResourceReader<SeenResourcePolicy<'agentcore-policy'>, PulumiReading> = {
  types: ['aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy'],
  read: (reading) => {
    const resourceArn = reading.text('resourceArn') ?? '';
    const document = reading.document('policy');
    return [
      { model: { kind: 'agentcore-policy', resourceArn, document: planForm(document) }, place: reading.place, resourceArn, document },
    ];
  },
};
