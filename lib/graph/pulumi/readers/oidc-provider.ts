import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** An IAM OIDC provider. */
export const oidcProvider: ResourceReader<Seen<'oidc-provider'>, PulumiReading> = {
  types: ['aws:iam/openIdConnectProvider:OpenIdConnectProvider'],
  read: (reading) => {
    const url = reading.text('url') ?? '';
    const audiences = reading.texts('clientIdLists');
    return [{ model: { kind: 'oidc-provider', url, audiences, tags: reading.tags('tags') }, place: reading.place }];
  },
};
