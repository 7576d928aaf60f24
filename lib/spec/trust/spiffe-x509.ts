/**
 * SPIFFE with X.509-SVIDs over IAM Roles Anywhere: a workload becomes the component with the certificate of its SPIFFE id.
 *
 * Subject: the SPIFFE id, which is the URI of the certificate’s `x509SAN`, exact. It is a name: which workloads get it is decided by the selectors of its registration entry. The
 * trust anchor takes the root of the trust domain’s upstream authority: a root that the server signs itself changes, and the anchor would have to change with it. Attributes
 * that can be tested: `x509SAN/URI`, `x509Subject/*` and `x509Issuer/*`, as tags of the principal, as far as the profile maps them; a profile without mappings gives none.
 *
 * The source identity of the session is the common name of the subject, never the SPIFFE id, whose characters it does not take. An SVID whose subject has none (SPIRE’s default
 * is `C=US, O=SPIRE`) cannot go on to components that are called by their role: let the server write one. Certificates with an empty subject are refused by Roles Anywhere.
 *
 * Cost: 408 characters of statement for the example of docs/trust.md.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 * @see https://github.com/spiffe/spiffe/blob/main/standards/X509-SVID.md
 */
import type { ExactIn } from '../exact';
import { text } from '../form';
import {
  anchorArn,
  type CertificateOptions,
  certificateFields,
  certificateHolder,
  certificateStatement,
  checkCertificateOptions,
} from './certificates';
import { defineTrust } from './define-trust';
import { checkSpiffeId, type SpiffeId } from './spiffe-id';

/** Options of {@link spiffeX509}. */
export type SpiffeX509Options = CertificateOptions & { readonly spiffeId: SpiffeId };

export type SpiffeX509Trust = SpiffeX509Options & { readonly kind: 'spiffe-x509' };

/** SPIFFE with X.509-SVIDs: exactly one SPIFFE id, by one trust anchor. */
export const spiffeX509 = <const Options extends SpiffeX509Options>(
  options: Options & ExactIn<Options, 'anchor' | 'spiffeId'>,
): SpiffeX509Trust => ({ ...(options as SpiffeX509Options), kind: 'spiffe-x509' });

export const spiffeX509Kind = defineTrust<SpiffeX509Trust>({
  kind: 'spiffe-x509',
  fields: { ...certificateFields, spiffeId: text },
  check: (trust, findings) => {
    checkCertificateOptions(trust, findings);
    checkSpiffeId(trust.spiffeId, findings);
  },
  statements: (trust) => [certificateStatement(trust, { 'x509SAN/URI': trust.spiffeId })],
  summary: (trust) => ({
    who: `the workload ${trust.spiffeId}, by a certificate of the trust anchor ${anchorArn(trust)}`,
    issuer: 'rolesanywhere.amazonaws.com',
    subject: [trust.spiffeId],
  }),
  ...certificateHolder,
  attestedBy: 'SPIRE',
});
