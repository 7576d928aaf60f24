import type { PlanJson } from '../../../plan/plan';
import { isRecord } from '../../../policy/parse-values';
import type { ResourceReader, Seen } from '../../sightings';
import { textValue } from '../../values';
import type { CfnReading } from '../reading';

/** An EventBridge rule with its targets. */
export const eventRule: ResourceReader<Seen<'event-rule'>, CfnReading> = {
  types: ['AWS::Events::Rule'],
  read: (reading) => {
    const targets = reading.property('Targets');
    const model = {
      kind: 'event-rule',
      name: reading.name,
      description: reading.text('Description') ?? '',
      pattern: reading.property('EventPattern') as PlanJson,
      targets: (Array.isArray(targets) ? (targets as readonly unknown[]) : [])
        .filter(isRecord)
        // EventBridge takes no target without an id.
        .filter(({ Id }) => textValue(Id) !== undefined)
        .map(({ Arn, RoleArn }) => ({ arn: textValue(Arn) ?? '', roleArn: textValue(RoleArn) ?? '' })),
      tags: reading.tags('Tags'),
    } as const;
    return [{ model, place: reading.place }];
  },
};
