/** Short ways to write policies and callers in the tests of the evaluator. */
import { type PolicyDocument, type PolicyType, parsePolicy, type RequestPrincipal } from '../../lib/policy';

export const HOME = '111122223333';
export const AWAY = '444455556666';

export const ROLE = {
  kind: 'aws',
  arn: `arn:aws:iam::${HOME}:role/app/Worker`,
  account: HOME,
  session: 'run-1',
} as const satisfies RequestPrincipal;
export const USER = { kind: 'aws', arn: `arn:aws:iam::${HOME}:user/alice`, account: HOME } as const satisfies RequestPrincipal;

/** Reads statements as a policy of version 2012-10-17; a fault fails the test. */
export function document(type: PolicyType, ...statements: readonly unknown[]): PolicyDocument {
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statements }, type);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

export const identity = (...statements: readonly unknown[]): PolicyDocument => document('identity', ...statements);
export const trust = (...statements: readonly unknown[]): PolicyDocument => document('trust', ...statements);
