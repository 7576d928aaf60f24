/** Which of a repository's jobs trust policies let in. */

import { PRESETS } from '../../lib/rules';
import { GITHUB_ACTIONS, policy, role, webIdentityTrust } from '../../lib/rules/examples/parts';
import ref from '../../lib/rules/trust/job-names-its-ref';
import id from '../../lib/rules/trust/repository-has-its-id';
import pullRequest from '../../lib/rules/trust/subject-is-not-a-pull-request';
import workflow from '../../lib/rules/trust/workflow-is-named';
import { judged, judgedTrust } from './judged';
import { codingPlan } from './plans';

const key = (claim: string): string => `${GITHUB_ACTIONS}:${claim}`;
const aud = { [key('aud')]: 'sts.amazonaws.com' };
const github = (conditions: Record<string, unknown>) => webIdentityTrust(conditions);
const sub = (value: unknown, operator = 'StringEquals', more: Record<string, unknown> = {}) =>
  github({ [operator]: { [key('sub')]: value }, ...more });
const told = (outcomes: ReturnType<typeof judgedTrust>) => outcomes.map(({ message, verdict }) => message ?? verdict);

describe('trust/subject-is-not-a-pull-request', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['a branch', sub('repo:acme/agents:ref:refs/heads/main'), ['proved']],
    ['pull requests', sub('repo:acme/agents:pull_request'), ['pullRequest']],
    ['pull requests among others', sub(['repo:acme/agents:ref:refs/heads/main', 'repo:acme/agents:pull_request']), ['pullRequest']],
    ['pull requests of any repository of the owner', sub('repo:acme/*:pull_request', 'StringLike'), ['pullRequest']],
    [
      'pull requests by their ref',
      github({ StringEquals: { [key('repository_id')]: '1' }, StringLike: { [key('ref')]: 'refs/pull/*' } }),
      ['pullRequest'],
    ],
    ['a branch that is called so', sub('repo:acme/agents:ref:refs/heads/pull_request-bot'), ['proved']],
    ['every job, which another rule judges', sub('repo:acme/agents:*', 'StringLike'), ['proved']],
    [
      'pull requests that another condition excludes',
      sub('repo:acme/agents:pull_request', 'StringEquals', { StringNotLike: { [key('sub')]: '*:pull_request' } }),
      ['proved'],
    ],
    [
      'an issuer that knows no pull requests',
      webIdentityTrust({ StringEquals: { 'login.example.com:sub': 'a:pull_request' } }, 'login.example.com'),
      [],
    ],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(pullRequest, trust))).toEqual(expected);
  });

  it('is content where a denial takes them back', () => {
    const [allow] = sub(['repo:acme/agents:ref:refs/heads/main', 'repo:acme/agents:pull_request']).Statement as readonly Record<
      string,
      unknown
    >[];
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringLike: { [key('sub')]: '*:pull_request' } },
    };
    expect(told(judgedTrust(pullRequest, policy({ ...allow }, deny)))).toEqual(['proved']);
  });
});

describe('trust/job-names-its-ref', () => {
  const byId = { ...aud, [key('repository_id')]: '456789' };
  it.each<[string, unknown, readonly string[]]>([
    ['a branch in the subject', sub('repo:acme/agents:ref:refs/heads/main'), ['proved']],
    ['branches that begin alike', sub('repo:acme/agents:ref:refs/heads/release/*', 'StringLike'), ['proved']],
    ['every branch', sub('repo:acme/agents:ref:refs/heads/*', 'StringLike'), ['anyJob']],
    ['every job', sub('repo:acme/agents:*', 'StringLike'), ['anyJob']],
    ['every job of one branch', sub('repo:acme/agents:*', 'StringLike', { StringEquals: { [key('ref')]: 'refs/heads/main' } }), ['proved']],
    [
      'every job, whatever the ref',
      sub('repo:acme/agents:*', 'StringLike', { 'ForAnyValue:StringLike': { [key('ref')]: 'refs/heads/*' } }),
      ['anyJob'],
    ],
    [
      'every job that runs one workflow',
      sub('repo:acme/agents:*', 'StringLike', {
        StringEquals: { [key('job_workflow_ref')]: 'acme/shared/.github/workflows/d.yml@refs/heads/main' },
      }),
      ['proved'],
    ],
    ['an environment', sub('repo:acme/agents:environment:production'), ['anyRef']],
    [
      'an environment and a branch',
      sub('repo:acme/agents:environment:production', 'StringEquals', { StringLike: { [key('ref')]: 'refs/heads/main' } }),
      ['proved'],
    ],
    ['a repository by its id alone', github({ StringEquals: byId }), ['anyJob']],
    ['a repository by its id, one branch', github({ StringEquals: { ...byId, [key('ref')]: 'refs/heads/main' } }), ['proved']],
    ['every repository of the owner, which another rule judges', sub('repo:acme/*', 'StringLike'), []],
    ['no subject, which another rule judges', github({ StringEquals: aud }), []],
    [
      'a subject of the tenant\u2019s own',
      sub('repo:acme/api:job_workflow_ref:acme/shared/.github/workflows/d.yml@refs/heads/main'),
      ['proved'],
    ],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(ref, trust))).toEqual(expected);
  });
});

describe('trust/repository-has-its-id', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['the name alone', sub('repo:acme/agents:ref:refs/heads/main'), ['nameOnly']],
    ['the ids in the subject', sub('repo:acme@1/agents@2:ref:refs/heads/main'), ['proved']],
    ['both forms', sub(['repo:acme/agents:ref:refs/heads/main', 'repo:acme@1/agents@2:ref:refs/heads/main']), ['proved']],
    [
      'both forms, of two repositories',
      sub(['repo:acme/agents:ref:refs/heads/main', 'repo:acme@1/other@2:ref:refs/heads/main']),
      ['nameOnly'],
    ],
    [
      'the name and the id',
      github({ StringEquals: { [key('sub')]: 'repo:acme/agents:pull_request', [key('repository_id')]: '2' } }),
      ['proved'],
    ],
    [
      'the name and the owner\u2019s id',
      github({ StringEquals: { [key('sub')]: 'repo:acme/agents:pull_request', [key('repository_owner_id')]: '1' } }),
      ['proved'],
    ],
    [
      'the name and an id that may be absent',
      sub('repo:acme/agents:pull_request', 'StringEquals', { StringEqualsIfExists: { [key('repository_id')]: '2' } }),
      ['nameOnly'],
    ],
    [
      'a server of one\u2019s own, which writes no ids',
      webIdentityTrust(
        { StringEquals: { 'github.acme.example/_services/token:sub': 'repo:acme/agents:pull_request' } },
        'github.acme.example/_services/token',
      ),
      [],
    ],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(id, trust))).toEqual(expected);
  });
});

describe('trust/workflow-is-named', () => {
  const inSubject = (value: string) => sub(`repo:acme/agents:job_workflow_ref:${value}`, 'StringLike');
  it.each<[string, unknown, readonly string[]]>([
    ['one version of one file', inSubject('acme/shared/.github/workflows/d.yml@refs/heads/main'), ['proved']],
    ['any version', inSubject('acme/shared/.github/workflows/d.yml@*'), ['openWorkflow']],
    ['any branch', inSubject('acme/shared/.github/workflows/d.yml@refs/heads/*'), ['openWorkflow']],
    ['any file', inSubject('acme/shared/.github/workflows/*@refs/heads/main'), ['openWorkflow']],
    [
      'any file in a claim of its own',
      sub('repo:acme/agents:*', 'StringLike', { 'ForAnyValue:StringLike': { [key('job_workflow_ref')]: 'acme/shared/*' } }),
      ['openWorkflow'],
    ],
    [
      'any file, for jobs of one branch',
      sub('repo:acme/agents:ref:refs/heads/main', 'StringEquals', { StringLike: { [key('job_workflow_ref')]: 'acme/shared/*' } }),
      ['proved'],
    ],
    ['no workflow', sub('repo:acme/agents:*', 'StringLike'), ['proved']],
  ])('%s', (_what, trust, expected) => {
    expect(told(judgedTrust(workflow, trust))).toEqual(expected);
  });
});

describe('what could be tighter', () => {
  it('is in the strict preset alone', () => {
    const strict = PRESETS.strict.rules.filter((rule) => !PRESETS.recommended.rules.includes(rule)).map(({ name }) => name);
    expect(strict).toEqual(expect.arrayContaining(['trust/job-names-its-ref', 'trust/repository-has-its-id']));
    expect(strict).not.toContain('trust/subject-is-not-a-pull-request');
  });

  it('is left to the declaration where there is one', () => {
    const deployer = codingPlan.components.find(({ name }) => name === 'deployer');
    const template = (name: string) => ({ Resources: { Role: role({ name, trust: sub('repo:acme/agents:environment:production') }) } });
    expect(judged(ref, template(deployer?.roleName ?? ''), [codingPlan])).toEqual([]);
    expect(judged(id, template(deployer?.roleName ?? ''), [codingPlan])).toEqual([]);
    expect(told(judged(ref, template('another'), [codingPlan]))).toEqual(['anyRef']);
  });
});
