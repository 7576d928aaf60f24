import { isRecord } from '../../../policy/parse-values';
import type { ResourceReader, Seen } from '../../sightings';
import { textValue } from '../../values';
import type { PulumiReading } from '../reading';

const textOf = (reading: PulumiReading, name: string): string => textValue(reading.property(name)) ?? '';

export const deliverySource: ResourceReader<Seen<'delivery-source'>, PulumiReading> = {
  types: ['aws:cloudwatch/logDeliverySource:LogDeliverySource'],
  read: (reading) => {
    const [name = '', logType = '', resourceArn = ''] = ['name', 'logType', 'resourceArn'].map((property) => textOf(reading, property));
    return [{ model: { kind: 'delivery-source', name, logType, resourceArn, tags: reading.tags('tags') }, place: reading.place }];
  },
};

export const deliveryDestination: ResourceReader<Seen<'delivery-destination'>, PulumiReading> = {
  types: ['aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination'],
  read: (reading) => {
    const configuration = reading.property('deliveryDestinationConfiguration');
    const groupArn = isRecord(configuration) ? (textValue(configuration.destinationResourceArn) ?? '') : '';
    const group = textOf(reading, 'deliveryDestinationType') === 'XRAY' ? {} : { groupArn };
    const model = { kind: 'delivery-destination', name: textOf(reading, 'name'), ...group } as const;
    return [{ model: { ...model, tags: reading.tags('tags') }, place: reading.place }];
  },
};

export const delivery: ResourceReader<Seen<'delivery'>, PulumiReading> = {
  types: ['aws:cloudwatch/logDelivery:LogDelivery'],
  read: (reading) => {
    const [source = '', destinationArn = ''] = ['deliverySourceName', 'deliveryDestinationArn'].map((name) => textOf(reading, name));
    return [{ model: { kind: 'delivery', source, destinationArn, tags: reading.tags('tags') }, place: reading.place }];
  },
};
