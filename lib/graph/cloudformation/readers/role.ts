import type { Models } from '../../../plan/model';
import { isRecord } from '../../../policy/parse-values';
import { documentAt, planForm } from '../../document';
import type { GraphPolicy } from '../../identity-graph';
import type { ResourceReader, SeenRole } from '../../sightings';
import { textValue } from '../../values';
import type { CfnReading } from '../reading';

function inlinePolicies(reading: CfnReading): readonly GraphPolicy[] {
  const policies = reading.property('Policies') ?? [];
  if (!Array.isArray(policies)) {
    reading.problem('the inline policies of the role are no list');
    return [];
  }
  return policies.flatMap((policy: unknown, index) => {
    if (!isRecord(policy)) {
      reading.problem(`inline policy ${index} of the role is no object`);
      return [];
    }
    const document = documentAt(policy.PolicyDocument, reading.placeOf('Policies', index, 'PolicyDocument'));
    return [{ name: textValue(policy.PolicyName) ?? '', document }];
  });
}

/** A role, with its inline policies. */
export const role: ResourceReader<SeenRole, CfnReading> = {
  types: ['AWS::IAM::Role'],
  read: (reading) => {
    const trust = reading.document('AssumeRolePolicyDocument');
    const policies = inlinePolicies(reading);
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
