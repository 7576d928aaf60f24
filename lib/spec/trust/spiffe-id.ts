/** SPIFFE ids, as they stand in the `sub` of JWT-SVIDs and in the URI of X.509-SVIDs. */
import type { FindingList } from '../../finding/finding-list';
import { shown } from '../form';
import { checkExact } from './web-identity';

/** `spiffe://TRUST_DOMAIN/PATH`. */
export type SpiffeId = `spiffe://${string}/${string}`;

/** A trust domain in lower case, then one or more path segments; no port, no query, no empty or dotted segment, no slash at the end. */
const SPIFFE_ID = /^spiffe:\/\/[a-z0-9._-]{1,255}(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)+$/;

/** Tells a SPIFFE id that no workload has, or that is longer than the 255 characters that STS takes of a subject. */
export function checkSpiffeId(id: unknown, findings: FindingList): void {
  checkExact('spiffeId', id, findings);
  if (typeof id !== 'string' || id === '' || /[*?]/.test(id)) return;
  if (/^spiffe:\/\/[^/]*\/?$/.test(id))
    findings.add('WI133', {
      what: `${shown(id)} names a trust domain, not a workload`,
      fix: 'add the path of the workload: `spiffe://TRUST_DOMAIN/PATH`',
      pointer: 'spiffeId',
    });
  else if (!SPIFFE_ID.test(id))
    findings.add('WI133', {
      what: `${shown(id)} is no SPIFFE id`,
      fix: 'write `spiffe://TRUST_DOMAIN/PATH`: the trust domain in lower case, segments of letters, digits and `. _ -`, no slash at the end',
      pointer: 'spiffeId',
    });
  else if (id.length > 255)
    findings.add('WI133', {
      what: `a SPIFFE id of ${id.length} characters is too long`,
      fix: 'use at most 255 characters',
      pointer: 'spiffeId',
    });
}
