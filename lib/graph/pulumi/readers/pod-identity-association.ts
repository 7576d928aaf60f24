import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** An EKS Pod Identity association. */
export const podIdentityAssociation: ResourceReader<Seen<'pod-identity-association'>, PulumiReading> = {
  types: ['aws:eks/podIdentityAssociation:PodIdentityAssociation'],
  read: (reading) => {
    const model = {
      kind: 'pod-identity-association',
      cluster: reading.text('clusterName') ?? '',
      namespace: reading.text('namespace') ?? '',
      serviceAccount: reading.text('serviceAccount') ?? '',
      roleArn: reading.text('roleArn') ?? '',
      tags: reading.tags('tags'),
    } as const;
    return [{ model, place: reading.place }];
  },
};
