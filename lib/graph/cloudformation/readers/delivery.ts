import type { ResourceReader, Seen } from '../../sightings';
import { textValue } from '../../values';
import type { CfnReading } from '../reading';

const textOf = (reading: CfnReading, name: string): string => textValue(reading.property(name)) ?? '';

export const deliverySource: ResourceReader<Seen<'delivery-source'>, CfnReading> = {
  types: ['AWS::Logs::DeliverySource'],
  read: (reading) => {
    const [name = '', logType = '', resourceArn = ''] = ['Name', 'LogType', 'ResourceArn'].map((property) => textOf(reading, property));
    return [{ model: { kind: 'delivery-source', name, logType, resourceArn, tags: reading.tags('Tags') }, place: reading.place }];
  },
};

/** A destination whose type does not go with its ARN is none that is planned. */
export const deliveryDestination: ResourceReader<Seen<'delivery-destination'>, CfnReading> = {
  types: ['AWS::Logs::DeliveryDestination'],
  read: (reading) => {
    const type = textOf(reading, 'DeliveryDestinationType');
    const arn = textOf(reading, 'DestinationResourceArn');
    const group = type === 'XRAY' ? {} : { groupArn: type === 'CWL' ? arn : `${type} ${arn}` };
    const model = { kind: 'delivery-destination', name: textOf(reading, 'Name'), ...group } as const;
    return [{ model: { ...model, tags: reading.tags('Tags') }, place: reading.place }];
  },
};

export const delivery: ResourceReader<Seen<'delivery'>, CfnReading> = {
  types: ['AWS::Logs::Delivery'],
  read: (reading) => {
    const [source = '', destinationArn = ''] = ['DeliverySourceName', 'DeliveryDestinationArn'].map((name) => textOf(reading, name));
    return [{ model: { kind: 'delivery', source, destinationArn, tags: reading.tags('Tags') }, place: reading.place }];
  },
};
