/** How subjects of an issuer begin, whatever a tenant may have chosen of their form: what a subject can never look like. */
import { claimsOf } from '../../policy/claims/claims-of';
import { hasHole } from '../../policy/text';

interface SubjectShape {
  /** Every subject begins so; a pattern that cannot begin so matches nothing. */
  readonly begins?: string;
  /** Accepts every subject that the issuer can write, and as little else as is certain. */
  readonly form: RegExp;
  /** The form in words. */
  readonly syntax: string;
}

const GITHUB: SubjectShape = {
  // Organisations and repositories choose which claims make up a subject: always names and values, with colons between them.
  form: /^(?!repo:[^/:]*(?::|$))[a-z_]+:.+$/s,
  syntax: 'repo:OWNER/REPO:environment:NAME, repo:OWNER/REPO:ref:REF or claims and values of your own choice',
};

const SERVICE_ACCOUNT: SubjectShape = {
  begins: 'system:serviceaccount:',
  form: /^system:serviceaccount:[^:]+:[^:]+$/,
  syntax: 'system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT',
};

const BY_ISSUER: Readonly<Record<string, SubjectShape>> = {
  'github-actions': GITHUB,
  'github-actions-enterprise': GITHUB,
  'github-actions-data-residency': GITHUB,
  'github-enterprise': GITHUB,
  'github-enterprise-server': GITHUB,
  eks: SERVICE_ACCOUNT,
  gitlab: { begins: 'project_path:', form: /^project_path:[^:/]+\/[^:]+/, syntax: 'project_path:GROUP/PROJECT:ref_type:branch:ref:BRANCH' },
  'hcp-terraform': {
    begins: 'organization:',
    form: /^organization:[^:]+:project:[^:]+:workspace:[^:]+:run_phase:(?:plan|apply)$/,
    syntax: 'organization:NAME:project:NAME:workspace:NAME:run_phase:plan|apply',
  },
  circleci: { begins: 'org/', form: /^org\/[^/]+\/project\/[^/]+\/user\/.+$/s, syntax: 'org/ORG_ID/project/PROJECT_ID/user/USER_ID' },
};

const literalHead = (pattern: string): string => pattern.slice(0, pattern.search(/[*?]|$/));

/** The form that subjects of the issuer have, in words, where this one does not have it; a value with a hole in it may. */
export function subjectFault(issuer: string, value: string, isPattern: boolean): string | undefined {
  const shape = BY_ISSUER[claimsOf(issuer).id];
  if (shape === undefined || hasHole(value)) return undefined;
  const { begins = '', form, syntax } = shape;
  if (isPattern && /[*?]/.test(value)) {
    const head = literalHead(value);
    return head.startsWith(begins) || begins.startsWith(head) ? undefined : syntax;
  }
  return form.test(value) ? undefined : syntax;
}

/** Whether a subject of GitHub names a repository and nothing of the job: by default there is none such. */
export const isBareRepository = (issuer: string, value: string): boolean =>
  BY_ISSUER[claimsOf(issuer).id] === GITHUB && /^repo:[^/:*?⟨]+\/[^/:*?⟨]+$/.test(value);
