import type { PlanJson } from '../../../plan/plan';
import { documentAt } from '../../document';
import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** An EventBridge rule with its targets, which are resources of their own. */
export const eventRule: ResourceReader<Seen<'event-rule'>, PulumiReading> = {
  types: ['aws:cloudwatch/eventRule:EventRule'],
  read: (reading) => {
    const targets = reading.others('aws:cloudwatch/eventTarget:EventTarget').filter((target) => target.text('rule') === reading.name);
    const model = {
      kind: 'event-rule',
      name: reading.name,
      description: reading.text('description') ?? '',
      pattern: documentAt(reading.property('eventPattern'), reading.place).raw as PlanJson,
      targets: targets.map((target) => ({ arn: target.text('arn') ?? '', roleArn: target.text('roleArn') ?? '' })),
      tags: reading.tags('tags'),
    } as const;
    return [{ model, place: reading.place }];
  },
};
