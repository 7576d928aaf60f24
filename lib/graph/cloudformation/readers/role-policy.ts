import { planForm } from '../../document';
import type { ResourceReader, SeenRolePolicy } from '../../sightings';
import type { CfnReading } from '../reading';

/** An inline policy written apart from its role: `RolePolicy` names one role, `Policy` any number of roles, users and groups. */
export const rolePolicy: ResourceReader<SeenRolePolicy, CfnReading> = {
  types: ['AWS::IAM::RolePolicy', 'AWS::IAM::Policy'],
  read: (reading) => {
    const document = reading.document('PolicyDocument');
    const name = reading.text('PolicyName') ?? '';
    const roles = reading.type === 'AWS::IAM::Policy' ? reading.texts('Roles') : [reading.text('RoleName') ?? ''];
    return roles.map((role) => ({
      model: { kind: 'role-policy', role, name, document: planForm(document) },
      place: reading.place,
      account: reading.deployedText('⟨account⟩'),
      document,
    }));
  },
};
