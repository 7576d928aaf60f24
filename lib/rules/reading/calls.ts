/** By which calls principals become a role, and which condition keys those calls have. */
import { claimSupport } from '../../policy/claims/claims-of';
import type { Principal, Statement } from '../../policy/document';
import { ASSUME_ROLE, isAbout, WEB_IDENTITY } from './trust';

const SAML = 'sts:AssumeRoleWithSAML';
const SESSION_MAKERS = [ASSUME_ROLE, WEB_IDENTITY, SAML];

/** The call by which a principal becomes a role. */
export function callOf(principal: Principal): readonly string[] {
  if (principal.kind === 'everyone') return SESSION_MAKERS;
  if (principal.kind !== 'federated') return [ASSUME_ROLE];
  return [/:saml-provider\//.test(principal.value) ? SAML : WEB_IDENTITY];
}

/** Keys that only the calls of AWS services have (IAM User Guide, global condition context keys, aws:SourceArn and its like). */
const OF_SERVICES = /^aws:Source(?:Arn|Account|OrgID|OrgPaths)$/i;
/** Keys that only calls of roles and users have. */
const OF_CALLERS = /^aws:(?:PrincipalArn|PrincipalAccount|PrincipalOrgID|PrincipalOrgPaths|userid|username|MultiFactorAuthAge)$/i;
/** Services whose documentation knows no source for the roles that they assume. */
const WITHOUT_SOURCE: ReadonlySet<string> = new Set(['lambda.amazonaws.com', 'ec2.amazonaws.com']);

/** Whether no call by which the principal becomes a role has the key. */
export function lacks(principal: Principal, key: string): boolean {
  switch (principal.kind) {
    case 'service':
      return OF_CALLERS.test(key) || (OF_SERVICES.test(key) && WITHOUT_SOURCE.has(principal.value));
    case 'federated':
      return OF_SERVICES.test(key) || OF_CALLERS.test(key) || /^sts:ExternalId$/i.test(key);
    case 'aws': {
      const claim = claimSupport(key);
      return OF_SERVICES.test(key) || (claim.support === 'exposed' && !claim.claim.inSession);
    }
    default:
      return false;
  }
}

/** Whether a statement lets somebody in by itself; one that only adds to a call, such as for session tags, does not. */
export const letsIn = (statement: Statement): boolean => SESSION_MAKERS.some((action) => isAbout(statement, action));

export const shownPrincipal = (principal: Principal): string => (principal.kind === 'everyone' ? '*' : principal.value);
