/**
 * AWS CodeBuild: the builds of one project become the component.
 *
 * The service names the project as its source, so the trust policy pins it by its exact ARN. A build runs what its source says: whoever may push there, or start
 * a build with another build specification, acts with the role. CodeBuild writes the log of a build with the role, into a group named after the project.
 *
 * The statement has at most 428 characters.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
 */
import { ownArn } from '../capability/capability';
import type { Exact } from '../exact';
import { text } from '../form';
import { defineTrust, ofService } from './define-trust';
import { checkName, fromSource, serviceStatement } from './service';

/** Options of {@link codeBuild}. */
export interface CodeBuildOptions {
  /** The project's name: a letter or digit, then 1 to 149 of letters, digits, hyphen and underscore. It must be given to the project, not generated. */
  readonly project: string;
}

export interface CodeBuildTrust extends CodeBuildOptions {
  readonly kind: 'code-build';
}

/** AWS CodeBuild: exactly the builds of one project. Its role is handed out for the project to take. */
export const codeBuild = <const Name extends string>(options: { readonly project: Name & Exact<Name> }): CodeBuildTrust => ({
  project: options.project,
  kind: 'code-build',
});

const arnOf = ({ project }: CodeBuildTrust): string => ownArn('codebuild', `project/${project}`);

const NAME = {
  of: 'a project',
  pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/,
  words: 'a letter or digit, then 1 to 149 of letters, digits, hyphen and underscore',
};

export const codeBuildKind = defineTrust<CodeBuildTrust>({
  kind: 'code-build',
  fields: { project: text },
  check: ({ project }, findings) => checkName('project', project, NAME, findings),
  statements: (trust) => [serviceStatement('Project', 'codebuild.amazonaws.com', ['sts:AssumeRole'], fromSource(arnOf(trust)))],
  summary: (trust) => ({ who: `builds of the project ${trust.project}`, issuer: 'codebuild.amazonaws.com', subject: [arnOf(trust)] }),
  log: ({ project }) => ({ writer: 'self', group: `/aws/codebuild/${project}` }),
  session: () => ofService('CodeBuild renews them until the build ends or its timeout is over'),
  carriesSourceIdentity: false,
  transitiveTags: [],
  workload: ({ project }) => `the project \`${project}\``,
});
