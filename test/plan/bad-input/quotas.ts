/** What does not fit into the policies that IAM takes. */
import { allow, entry, type Trust, trust } from 'agent-workload-identity';
import { loose, TABLE, withCrm } from '../declared';
import type { BadInput } from './bad-input-case';

const ISSUER = 'https://agents.example.com';
const oidc = (options: object): Trust => trust.oidc(loose({ issuer: ISSUER, audience: 'sts.amazonaws.com', subject: 'crm', ...options }));
const many = <T>(count: number, make: (index: number) => T): readonly T[] => Array.from({ length: count }, (_, index) => make(index));

const wordy = (index: number) =>
  allow('dynamodb:GetItem')
    .on(`${TABLE}-${index}`)
    .when({ 'aws:PrincipalTag/customer': `customer-${index}` });

export const QUOTAS: readonly BadInput[] = [
  {
    what: 'a trust policy over 2,048 characters',
    agent: withCrm({
      entry: entry.queue('arn:aws:sqs:eu-central-1:111122223333:crm'),
      trust: many(9, (index) => oidc({ issuer: `https://agents-${index}.example.com/with/a/path`, subject: `workload:${index}` })),
    }),
    code: 'WI151',
    at: 'components.crm',
    says: 'more than the 2,048 allowed',
    fix: 'fewer workloads',
  },
  {
    what: 'a boundary over 6,144 characters',
    agent: withCrm({ can: many(40, wordy) }),
    code: 'WI152',
    at: 'components.crm',
    says: 'more than the 6,144 allowed',
    fix: 'split the component',
  },
  {
    what: 'inline policies over 10,240 less the reserve, in an adopted role',
    agent: withCrm({ role: 'arn:aws:iam::111122223333:role/legacy', can: many(60, wordy) }),
    code: 'WI153',
    at: 'components.crm',
    says: 'more than the 9,940 allowed',
    fix: 'split the component',
  },
];
