import type { ResourceReader, Seen } from '../../sightings';
import type { CfnReading } from '../reading';
import { OIDC_PROVIDERS } from '../resource-names';

/** An IAM OIDC provider. */
export const oidcProvider: ResourceReader<Seen<'oidc-provider'>, CfnReading> = {
  types: OIDC_PROVIDERS,
  read: (reading) => {
    const url = reading.text('Url') ?? '';
    const audiences = [...reading.texts('ClientIdList'), ...reading.texts('ClientIDList')];
    return [{ model: { kind: 'oidc-provider', url, audiences, tags: reading.tags('Tags') }, place: reading.place }];
  },
};
