/** `agent-identity explain`, as the built command answers. */
import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import { planIdentities } from '../../lib/plan';
import { LAMBDA_TRUST, policy, role } from '../../lib/rules/examples/parts';
import { agentIdentity, folder } from './command';

const files = folder();
afterAll(files.remove);

function planFile(name: string, planning: ReturnType<typeof planIdentities>): string {
  if (!planning.ok) throw new Error('the example cannot be planned');
  return files.file(name, planning.plan);
}

const place = { account: '111122223333', region: 'eu-central-1' };
const codingPlan = planFile('coding.json', planIdentities(coding, { deployment: { stage: 'prod', ...place } }));
const supportPlan = planFile('support.json', planIdentities(support, { deployment: { stage: 'dev', ...place } }));

const JOB = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'sts.amazonaws.com',
  sub: 'repo:acme/agents:environment:production',
  repository_id: '456789',
  repository_owner_id: '123456',
  ref: 'refs/heads/main',
};
const claims = (changed: object = {}) => files.file('claims.json', { ...JOB, ...changed });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const explain = (path: string, component: string, ...more: readonly string[]) => agentIdentity('explain', path, '--as', component, ...more);
const inOneLine = (text: string): string => text.replace(/\s+/g, ' ');

describe('who becomes the component', () => {
  it('is told with the exact subjects and audience', () => {
    const { code, out } = explain(codingPlan, 'orchestrator');
    expect(code).toBe(0);
    expect(out).toContain('  subject   repo:acme/agents:environment:production\n');
    expect(out).toContain('  subject   repo:acme@123456/agents@456789:environment:production\n');
    expect(out).toContain('  audience  sts.amazonaws.com\n');
  });

  it('is told of a template that nobody declared, by its trust policy', () => {
    const template = files.file('plain.json', {
      Resources: { Deploy: role({ trust: { ...LAMBDA_TRUST } }) },
    });
    expect(explain(template, 'Deploy').out).toContain('becomes it  lambda.amazonaws.com');
  });
});

describe('claims', () => {
  it('that the trust policy wants are let in, and the statement is named', () => {
    const { code, out } = explain(codingPlan, 'orchestrator', '--claims', claims());
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ let in {2}sts:AssumeRoleWithWebIdentity/m);
    expect(inOneLine(out)).toContain('statement `GitHubActions` (Allow) applies');
  });

  it('that it does not want are told the condition that fails, the value that it wanted and what was sent', () => {
    const { code, out } = explain(codingPlan, 'orchestrator', '--claims', claims({ sub: 'repo:acme/agents:ref:refs/heads/main' }));
    expect(code).toBe(1);
    const text = inOneLine(out);
    expect(text).toContain('`token.actions.githubusercontent.com:sub` with `repo:acme/agents:environment:production`');
    expect(text).toContain('does not hold: the request has `repo:acme/agents:ref:refs/heads/main`');
  });

  it('are told the smallest change that would let them in', () => {
    const { out } = explain(codingPlan, 'orchestrator', '--claims', claims({ ref: 'refs/heads/dev' }));
    expect(inOneLine(out)).toMatch(/nearest request: [^.]*`token\.actions\.githubusercontent\.com:ref`[^.]*`refs\/heads\/main`/);
  });

  it('of another issuer are refused before any policy is asked', () => {
    const { code, out } = explain(codingPlan, 'orchestrator', '--claims', claims({ iss: 'https://gitlab.com' }));
    expect(code).toBe(1);
    expect(inOneLine(out)).toContain('the token was issued by `gitlab.com`, and the trust policy admits tokens of `token.actions');
  });

  it('brought to a component that no token becomes are refused', () => {
    const { code, out } = explain(supportPlan, 'crm', '--claims', claims());
    expect(code).toBe(1);
    expect(out).toContain('the trust policy admits no token of any identity provider');
  });

  it('are read from a token, whose expiry is told', () => {
    const token = files.file('token.txt', `${part({ alg: 'RS256' })}.${part({ ...JOB, exp: 1_700_000_000 })}.c2lnbmF0dXJl`);
    const { code, out } = explain(codingPlan, 'orchestrator', '--jwt', token);
    expect(code).toBe(0);
    expect(inOneLine(out)).toContain('note the token expired at 2023-11-14T22:13:20.000Z');
  });

  it('that ask for session tags need the trust policy to let them', () => {
    const tagged = claims({ 'https://aws.amazon.com/tags': { principal_tags: { run: ['run-1'] } } });
    const { code, out } = explain(codingPlan, 'orchestrator', '--claims', tagged);
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ not let in {2}sts:TagSession/m);
  });
});

describe('an action', () => {
  it('is allowed by a statement and within the boundary', () => {
    const { code, out } = explain(supportPlan, 'crm', '--action', 'dynamodb:GetItem', '--resource', 'tickets');
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ allowed {2}dynamodb:GetItem on ⟨tickets⟩$/m);
    const text = inOneLine(out);
    expect(text).toContain('identity policy 0, statement `/Statement/0` (Allow) applies');
    expect(text).toContain('permissions boundary 0, statement `/Statement/0` (Allow) applies');
  });

  it('is denied by a statement, which comes first', () => {
    const { code, out } = explain(supportPlan, 'crm', '--action', 'dynamodb:DeleteItem', '--resource', 'tickets');
    expect(code).toBe(1);
    expect(out).toMatch(/✗ denied.*\n\s+identity policy \d, statement `\/Statement\/0` \(Deny\) applies/);
  });

  it('is denied by region, by what is said of the request', () => {
    const asked = ['--action', 'dynamodb:GetItem', '--resource', 'tickets', '--context', 'aws:RequestedRegion=us-east-1'] as const;
    const { code, out } = explain(supportPlan, 'crm', ...asked);
    expect(code).toBe(1);
    expect(inOneLine(out)).toContain('statement `OnlyInRegions` (Deny) applies');
  });

  it('is asked about as whoever was let in, and not at all where nobody was', () => {
    const asked = ['--action', 'iam:CreateUser'] as const;
    expect(explain(codingPlan, 'orchestrator', '--claims', claims(), ...asked).out).toContain('✗ denied  iam:CreateUser');
    const refused = explain(codingPlan, 'orchestrator', '--claims', claims({ ref: 'refs/heads/dev' }), ...asked).out;
    expect(inOneLine(refused)).toContain('whether `iam:CreateUser` is allowed was not asked: the claims were not let in');
  });

  it('stays undecided where a boundary is not in the template', () => {
    const template = files.file('bounded.json', {
      Resources: {
        Tool: {
          ...role({
            trust: LAMBDA_TRUST,
            policies: [{ name: 'read', document: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }) }],
            boundary: 'arn:aws:iam::111122223333:policy/elsewhere',
          }),
        },
      },
    });
    const { code, out } = explain(template, 'Tool', '--action', 's3:GetObject', '--resource', 'arn:aws:s3:::b/x');
    expect(code).toBe(2);
    expect(inOneLine(out)).toContain('the policy `arn:aws:iam::111122223333:policy/elsewhere` is not in the template');
  });
});

it('is told to programs as JSON', () => {
  const { code, out } = explain(codingPlan, 'orchestrator', '--claims', claims(), '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    explanations: [{ component: 'orchestrator', admission: { answer: 'allowed', steps: [{ action: 'sts:AssumeRoleWithWebIdentity' }] } }],
  });
});

describe('a command line that is not understood ends with 64', () => {
  it.each([
    [[], 'no path is given'],
    [[codingPlan], 'no component is named'],
    [[codingPlan, '--as', 'orchestratr'], 'did you mean `orchestrator`'],
    [[codingPlan, codingPlan, '--as', 'orchestrator'], 'more than one path'],
    [[codingPlan, '--as', 'orchestrator', '--claims', 'a', '--jwt', 'b'], 'exclude each other'],
    [[codingPlan, '--as', 'orchestrator', '--action', 's3:*'], 'is no action'],
    [[codingPlan, '--as', 'orchestrator', '--resource', 'x'], 'say nothing without `--action`'],
    [[codingPlan, '--as', 'orchestrator', '--action', 's3:GetObject', '--context', 'aws:SourceIp'], 'is no condition key with its value'],
  ])('%j', (args, told) => {
    const { code, err } = agentIdentity('explain', ...args);
    expect(code).toBe(64);
    expect(inOneLine(err)).toContain(told);
  });
});

describe('what cannot be read ends with 65', () => {
  it.each([
    ['claims that are no JSON', '--claims', '{'],
    ['claims that are a list', '--claims', '[]'],
    ['a token of two parts', '--jwt', 'a.b'],
    ['a token whose claims are no JSON', '--jwt', 'YQ.YQ.YQ'],
    ['a token that is far too long', '--jwt', 'a'.repeat(200_000)],
  ])('%s', (_what, option, text) => {
    const { code, out, err } = explain(codingPlan, 'orchestrator', option, files.file('bad-token', text));
    expect(code).toBe(65);
    expect(out).toContain('not read:');
    expect(out + err).not.toMatch(/\n\s+at .+:\d+/);
  });

  it('a template that is none', () => {
    expect(explain(files.file('nothing.json', '{'), 'crm').code).toBe(65);
  });
});
