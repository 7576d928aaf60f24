import type { Models } from '../../../plan/model';
import { documentAt, planForm } from '../../document';
import type { ResourceReader, SeenRole } from '../../sightings';
import { textValue } from '../../values';
import type { PulumiReading } from '../reading';

/** A role, with the inline policies that it holds itself. */
export const role: ResourceReader<SeenRole, PulumiReading> = {
  types: ['aws:iam/role:Role'],
  read: (reading) => {
    const trust = reading.document('assumeRolePolicy');
    const policies = reading.records('inlinePolicies').map(({ name, policy }, index) => ({
      name: textValue(name) ?? '',
      document: documentAt(policy, reading.placeOf('inlinePolicies', index, 'policy')),
    }));
    const maxSession = reading.number('maxSessionDuration') ?? 3600;
    const model: Models['role'] = {
      kind: 'role',
      name: reading.name,
      description: reading.text('description') ?? '',
      trust: planForm(trust),
      policies: policies.map(({ name, document }) => ({ name, document: planForm(document) })),
      boundary: reading.text('permissionsBoundary'),
      // A length that is open cannot equal one of a plan, which are all literal.
      maxSessionSeconds: typeof maxSession === 'number' ? maxSession : Number.NaN,
      tags: reading.tags('tags'),
    };
    const managedPolicyArns = reading.texts('managedPolicyArns');
    const account = reading.deployedText('⟨account⟩');
    return [{ model, place: reading.place, account, arn: reading.arn, trust, policies, managedPolicyArns, maxSession }];
  },
};
