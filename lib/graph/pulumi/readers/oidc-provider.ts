import type { ResourceReader, Seen } from '../../sightings';
import { tagsValue, textValues } from '../../values';
import type { PulumiReading } from '../reading';

/** An IAM OIDC provider. */
export const oidcProvider: ResourceReader<Seen<'oidc-provider'>, PulumiReading> = {
  types: ['aws:iam/openIdConnectProvider:OpenIdConnectProvider'],
  read: (reading) => {
    const url = reading.text('url') ?? '';
    const audiences = textValues(reading.property('clientIdLists'));
    return [{ model: { kind: 'oidc-provider', url, audiences, tags: tagsValue(reading.property('tags')) }, place: reading.place }];
  },
};
