import type { ResourceReader, Seen } from '../../sightings';
import { tagsValue, textValue, textValues } from '../../values';
import type { CfnReading } from '../reading';

/** An IAM OIDC provider. */
export const oidcProvider: ResourceReader<Seen<'oidc-provider'>, CfnReading> = {
  types: ['AWS::IAM::OIDCProvider'],
  read: (reading) => {
    const url = textValue(reading.property('Url')) ?? '';
    const audiences = textValues(reading.property('ClientIdList'));
    return [{ model: { kind: 'oidc-provider', url, audiences, tags: tagsValue(reading.property('Tags')) }, place: reading.place }];
  },
};
