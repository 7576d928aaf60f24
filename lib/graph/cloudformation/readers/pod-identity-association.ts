import { planForm } from '../../document';
import { narrowing } from '../../session-narrowing';
import type { ResourceReader, Seen } from '../../sightings';
import type { CfnReading } from '../reading';

/** An EKS Pod Identity association. */
export const podIdentityAssociation: ResourceReader<Seen<'pod-identity-association'>, CfnReading> = {
  types: ['AWS::EKS::PodIdentityAssociation'],
  read: (reading) => {
    const [cluster = '', namespace = '', serviceAccount = '', roleArn = ''] = ['ClusterName', 'Namespace', 'ServiceAccount', 'RoleArn'].map(
      (name) => reading.text(name),
    );
    const tags = reading.tags('Tags');
    const targetRoleArn = reading.text('TargetRoleArn');
    const model = {
      kind: 'pod-identity-association',
      cluster,
      namespace,
      serviceAccount,
      roleArn,
      ...(targetRoleArn === undefined || targetRoleArn === '' ? {} : { targetRoleArn }),
      ...narrowing(reading.property('Policy'), () => planForm(reading.document('Policy')), reading.property('DisableSessionTags')),
      tags,
    } as const;
    return [{ model, place: reading.place }];
  },
};
