/**
 * Vercel: the functions and builds of one project, in one environment, become the component with the token that Vercel gives them.
 *
 * Subject grammar: `owner:TEAM:project:PROJECT:environment:ENVIRONMENT`. It holds names; the ids that the token also has are no keys. Issuer: the team's
 * own, `https://oidc.vercel.com/TEAM`. The global issuer signs for every team, and IAM demands that the audience be tested there, which says the team.
 * Audience: `https://vercel.com/TEAM`. Claim keys that STS can test: `sub` and `aud`.
 *
 * Previews run the code of every branch, so they are another component, named by a dangerous option. Tokens for development stand on the machines of
 * developers; those are no workload, and there is no option for them.
 *
 * Cost: 333 characters of statement for the example of docs/trust.md.
 *
 * @see https://vercel.com/docs/oidc/reference
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { oneOf, text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import type { OneOf } from './one-of';
import { checkPart, checkReason, type ProviderSource } from './web-identity';

interface Project {
  /** Slug of the team, as in its URL. */
  readonly team: string;
  /** Name of the project. */
  readonly project: string;
  /** Takes the tokens of the issuer that all teams share, where the team's issuer mode is global; the reason stands in the review. */
  readonly dangerouslySharedIssuer?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

interface InProduction {
  readonly environment: 'production';
}

interface InCustom {
  /** Slug of an environment of your own, whose branch tracking bounds which code runs in it. */
  readonly customEnvironment: string;
}

interface InPreviews {
  /** Lets the previews of every branch become the component; the reason stands in the review. */
  readonly dangerouslyAnyPreview: string;
}

/** Options of {@link vercel}. */
export type VercelOptions = Project & OneOf<InProduction | InCustom | InPreviews>;

export type VercelTrust = VercelOptions & { readonly kind: 'vercel' };

/** Vercel: exactly the deployments of one project in one environment. */
export const vercel = <const Options extends VercelOptions>(
  options: Options & ExactIn<Options, 'team' | 'project' | 'customEnvironment'>,
): VercelTrust => ({ ...(options as VercelOptions), kind: 'vercel' });

const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const PROJECT = /^[a-z0-9._-]+$/;
const BUILT_IN = ['production', 'preview', 'development'];

const environmentOf = ({ environment, customEnvironment }: VercelTrust): string => environment ?? customEnvironment ?? 'preview';

function check(trust: VercelTrust, findings: FindingList): void {
  checkPart('team', trust.team, SLUG, 'slug of a team', 'write it as in the URL of Vercel', findings);
  checkPart('project', trust.project, PROJECT, 'name of a project', 'write its name in lower case, as in the URL of Vercel', findings);
  checkReason('dangerouslySharedIssuer', trust.dangerouslySharedIssuer, 'the team does not use its own issuer', findings);
  checkReason('dangerouslyAnyPreview', trust.dangerouslyAnyPreview, 'every branch may become the component', findings);
  const { customEnvironment: custom } = trust;
  if (custom !== undefined) checkPart('customEnvironment', custom, SLUG, 'slug of an environment', 'write its slug', findings);
  if (custom !== undefined && BUILT_IN.includes(custom))
    findings.add('WI133', {
      what: `\`${custom}\` is an environment of Vercel's, not one of your own`,
      fix:
        custom === 'production'
          ? "say `environment: 'production'`"
          : 'declare production, or an environment of your own that tracks one branch',
      pointer: 'customEnvironment',
    });
  const named = (['environment', 'customEnvironment', 'dangerouslyAnyPreview'] as const).filter((key) => trust[key] !== undefined);
  if (named.length !== 1)
    findings.add('WI133', {
      what: named.length === 0 ? 'no environment is named' : `${named.map((key) => `\`${key}\``).join(' and ')} exclude each other`,
      fix: "say `environment: 'production'`, or name a `customEnvironment`",
    });
}

export const vercelKind = defineWebIdentity<VercelTrust>({
  kind: 'vercel',
  fields: {
    team: text,
    project: text,
    dangerouslySharedIssuer: text,
    environment: oneOf('production'),
    customEnvironment: text,
    dangerouslyAnyPreview: text,
  },
  check,
  token: (trust) => ({
    sid: 'Vercel',
    who: `Vercel deployments of ${trust.team}/${trust.project}, environment ${environmentOf(trust)}`,
    issuer: trust.dangerouslySharedIssuer === undefined ? `https://oidc.vercel.com/${trust.team}` : 'https://oidc.vercel.com',
    subjects: [`owner:${trust.team}:project:${trust.project}:environment:${environmentOf(trust)}`],
    audiences: [`https://vercel.com/${trust.team}`],
  }),
  waivers: ({ team, project, dangerouslySharedIssuer, dangerouslyAnyPreview }) => [
    ...(dangerouslySharedIssuer === undefined
      ? []
      : [{ what: `the issuer that team ${team} shares with all others`, because: dangerouslySharedIssuer }]),
    ...(dangerouslyAnyPreview === undefined
      ? []
      : [{ what: `the previews of every branch of ${project}`, because: dangerouslyAnyPreview }]),
  ],
});
