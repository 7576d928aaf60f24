import type { PlanJson } from '../../../plan/plan';
import { documentAt } from '../../document';
import type { ResourceReader, Seen } from '../../sightings';
import type { CfnReading } from '../reading';

/** A Step Functions state machine, its definition as text or as JSON. */
export const stateMachine: ResourceReader<Seen<'state-machine'>, CfnReading> = {
  types: ['AWS::StepFunctions::StateMachine'],
  read: (reading) => {
    const definition = reading.property('DefinitionString') ?? reading.property('Definition');
    const model = {
      kind: 'state-machine',
      name: reading.name,
      roleArn: reading.text('RoleArn') ?? '',
      definition: documentAt(definition, reading.place).raw as PlanJson,
      tags: reading.tags('Tags'),
    } as const;
    return [{ model, place: reading.place }];
  },
};
