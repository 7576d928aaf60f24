/**
 * What systems outside of AWS have to be told so that they take the tokens of a plan's components, of these components only: plain data in the words of each.
 *
 * A relying party matches the subject, which is the ARN of the role. Tags and other claims say more about a session, and a session that may tag itself writes
 * them itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
 */
import { type Finding, sortFindings } from '../finding/finding';
import { FindingList } from '../finding/finding-list';
import { hasHole } from '../policy/text';
import { ENTRA_AUDIENCE, GOOGLE_AUDIENCE } from '../spec/capability/get-web-identity-token';
import type { OutboundToken } from '../spec/permission';
import { bindValue } from './bind';
import type { IdentityPlan } from './plan';

/** Who gets in: the subject of tokens, and the component that it stands for. */
export interface OutboundSubject {
  readonly component: string;
  /** ARN of the component's role, exact and case-sensitive. */
  readonly subject: string;
}

/**
 * A workload identity pool of Google Cloud with one OIDC provider, as `gcloud iam workload-identity-pools` takes them.
 *
 * @see https://cloud.google.com/iam/docs/workload-identity-federation-with-other-providers
 */
export interface GoogleConfiguration {
  readonly kind: 'google';
  readonly projectNumber: string;
  readonly pool: string;
  readonly provider: string;
  readonly oidc: { readonly issuerUri: string; readonly allowedAudiences: readonly [string] };
  readonly attributeMapping: { readonly 'google.subject': 'assertion.sub' };
  /** CEL. Never left out: without it every role of the account gets in. */
  readonly attributeCondition: string;
  /** The principal that roles of Google Cloud are granted to, for each component. */
  readonly principals: readonly (OutboundSubject & { readonly principal: string })[];
}

/**
 * A federated identity credential of an application or a user-assigned managed identity in Entra. One object has at most 20: give each component its own.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export interface EntraConfiguration extends OutboundSubject {
  readonly kind: 'entra';
  /** 3 to 120 characters of `[A-Za-z0-9_-]`. */
  readonly name: string;
  readonly issuer: string;
  readonly audiences: readonly [typeof ENTRA_AUDIENCE];
}

/** What any other relying party has to check, in this order, and to refuse everything else. */
export interface RelyingPartyDocument extends OutboundSubject {
  readonly kind: 'any';
  readonly issuer: string;
  /** Where the keys that sign tokens are found. */
  readonly discovery: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** `exp` less `iat` is at most this. */
  readonly maxSeconds: number;
  /** Claims that must have exactly this value. */
  readonly claims: readonly { readonly claim: string; readonly equals: string }[];
  readonly warnings: readonly string[];
}

export type RelyingPartyConfiguration = GoogleConfiguration | EntraConfiguration | RelyingPartyDocument;

/** Options of {@link relyingPartyConfigurations}. */
export interface RelyingPartyOptions {
  /** The issuer of the account: `https://<uuid>.tokens.sts.global.api.aws`. Every account has its own. */
  readonly issuer: string;
  /**
   * The account whose components these are, by the name of its input.
   * @default the account that the agent is deployed to
   */
  readonly account?: string;
  /** What the plan leaves open and role ARNs speak of: `account`, `partition`, inputs by name. */
  readonly values?: Readonly<Record<string, string>>;
}

/** The configurations, or every finding that stands in their way at once. */
export type RelyingParties =
  | { readonly ok: true; readonly configurations: readonly RelyingPartyConfiguration[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const ISSUER = /^https:\/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tokens\.sts\.global\.api\.aws$/;
/** Bytes of `google.subject`; names and paths of roles hold none but ASCII characters. */
const LONGEST_GOOGLE_SUBJECT = 127;

/** Says that session tags are no proof. */
const FORGEABLE =
  'do not decide by `https://sts.amazonaws.com/`.principal_tags: session tags take the place of role tags there, and whoever may tag its session writes them';

interface Granted extends OutboundSubject {
  readonly roleName: string;
  readonly audience: string;
  readonly token: OutboundToken;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function google(audience: string, granted: readonly Granted[], issuer: string, findings: FindingList): GoogleConfiguration | undefined {
  const [, projectNumber, pool, provider] = GOOGLE_AUDIENCE.exec(audience) ?? [];
  if (projectNumber === undefined || pool === undefined || provider === undefined) return undefined;
  for (const { component, subject } of granted) {
    if (subject.length > LONGEST_GOOGLE_SUBJECT)
      findings.below(`components.${component}`, component).add('WI1032', {
        what: `the subject \`${subject}\` has ${subject.length} bytes, and Google Cloud takes ${LONGEST_GOOGLE_SUBJECT}`,
        fix: 'use a role of a shorter name and path',
      });
  }
  const subjects = granted.map(({ subject }) => `assertion.sub == '${subject}'`);
  return {
    kind: 'google',
    projectNumber,
    pool,
    provider,
    oidc: { issuerUri: issuer, allowedAudiences: [audience] },
    attributeMapping: { 'google.subject': 'assertion.sub' },
    attributeCondition: subjects.join(' || '),
    principals: granted.map(({ component, subject }) => ({
      component,
      subject,
      principal: `principal://iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${pool}/subject/${subject}`,
    })),
  };
}

const entra = ({ component, subject, roleName }: Granted, issuer: string): EntraConfiguration => ({
  kind: 'entra',
  component,
  name: roleName.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 120),
  issuer,
  subject,
  audiences: [ENTRA_AUDIENCE],
});

const any = ({ component, subject, audience, token }: Granted, issuer: string): RelyingPartyDocument => ({
  kind: 'any',
  component,
  issuer,
  discovery: `${issuer}/.well-known/openid-configuration`,
  subject,
  audience,
  algorithms: [token.algorithm],
  maxSeconds: token.maxSeconds,
  claims: [
    { claim: 'iss', equals: issuer },
    { claim: 'sub', equals: subject },
    { claim: 'aud', equals: audience },
  ],
  warnings: [FORGEABLE],
});

function grantedOf(plan: IdentityPlan, account: string | undefined, findings: FindingList): readonly Granted[] {
  const holders = plan.components.filter((component) => component.account === account && component.outbound !== undefined);
  if (holders.length === 0)
    findings.add('WI1033', {
      what: 'no component of this account may get tokens for systems outside of AWS',
      fix: 'give one `can: [getWebIdentityToken({ … })]`',
    });
  return holders.flatMap(({ name, roleName, roleArn, outbound = [] }) => {
    if (hasHole(roleArn))
      findings.below(`components.${name}`, name).add('WI1031', {
        what: `the subject \`${roleArn}\` is not known`,
        fix: 'give what is open in it with `values`, such as `{ account: …, partition: … }`',
      });
    return outbound.flatMap((token) =>
      token.audiences.map((audience) => ({ component: name, subject: roleArn, roleName, audience, token })),
    );
  });
}

/**
 * Makes the configuration of the other side for every audience that components of the plan may get tokens for: a workload identity pool of Google Cloud, a
 * federated credential of Entra, or a document for any other relying party.
 *
 * @returns the configurations, or all findings at once. Never throws for bad options.
 */
export function relyingPartyConfigurations(plan: IdentityPlan, { issuer, account, values = {} }: RelyingPartyOptions): RelyingParties {
  const findings = new FindingList();
  if (typeof issuer !== 'string' || !ISSUER.test(issuer))
    findings.add('WI1030', {
      what: `\`${String(issuer)}\` is no issuer of an AWS account`,
      fix: 'give `https://<uuid>.tokens.sts.global.api.aws`, which `aws iam get-outbound-web-identity-federation-info` shows',
    });
  const granted = grantedOf(bindValue(plan, values), account, findings);
  const audiences = [...new Set(granted.map(({ audience }) => audience))].sort(byText);
  const configurations = audiences.flatMap((audience): readonly RelyingPartyConfiguration[] => {
    const holders = granted.filter((one) => one.audience === audience);
    if (audience === ENTRA_AUDIENCE) return holders.map((one) => entra(one, issuer));
    const pool = google(audience, holders, issuer, findings);
    return pool === undefined ? holders.map((one) => any(one, issuer)) : [pool];
  });
  return findings.errors > 0 ? { ok: false, findings: sortFindings(findings.findings) } : { ok: true, configurations };
}
