/**
 * Buildkite: a job of one pipeline, for one branch or tag, becomes the component with a token of its agent.
 *
 * Subject grammar: `organization:SLUG:pipeline:SLUG:ref:REF:commit:SHA:step:KEY`. Slugs are names and can change hands, so the ids of organisation and
 * pipeline stand beside them; both are optional claims that the job has to ask for, and a token without them is refused. The commit varies: in its place
 * stands a pattern of the length of a SHA-1, so that a build of the commit `HEAD` gets in only once Buildkite knows which commit that is. Audience: what
 * the job asks for. Claim keys that STS can test: build_branch, cluster_id, cluster_name, organization_id, organization_slug, pipeline_id, pipeline_slug.
 *
 * The job runs `buildkite-agent oidc request-token --audience sts.amazonaws.com --claim organization_id --claim pipeline_id`. Keep the pipeline's setting
 * that prefixes branches of forks: without it a fork's branch is called like your own.
 *
 * Cost: 605 characters of statement for the example of docs/trust.md.
 *
 * @see https://buildkite.com/docs/agent/cli/reference/oidc
 */
import type { FindingList } from '../../finding/finding-list';
import type { ExactIn } from '../exact';
import { record, text } from '../form';
import { defineWebIdentity } from './define-web-identity';
import { type ByBranch, type ByTag, checkGitRef, gitRef, refInWords } from './git-ref';
import type { OneOf } from './one-of';
import { checkAudience, checkPart, checkUuid, type ProviderSource } from './web-identity';

const ISSUER = 'https://agent.buildkite.com';
const AUDIENCE = 'sts.amazonaws.com';
const ANY_COMMIT = '?'.repeat(40);

interface Pipeline {
  /** Slug of the organization. */
  readonly organization: string;
  /** Slug of the pipeline. */
  readonly pipeline: string;
  /** Ids of both, which survive renaming and cannot be taken over. UUIDs. */
  readonly ids: { readonly organization: string; readonly pipeline: string };
  /** Key of the one step that becomes the component. Default: any step of the pipeline. */
  readonly step?: string;
  /** Default `sts.amazonaws.com`. */
  readonly audience?: string;
  /** Default: the provider exists in the account. */
  readonly provider?: ProviderSource;
}

/** Options of {@link buildkite}. */
export type BuildkiteOptions = Pipeline & OneOf<ByBranch | ByTag>;

export type BuildkiteTrust = BuildkiteOptions & { readonly kind: 'buildkite' };

/** Buildkite: exactly the jobs of one pipeline for one branch or tag. */
export const buildkite = <const Options extends BuildkiteOptions>(
  options: Options & ExactIn<Options, 'organization' | 'pipeline' | 'branch' | 'tag' | 'step' | 'audience'>,
): BuildkiteTrust => ({ ...(options as BuildkiteOptions), kind: 'buildkite' });

const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const STEP = /^[A-Za-z0-9_.-]+$/;

function check(trust: BuildkiteTrust, findings: FindingList): void {
  for (const key of ['organization', 'pipeline'] as const)
    checkPart(key, trust[key], SLUG, `slug of ${key === 'pipeline' ? 'a' : 'an'} ${key}`, 'write it as in the URL of Buildkite', findings);
  if (trust.ids === undefined)
    findings.add('WI133', {
      what: 'no ids of organization and pipeline are given',
      fix: 'take the UUIDs from the settings of both',
      pointer: 'ids',
    });
  else {
    const ids = findings.below('ids');
    checkUuid('organization', trust.ids.organization, 'take it from the settings of the organization', ids);
    checkUuid('pipeline', trust.ids.pipeline, 'take it from the settings of the pipeline', ids);
  }
  if (trust.step !== undefined)
    checkPart('step', trust.step, STEP, 'key of a step', 'write the `key` of the step in the pipeline', findings);
  checkGitRef(trust, findings);
  checkAudience(trust.audience ?? AUDIENCE, findings);
}

export const buildkiteKind = defineWebIdentity<BuildkiteTrust>({
  kind: 'buildkite',
  fields: {
    organization: text,
    pipeline: text,
    ids: record({ organization: text, pipeline: text }),
    step: text,
    branch: text,
    tag: text,
    audience: text,
  },
  check,
  token: (trust) => ({
    sid: 'Buildkite',
    who: `Buildkite jobs of ${trust.organization}/${trust.pipeline}, ${refInWords(trust)}${trust.step === undefined ? '' : `, step ${trust.step}`}`,
    issuer: ISSUER,
    subjects: [
      `organization:${trust.organization}:pipeline:${trust.pipeline}:ref:${gitRef(trust)}:commit:${ANY_COMMIT}:step:${trust.step ?? '*'}`,
    ],
    subjectsAreLike: true,
    audiences: [trust.audience ?? AUDIENCE],
    claims: {
      organization_id: [trust.ids.organization],
      pipeline_id: [trust.ids.pipeline],
      // The claim of a build for a tag holds what the build was started with, which need not be the tag; the subject names it.
      ...(trust.branch === undefined ? {} : { build_branch: [trust.branch] }),
    },
  }),
});
