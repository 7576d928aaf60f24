/**
 * IAM Roles Anywhere: the holder of a certificate becomes the component, told from others by the common name of the certificate’s subject.
 *
 * Subject: `CN` of the subject, exact. Whoever the authority gives a certificate of that name is the component, so let the authority give each name to one workload; where an
 * intermediate authority gives the certificates, `issuerCommonName` keeps those of other intermediates out. Attributes that can be tested: `x509Subject/*`, `x509Issuer/*` and
 * `x509SAN/*`, as tags of the principal, as far as the profile maps them. The common name is the session’s source identity too.
 *
 * Certificates with an empty subject are refused by Roles Anywhere.
 *
 * Cost: 429 characters of statement for the example of docs/trust.md.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { shown, text } from '../form';
import {
  anchorArn,
  type CertificateOptions,
  certificateFields,
  certificateHolder,
  certificateStatement,
  checkCertificateOptions,
} from './certificates';
import { defineTrust } from './define-trust';
import { checkExact } from './web-identity';

/** Options of {@link rolesAnywhere}. */
export type RolesAnywhereOptions = CertificateOptions & {
  /** `CN` of the certificate’s subject: 1 to 64 letters, digits, spaces and `_ . : / = + - @`. */
  readonly commonName: string;
  /** `CN` of the authority that issued the certificate. Default: any authority below the anchor. */
  readonly issuerCommonName?: string;
};

export type RolesAnywhereTrust = RolesAnywhereOptions & { readonly kind: 'roles-anywhere' };

/** IAM Roles Anywhere: exactly the certificates of one common name, by one trust anchor. */
export const rolesAnywhere = <const Options extends RolesAnywhereOptions>(
  options: Options & ExactIn<Options, 'anchor' | 'commonName' | 'issuerCommonName'>,
): RolesAnywhereTrust => ({ ...(options as RolesAnywhereOptions), kind: 'roles-anywhere' });

/** What fits into a name of a certificate and into the value of a session tag. */
const COMMON_NAME = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,64}$/u;

function checkName(name: 'commonName' | 'issuerCommonName', value: unknown, findings: FindingList): void {
  checkExact(name, value, findings);
  if (typeof value === 'string' && value !== '' && !/[*?]/.test(value) && !COMMON_NAME.test(value))
    findings.add('WI133', {
      what: `${shown(value)} is no common name that a session tag can hold`,
      fix: 'name `CN` alone, in 1 to 64 letters, digits, spaces and `_ . : / = + - @`',
      pointer: name,
    });
}

export const rolesAnywhereKind = defineTrust<RolesAnywhereTrust>({
  kind: 'roles-anywhere',
  fields: { ...certificateFields, commonName: text, issuerCommonName: text },
  check: (trust, findings) => {
    checkCertificateOptions(trust, findings);
    checkName('commonName', trust.commonName, findings);
    if (trust.issuerCommonName !== undefined) checkName('issuerCommonName', trust.issuerCommonName, findings);
  },
  statements: (trust) => [
    certificateStatement(trust, {
      ...(trust.issuerCommonName === undefined ? {} : { 'x509Issuer/CN': trust.issuerCommonName }),
      'x509Subject/CN': trust.commonName,
    }),
  ],
  summary: (trust) => ({
    who: `the holder of a certificate with the common name ${trust.commonName}${
      trust.issuerCommonName === undefined ? '' : `, issued by ${trust.issuerCommonName}`
    }, by the trust anchor ${anchorArn(trust)}`,
    issuer: 'rolesanywhere.amazonaws.com',
    subject: [trust.commonName],
  }),
  ...certificateHolder,
});
