import type { ResourceReader, Seen } from '../../sightings';
import { tagsValue, textValue, textValues } from '../../values';
import type { CfnReading } from '../reading';
import { OIDC_PROVIDERS } from '../resource-names';

/** An IAM OIDC provider. */
export const oidcProvider: ResourceReader<Seen<'oidc-provider'>, CfnReading> = {
  types: OIDC_PROVIDERS,
  read: (reading) => {
    const url = textValue(reading.property('Url')) ?? '';
    const audiences = textValues(reading.property('ClientIdList') ?? reading.property('ClientIDList'));
    return [{ model: { kind: 'oidc-provider', url, audiences, tags: tagsValue(reading.property('Tags')) }, place: reading.place }];
  },
};
