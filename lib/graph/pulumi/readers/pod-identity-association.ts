import { planForm } from '../../document';
import { narrowing } from '../../session-narrowing';
import type { ResourceReader, Seen } from '../../sightings';
import type { PulumiReading } from '../reading';

/** An EKS Pod Identity association. */
export const podIdentityAssociation: ResourceReader<Seen<'pod-identity-association'>, PulumiReading> = {
  types: ['aws:eks/podIdentityAssociation:PodIdentityAssociation'],
  read: (reading) => {
    const targetRoleArn = reading.text('targetRoleArn');
    const model = {
      kind: 'pod-identity-association',
      cluster: reading.text('clusterName') ?? '',
      namespace: reading.text('namespace') ?? '',
      serviceAccount: reading.text('serviceAccount') ?? '',
      roleArn: reading.text('roleArn') ?? '',
      ...(targetRoleArn === undefined || targetRoleArn === '' ? {} : { targetRoleArn }),
      ...narrowing(reading.property('policy'), () => planForm(reading.document('policy')), reading.property('disableSessionTags')),
      tags: reading.tags('tags'),
    } as const;
    return [{ model, place: reading.place }];
  },
};
