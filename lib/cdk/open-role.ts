/** Opens a role: what its ledger accepts joins the role's policies and its boundary when CDK synthesizes. */
import { Lazy } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Finding } from '../finding/finding';
import type { PlanDocument, PlannedBoundary, PlannedRole } from '../plan/plan';
import { sizeFindings } from './check-sizes';
import type { CdkContext } from './context';
import type { AcceptedStatement, GrantLedger } from './grant-ledger';
import { lateKeysOf } from './stack-context';

const POLICY_NAME = 'accepted-grants';
const VERSION = '2012-10-17';

/** A role with the boundary that is made for it. */
export interface OpenableRole {
  readonly role: PlannedRole;
  readonly boundary: PlannedBoundary;
}

/** Why nothing can be added to a role, in words; undefined where it can. */
export function whyClosed(role: PlannedRole | undefined, boundary: PlannedBoundary | undefined): string | undefined {
  if (role === undefined) return 'the role stands elsewhere';
  if (boundary === undefined) return 'its permissions boundary stands elsewhere';
  return lateKeysOf(boundary.document).length > 0
    ? 'its permissions boundary has a condition key that is known only at deployment'
    : undefined;
}

const documentOf = (statements: readonly unknown[]): object => ({ Version: VERSION, Statement: statements });

const ownOf = (accepted: readonly AcceptedStatement[]): readonly AcceptedStatement[] => accepted.filter(({ attached }) => !attached);

/** Lets accepted statements join what was emitted for a role. */
export function openRole({ role, boundary }: OpenableRole, ledger: GrantLedger, context: CdkContext): void {
  const roleElement = context.added(role.id);
  const boundaryElement = context.added(boundary.id);
  if (!(roleElement instanceof CfnRole) || !(boundaryElement instanceof CfnManagedPolicy)) return;
  const policies = role.policies.map(({ name, document }) => ({ policyName: name, policyDocument: context.document(document) }));
  roleElement.policies = Lazy.any({
    produce: () => {
      const own = ownOf(ledger.accepted()).map(({ statement }) => statement);
      return own.length === 0 ? policies : [...policies, { policyName: POLICY_NAME, policyDocument: documentOf(own) }];
    },
  });
  const bounded = context.document(boundary.document);
  const statements: unknown = typeof bounded === 'object' && 'Statement' in bounded ? bounded.Statement : [];
  boundaryElement.policyDocument = Lazy.any({
    produce: () => documentOf([...(Array.isArray(statements) ? statements : []), ...ledger.accepted().map(({ statement }) => statement)]),
  });
}

/** What gets too long by what is accepted. */
export function openRoleFindings({ role, boundary }: OpenableRole, ledger: GrantLedger): readonly Finding[] {
  const accepted = ledger.accepted();
  if (accepted.length === 0) return [];
  const grown = (statements: readonly AcceptedStatement[]): PlanDocument =>
    documentOf(statements.map(({ named }) => named)) as PlanDocument;
  return [
    ...sizeFindings('inline policies', role.id, [...role.policies.map(({ document }) => document), grown(ownOf(accepted))]),
    ...sizeFindings('managed policy', boundary.id, [
      { ...boundary.document, Statement: [...boundary.document.Statement, ...grown(accepted).Statement] },
    ]),
  ];
}
