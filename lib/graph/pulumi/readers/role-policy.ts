import { planForm } from '../../document';
import type { ResourceReader, SeenRolePolicy } from '../../sightings';
import type { PulumiReading } from '../reading';

/** An inline policy of one role. */
export const rolePolicy: ResourceReader<SeenRolePolicy, PulumiReading> = {
  types: ['aws:iam/rolePolicy:RolePolicy'],
  read: (reading) => {
    const document = reading.document('policy');
    const model = { kind: 'role-policy', role: reading.roleName('role'), name: reading.name, document: planForm(document) } as const;
    return [{ model, place: reading.place, account: reading.deployedText('⟨account⟩'), document }];
  },
};
