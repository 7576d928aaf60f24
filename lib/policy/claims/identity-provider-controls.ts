/**
 * What IAM demands of the trust policy of a role that trusts a shared issuer, when the role is made or its trust changed.
 *
 * Source: IAM User Guide, "Identity-provider controls for shared OIDC providers". Roles from before the demand keep
 * working until their trust policy is touched.
 */
export interface IdentityProviderControl {
  /** The issuer without `https://`, as in the provider's ARN. */
  readonly issuer: string;
  readonly title: string;
  /** The claim that an Allow must test, not with wildcards alone; Azure Sentinel is told apart by the session name. */
  readonly control: 'sub' | 'aud' | 'sts:RoleSessionName';
}

const bySubject = (title: string, ...issuers: readonly string[]): readonly IdentityProviderControl[] =>
  issuers.map((issuer) => ({ issuer, title, control: 'sub' }));

const byAudience = (title: string, issuer: string): IdentityProviderControl => ({ issuer, title, control: 'aud' });

const TURBONOMIC = [
  'rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7',
  'rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr',
  'rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg',
  'rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26',
  'oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb',
  'oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu',
];

export const IDENTITY_PROVIDER_CONTROLS: readonly IdentityProviderControl[] = [
  ...bySubject('GitHub Actions', 'token.actions.githubusercontent.com'),
  ...bySubject('GitHub audit log streaming', 'oidc-configuration.audit-log.githubusercontent.com'),
  ...bySubject('GitHub vstoken', 'vstoken.actions.githubusercontent.com'),
  ...bySubject('GitLab', 'gitlab.com'),
  ...bySubject('HCP Terraform', 'app.terraform.io'),
  ...bySubject('Buildkite', 'agent.buildkite.com'),
  ...bySubject('Codefresh', 'oidc.codefresh.io'),
  ...bySubject('DVC Studio', 'studio.datachain.ai/api'),
  ...bySubject('IBM Turbonomic', ...TURBONOMIC),
  ...bySubject('Scalr', 'scalr.io'),
  ...bySubject('Shisho Cloud', 'tokens.cloud.shisho.dev'),
  ...bySubject('Upbound', 'proidc.upbound.io'),
  byAudience('Vercel, global issuer', 'oidc.vercel.com'),
  byAudience('Pulumi Cloud', 'api.pulumi.com/oidc'),
  byAudience('sandboxes.cloud', 'sandboxes.cloud'),
  byAudience('Amazon Cognito', 'cognito-identity.amazonaws.com'),
  { issuer: 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/', title: 'Azure Sentinel', control: 'sts:RoleSessionName' },
];

const bare = (issuer: string): string => issuer.toLowerCase().replace(/\/$/, '');

const CONTROLS = new Map(IDENTITY_PROVIDER_CONTROLS.map((control) => [bare(control.issuer), control]));

/** The control that IAM imposes on roles that trust this issuer; `undefined` where it imposes none. */
export const controlOf = (issuer: string): IdentityProviderControl | undefined => CONTROLS.get(bare(issuer));
