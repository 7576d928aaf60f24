import type { Condition } from '../../policy/document';
import { defineRule } from '../define-rule';
import { GITHUB_ACTIONS, GITHUB_JOB, role, soundRole, webIdentityTrust } from '../examples/parts';
import type { Outcome } from '../outcome';
import { type Asked, askedOf } from '../reading/asked';
import { condition } from '../reading/build';
import { isGithub, namedRefs } from '../reading/github';
import { nameOf, within } from '../reading/places';
import { showContext } from '../reading/show-request';
import { readTrust, statementNaming, type Trust } from '../reading/trust';
import { keysFor, type Provider, providersOf, refuses } from '../reading/web-identity';

const SUBJECT = `${GITHUB_ACTIONS}:sub`;
const WORKFLOW = `${GITHUB_ACTIONS}:job_workflow_ref`;

const IN_SUBJECT = /(?:^|:)job_workflow_ref:([^:]*)$/;

/** What a pattern leaves open of a workflow: which file, or which version of it. */
function openPart(pattern: string): string | undefined {
  const [file = '', ref] = pattern.split('@');
  if (/^[*?]*$/.test(pattern)) return 'workflow';
  if (/[*?]/.test(file)) return 'workflow';
  return ref === undefined || ref.includes('*') ? 'version of the workflow' : undefined;
}

interface Open {
  readonly asked: Asked;
  readonly part: string;
}

/** Patterns of workflows that the trust policy asks for, in the subject or in the claim of its own. */
function openWorkflows(trust: Trust, provider: Provider): readonly Open[] {
  const subjects = askedOf(trust, keysFor(trust, provider, ['sub'])).flatMap((asked) => {
    const workflow = IN_SUBJECT.exec(asked.value)?.[1];
    return workflow === undefined ? [] : [[asked, workflow] as const];
  });
  const claims = askedOf(trust, keysFor(trust, provider, ['job_workflow_ref'])).map((asked) => [asked, asked.value] as const);
  return [...subjects, ...claims].flatMap(([asked, workflow]) => {
    const part = asked.isPattern && /[*?]/.test(workflow) ? openPart(workflow) : undefined;
    return part === undefined ? [] : [{ asked, part }];
  });
}

const holding = ({ key, operator, value }: Asked): Condition => condition(operator, key, [value]);

export default defineRule({
  code: 'WI221',
  name: 'trust/workflow-is-named',
  severity: 'error',
  principle: 'only reviewed code can become the component',
  standards: ['OWASP ASI03', 'SLSA'],
  summary: 'a trust policy that asks for a reusable workflow names its file and the branch or tag that it is taken from',
  why: 'with the file or its version left open, whoever may push to the repository of the workflow writes one that becomes the component',
  acknowledge: 'where every branch of the workflow\u2019s repository is protected',
  misses: ['`job_workflow_ref` is in the tokens of jobs that run a reusable workflow only; no template shows whether a job does'],
  sources: ['GitHub Docs, "Using OpenID Connect with reusable workflows"'],
  visits: 'role',
  messages: {
    openWorkflow: {
      what: 'the trust policy of `<role>` asks for a reusable workflow and lets any <part> in: `<value>`',
      fix: 'name it in full: `OWNER/REPO/.github/workflows/FILE.yml@refs/heads/main`',
    },
  },
  check: (role, tell) => {
    const trust = readTrust(role);
    if (trust === undefined) return [];
    return providersOf(trust)
      .filter(isGithub)
      .flatMap((provider): readonly Outcome[] => {
        const refs = namedRefs(trust, provider);
        const found = openWorkflows(trust, provider).flatMap(({ asked, part }): readonly Outcome[] => {
          const exact = askedOf(trust, [asked.key]).filter(({ isPattern, value }) => !isPattern || !/[*?]/.test(value));
          const verdict = refuses(trust, provider, [holding(asked)], [...exact, ...refs]);
          if (verdict.verdict !== 'refuted') return [];
          const at = within(role.trust, statementNaming(trust, provider.principal)?.pointer);
          const shown = `${showContext(verdict.witness.context)} is allowed`;
          return [tell.refuted('openWorkflow', { role: nameOf(role), part, value: asked.value }, { at, shown, witness: verdict.witness })];
        });
        return found.length === 0 ? [tell.proved()] : found;
      });
  },
  examples: {
    bad: [
      {
        title: 'any version of the workflow',
        cloudformation: {
          Deploy: role({
            trust: webIdentityTrust({
              StringEquals: { [`${GITHUB_ACTIONS}:aud`]: 'sts.amazonaws.com', [`${GITHUB_ACTIONS}:repository_id`]: '456789' },
              StringLike: { [SUBJECT]: 'repo:acme/agents:*', [WORKFLOW]: 'acme/shared/.github/workflows/deploy.yml@refs/heads/*' },
            }),
          }),
        },
        finds: { message: 'openWorkflow', resource: 'Deploy' },
      },
    ],
    good: [
      {
        title: 'one workflow from one branch',
        cloudformation: soundRole(
          'Deploy',
          webIdentityTrust({ StringEquals: { ...GITHUB_JOB, [WORKFLOW]: 'acme/shared/.github/workflows/deploy.yml@refs/heads/main' } }),
        ),
      },
    ],
  },
});
