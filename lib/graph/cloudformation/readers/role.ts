import type { Models } from '../../../plan/model';
import { planForm } from '../../document';
import type { ResourceReader, SeenRole } from '../../sightings';
import { inlinePolicies } from '../principals';
import type { CfnReading } from '../reading';

/** A role, with its inline policies. */
export const role: ResourceReader<SeenRole, CfnReading> = {
  types: ['AWS::IAM::Role'],
  read: (reading) => {
    const trust = reading.document('AssumeRolePolicyDocument');
    const policies = inlinePolicies(reading, 'role');
    const boundary = reading.text('PermissionsBoundary');
    const maxSession = reading.number('MaxSessionDuration') ?? 3600;
    const model: Models['role'] = {
      kind: 'role',
      name: reading.name,
      description: reading.text('Description') ?? '',
      trust: planForm(trust),
      policies: policies.map(({ name, document }) => ({ name, document: planForm(document) })),
      boundary,
      // A length that is open cannot equal one of a plan, which are all literal.
      maxSessionSeconds: typeof maxSession === 'number' ? maxSession : Number.NaN,
      tags: reading.tags('Tags'),
    };
    const managedPolicyArns = reading.texts('ManagedPolicyArns');
    const account = reading.deployedText('⟨account⟩');
    return [{ model, place: reading.place, account, arn: reading.arn, trust, policies, managedPolicyArns, maxSession }];
  },
};
