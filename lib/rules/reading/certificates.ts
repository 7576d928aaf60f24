/** What trust policies ask of the certificates of IAM Roles Anywhere. */
import { type Asked, askedOf } from './asked';
import type { Trust } from './trust';

export const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';

/** Roles Anywhere gives a session the attributes of its certificate as tags. */
const ATTRIBUTE = /^aws:PrincipalTag\/(x509(?:Subject|Issuer|SAN)\/.+)$/i;

export interface AskedAttribute extends Asked {
  /** Such as `x509SAN/URI`. */
  readonly attribute: string;
}

/** The attributes of certificates that a trust policy asks for. */
export function certificateAttributes(trust: Trust): readonly AskedAttribute[] {
  const keys = new Set(trust.document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  return askedOf(
    trust,
    [...keys].filter((key) => ATTRIBUTE.test(key)),
  ).map((asked) => ({ ...asked, attribute: ATTRIBUTE.exec(asked.key)?.[1] ?? asked.key }));
}
