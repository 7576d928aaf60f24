/**
 * Pulumi Cloud: one operation of the deployments of a stack, or whoever may open an ESC environment, becomes the component with a token of Pulumi Cloud.
 *
 * Subject grammar: `pulumi:deploy:org:ORG:project:PROJECT:stack:STACK:operation:OPERATION:scope:write` and
 * `pulumi:environments:org:ORG:env:PROJECT/ENVIRONMENT`; an environment with `subjectAttributes` of its own writes another one. A preview runs the code of
 * every proposal and an update what was approved, so they are two components. The issuer `https://api.pulumi.com/oidc` signs for every organisation, and
 * IAM demands that the audience be tested, which says the organisation: `aws:ORG` for environments, and `ORG` for deployments and for environments of the
 * project `default`. There is no immutable form. Claim keys that STS can test: `sub` and `aud`.
 *
 * Cost: 351 characters of statement for the example of docs/trust.md.
 *
 * @see https://www.pulumi.com/docs/esc/guides/configuring-oidc/aws/
 * @see https://www.pulumi.com/docs/deployments/guides/oidc/aws/
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { oneOf, text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import type { OneOf } from './one-of';
import { checkPart, type ProviderSource } from './web-identity';

const ISSUER = 'https://api.pulumi.com/oidc';

interface Organization {
  readonly organization: string;
  /** Project of the stack or of the environment. */
  readonly project: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

interface ByDeployment {
  readonly stack: string;
  /** A component previews or changes, never both. */
  readonly operation: 'preview' | 'update' | 'refresh' | 'destroy';
}

interface ByEnvironment {
  /** Name of the ESC environment; who may open it, Pulumi Cloud decides. */
  readonly environment: string;
}

/** Options of {@link pulumiCloud}. */
export type PulumiCloudOptions = Organization & OneOf<ByDeployment | ByEnvironment>;

export type PulumiCloudTrust = PulumiCloudOptions & { readonly kind: 'pulumi-cloud' };

/** Pulumi Cloud: exactly one operation on one stack, or one ESC environment. */
export const pulumiCloud = <const Options extends PulumiCloudOptions>(
  options: Options & ExactIn<Options, 'organization' | 'project' | 'stack' | 'environment'>,
): PulumiCloudTrust => ({ ...(options as PulumiCloudOptions), kind: 'pulumi-cloud' });

const NAME = /^[A-Za-z0-9._-]+$/;

function check(trust: PulumiCloudTrust, findings: FindingList): void {
  const named = (['stack', 'environment'] as const).filter((key) => trust[key] !== undefined);
  for (const key of ['organization', 'project', ...named] as const)
    checkPart(
      key,
      trust[key],
      NAME,
      `name of ${/^[oe]/.test(key) ? 'an' : 'a'} ${key}`,
      'write the name alone: letters, digits, `.`, `-` and `_`',
      findings,
    );
  if (named.length !== 1)
    findings.add('WI133', {
      what: named.length === 0 ? 'no stack or environment is named' : '`stack` and `environment` exclude each other',
      fix: 'name a `stack` with its `operation`, or an `environment`',
    });
  const { stack, operation }: { stack?: string; operation?: string } = trust;
  if ((stack === undefined) !== (operation === undefined))
    findings.add('WI133', {
      what: stack === undefined ? '`operation` stands without a stack' : 'no `operation` is given',
      fix: "say which one is meant, such as `operation: 'update'`, and declare a component for each",
      pointer: 'operation',
    });
}

function subjectOf({ organization, project, stack, operation, environment }: PulumiCloudTrust): string {
  return environment === undefined
    ? `pulumi:deploy:org:${organization}:project:${project}:stack:${stack ?? ''}:operation:${operation ?? ''}:scope:write`
    : `pulumi:environments:org:${organization}:env:${project}/${environment}`;
}

const audienceOf = ({ organization, project, environment }: PulumiCloudTrust): string =>
  environment === undefined || project === 'default' ? organization : `aws:${organization}`;

export const pulumiCloudKind = defineWebIdentity<PulumiCloudTrust>({
  kind: 'pulumi-cloud',
  fields: {
    organization: text,
    project: text,
    stack: text,
    operation: oneOf('preview', 'update', 'refresh', 'destroy'),
    environment: text,
  },
  check,
  token: (trust) => ({
    sid: 'PulumiCloud',
    who:
      trust.environment === undefined
        ? `Pulumi ${trust.operation} of stack ${trust.organization}/${trust.project}/${trust.stack}`
        : `whoever opens the Pulumi ESC environment ${trust.organization}/${trust.project}/${trust.environment}`,
    issuer: ISSUER,
    subjects: [subjectOf(trust)],
    audiences: [audienceOf(trust)],
  }),
});
