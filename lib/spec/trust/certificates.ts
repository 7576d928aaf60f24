/**
 * What the trust kinds of IAM Roles Anywhere share: a trust anchor, a profile and a role as one.
 *
 * The workload signs a request with the private key of its certificate. Roles Anywhere verifies the certificate by the trust anchor, reads its attributes as the profile
 * maps them, and assumes the role in its own name: always with tags and a source identity, so all three actions are allowed. Without `aws:SourceArn` every trust anchor of
 * the account would do.
 *
 * The source identity is the common name of the subject. Certificates with an empty subject are not supported by Roles Anywhere: neither those of strict SPIFFE profiles
 * nor of issuers that write the URI alone. Revocation is by a list (CRL) that is imported into Roles Anywhere, or by switching off anchor or profile; sessions that are there
 * already go on until they end.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
import type { FindingList } from '../../finding/finding-list';
import type { StatementJson } from '../../policy/policy-json';
import { fingerprint } from '../fingerprint';
import { either, number, oneOf, record, shown, text } from '../form';
import { hasShape } from '../has-shape';
import { type ArnOf, type Late, late } from '../late';
import type { AnchorNeed, ProfileNeed, TrustContext, TrustKind } from './define-trust';
import type { OneOf } from './one-of';
import { serviceStatement } from './service';

interface Revocations {
  /**
   * A certificate revocation list in PEM, signed by the authority; certificates on it get no session. It is as old as the deployment. CloudFormation can import it; the AWS
   * provider of Pulumi cannot.
   */
  readonly revocations?: string;
}

/** Certificates of authorities in PEM, one after the other, or an authority of AWS Private CA. */
export type NewAnchor = OneOf<{ readonly certificates: string } | { readonly privateCa: ArnOf<'private-ca-arn'> }> & Revocations;

interface MadeProfile {
  /** The plan makes the profile of this role, with the attribute mappings that the trust policy needs. CloudFormation can; the AWS provider of Pulumi cannot. */
  readonly profile: 'created';
  /** How long sessions live, in seconds: 900 to 43,200, and never longer than the role’s maximum. Default 3,600. */
  readonly sessionSeconds?: number;
}

interface ExistingProfile {
  /** The profile exists: it names this role, and maps `x509Subject`, `x509Issuer` and the URI of `x509SAN`. */
  readonly profile: 'imported';
}

/** How certificates are verified and turned into a session. */
export type CertificateOptions = {
  /** A trust anchor that exists, by its ARN; or what a new one takes for the truth. Components with the same new anchor share it. */
  readonly anchor: ArnOf<'trust-anchor-arn'> | NewAnchor;
} & OneOf<MadeProfile | ExistingProfile>;

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;

export const certificateFields = {
  anchor: either(
    isRecord,
    record({ certificates: text, privateCa: text, revocations: text }, 'what a trust anchor takes for the truth'),
    text,
  ),
  profile: oneOf('created', 'imported'),
  sessionSeconds: number,
} as const;

/** The new anchor that a trust wants; its ARN is known to the engine alone. */
export function anchorOf({ anchor }: CertificateOptions): AnchorNeed | undefined {
  if (typeof anchor === 'string') return undefined;
  const source = anchor.certificates === undefined ? { privateCa: anchor.privateCa ?? '' } : { certificates: anchor.certificates };
  return {
    source,
    arn: late(`trust-anchor-${fingerprint(JSON.stringify(source))}`, 'trust-anchor-arn'),
    ...(anchor.revocations === undefined ? {} : { revocations: anchor.revocations }),
  };
}

/** ARN of the trust anchor. */
export const anchorArn = (options: CertificateOptions): ArnOf<'trust-anchor-arn'> | Late<'trust-anchor-arn'> =>
  anchorOf(options)?.arn ?? (options.anchor as ArnOf<'trust-anchor-arn'>);

/** Roles Anywhere assumes roles of the anchor’s own account only. */
export const ownArnsOf = (options: CertificateOptions): Readonly<Record<string, string>> =>
  typeof options.anchor === 'string' ? { anchor: options.anchor } : {};

export const profileOf = ({ profile, sessionSeconds = 3600 }: CertificateOptions): ProfileNeed | undefined =>
  profile === 'created' ? { durationSeconds: sessionSeconds } : undefined;

/** What every kind has in common whose workloads hold a certificate. */
export const certificateHolder = {
  log: (_trust: CertificateOptions, { logGroup }: TrustContext) => ({ writer: 'self', group: logGroup }),
  carriesSourceIdentity: false,
  // The certificate’s common name; its attributes are tags of other names than those of the chain.
  issuedTags: () => [],
  transitiveTags: [],
  ownArns: ownArnsOf,
  network: () => ({ stands: 'outside' }),
  anchor: anchorOf,
  profile: profileOf,
} as const satisfies Partial<TrustKind<CertificateOptions & { readonly kind: string }>>;

/** The statement that lets Roles Anywhere in for certificates of one anchor that have these attributes. */
export const certificateStatement = (options: CertificateOptions, attributes: Readonly<Record<string, string>>): StatementJson =>
  serviceStatement('Certificate', 'rolesanywhere.amazonaws.com', ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'], {
    ArnEquals: { 'aws:SourceArn': [anchorArn(options)] },
    StringEquals: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`aws:PrincipalTag/${name}`, [value]])),
  });

const PEM = /^\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/;
const LONGEST_BUNDLE = 8000;

function checkCertificates(certificates: string, findings: FindingList): void {
  const pointer = 'anchor.certificates';
  if (/PRIVATE KEY/.test(certificates))
    findings.add('WI167', {
      what: 'the certificates come with a private key',
      fix: 'give the certificates alone, and replace the key',
      pointer,
    });
  else if (!PEM.test(certificates))
    findings.add('WI167', {
      what: 'the certificates are not in PEM',
      fix: 'write them one after the other, each from `-----BEGIN CERTIFICATE-----` to `-----END CERTIFICATE-----`',
      pointer,
    });
  else if (certificates.length > LONGEST_BUNDLE)
    findings.add('WI167', {
      what: `${certificates.length} characters of certificates are too many`,
      fix: `give the root alone, in at most ${LONGEST_BUNDLE} characters`,
      pointer,
    });
}

const REVOCATIONS = /^\s*-----BEGIN X509 CRL-----[A-Za-z0-9+/=\s]+-----END X509 CRL-----\s*$/;

interface GivenAnchor extends Revocations {
  readonly certificates?: string;
  readonly privateCa?: string;
}

function checkNewAnchor({ certificates, privateCa, revocations }: GivenAnchor, findings: FindingList): void {
  if (revocations !== undefined && !REVOCATIONS.test(revocations))
    findings.add('WI167', {
      what: 'the revocations are no list in PEM',
      fix: 'write one list, from `-----BEGIN X509 CRL-----` to `-----END X509 CRL-----`',
      pointer: 'anchor.revocations',
    });
  if ((certificates === undefined) === (privateCa === undefined))
    findings.add('WI100', {
      what:
        certificates === undefined
          ? 'the new trust anchor takes nothing for the truth'
          : '`certificates` and `privateCa` exclude each other',
      fix: 'give either `certificates` or `privateCa`',
      pointer: 'anchor',
    });
  else if (certificates !== undefined) checkCertificates(certificates, findings);
  else if (privateCa !== undefined && !hasShape(privateCa, 'private-ca-arn'))
    findings.add('WI109', {
      what: `${shown(privateCa)} is no authority of AWS Private CA`,
      fix: 'give an input of shape `private-ca-arn` or a literal ARN',
      pointer: 'anchor.privateCa',
    });
}

/** Tells an anchor or a profile that AWS would refuse, or that nobody has decided on. */
export function checkCertificateOptions(options: CertificateOptions, findings: FindingList): void {
  const { anchor, profile, sessionSeconds }: { anchor: unknown; profile?: string; sessionSeconds?: number } = options;
  if (typeof anchor === 'object' && anchor !== null) checkNewAnchor(anchor, findings);
  else if (typeof anchor !== 'string' || !hasShape(anchor, 'trust-anchor-arn'))
    findings.add('WI109', {
      what: anchor === undefined ? 'no `anchor` is given' : `${shown(anchor)} is no trust anchor`,
      fix: 'give an input of shape `trust-anchor-arn`, a literal ARN, or `{ certificates }` or `{ privateCa }` for a new one',
      pointer: 'anchor',
    });
  if (profile === undefined)
    findings.add('WI100', {
      what: 'nothing says where the profile comes from',
      fix: "write `profile: 'created'`, or `profile: 'imported'` where one exists that names the role and maps the attributes",
      pointer: 'profile',
    });
  if (sessionSeconds === undefined) return;
  if (profile === 'imported')
    findings.add('WI100', {
      what: 'the length of sessions is set in the profile, which exists already',
      fix: 'leave `sessionSeconds` out',
      pointer: 'sessionSeconds',
    });
  else if (!(Number.isInteger(sessionSeconds) && sessionSeconds >= 900 && sessionSeconds <= 43_200))
    findings.add('WI120', {
      what: `sessions of \`${sessionSeconds}\` seconds are not possible`,
      fix: 'give a whole number of seconds from 900 to 43200',
      pointer: 'sessionSeconds',
    });
}
