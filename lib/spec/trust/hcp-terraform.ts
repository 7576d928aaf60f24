/**
 * HCP Terraform: one phase of the runs of one workspace becomes the component with its workload identity token.
 *
 * Subject grammar: `organization:NAME:project:NAME:workspace:NAME:run_phase:plan|apply`. A plan runs the code of every proposal, an apply only what was
 * approved, so they are two components: one that reads and one that changes. There is no immutable form, and the ids that the token holds are no keys; who
 * may rename workspaces of the organisation decides over the trust. Audience: `aws.workload.identity`, or what the workspace sets in
 * `TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE`. Claim keys that STS can test: `sub` and `aud`.
 *
 * Cost: 346 characters of statement for the example of docs/trust.md.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
 */
import type { ExactIn } from '../exact';
import { oneOf, text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import { checkAudience, checkPart, type ProviderSource } from './web-identity';

const ISSUER = 'https://app.terraform.io';
const AUDIENCE = 'aws.workload.identity';

/** Options of {@link hcpTerraform}. */
export interface HcpTerraformOptions {
  readonly organization: string;
  readonly project: string;
  readonly workspace: string;
  /** A component plans or applies, never both. */
  readonly phase: 'plan' | 'apply';
  /** Default `aws.workload.identity`. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

export interface HcpTerraformTrust extends HcpTerraformOptions {
  readonly kind: 'hcp-terraform';
}

/** HCP Terraform: exactly one phase of the runs of one workspace. */
export const hcpTerraform = <const Options extends HcpTerraformOptions>(
  options: Options & ExactIn<Options, 'organization' | 'project' | 'workspace' | 'audience'>,
): HcpTerraformTrust => ({ ...(options as HcpTerraformOptions), kind: 'hcp-terraform' });

const NAME = /^[A-Za-z0-9_-]+$/;
const PROJECT = /^[A-Za-z0-9_-]+(?: +[A-Za-z0-9_-]+)*$/;

export const hcpTerraformKind = defineWebIdentity<HcpTerraformTrust>({
  kind: 'hcp-terraform',
  fields: { organization: text, project: text, workspace: text, phase: oneOf('plan', 'apply'), audience: text },
  check: (trust, findings) => {
    checkPart('organization', trust.organization, NAME, 'name of an organization', 'write it as in the URL of HCP Terraform', findings);
    checkPart('project', trust.project, PROJECT, 'name of a project', 'write its name: letters, digits, spaces, `-` and `_`', findings);
    checkPart('workspace', trust.workspace, NAME, 'name of a workspace', 'write its name: letters, digits, `-` and `_`', findings);
    if (trust.phase === undefined)
      findings.add('WI133', {
        what: 'no `phase` is given',
        fix: "say `phase: 'plan'` or `phase: 'apply'`, and declare a component for each",
        pointer: 'phase',
      });
    checkAudience(trust.audience ?? AUDIENCE, findings);
  },
  token: ({ organization, project, workspace, phase, audience = AUDIENCE }) => ({
    sid: 'HcpTerraform',
    who: `HCP Terraform ${phase} runs of workspace ${workspace} of ${organization}`,
    issuer: ISSUER,
    subjects: [`organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`],
    audiences: [audience],
  }),
});
