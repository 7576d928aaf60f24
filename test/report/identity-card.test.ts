import { coding } from '../../examples/coding-agent/agent';
import { support } from '../../examples/support-agent/agent';
import { fromPlan } from '../../lib/graph/from-plan';
import { type IdentityPlan, planIdentities } from '../../lib/plan';
import { accessMatrix } from '../../lib/report/access-matrix';
import { identityCard, identityCards } from '../../lib/report/identity-card';
import { widthOf } from '../../lib/report/wrap';

function planOf(agent: Parameters<typeof planIdentities>[0], stage: string): IdentityPlan {
  const planning = planIdentities(agent, { deployment: { stage, account: '111122223333', region: 'eu-central-1' } });
  if (!planning.ok) throw new Error('the example cannot be planned');
  return planning.plan;
}

const plan = planOf(support, 'dev');
const codingPlan = planOf(coding, 'prod');

function card(name: string, of = plan, options: Parameters<typeof identityCard>[2] = {}): string {
  const component = of.components.find((one) => one.name === name);
  if (component === undefined) throw new Error(`no component ${name}`);
  return identityCard(component, of, { framed: false, ...options });
}

describe('an identity card', () => {
  it('says who can become the component, what it can do, under which conditions, and what it may never do', () => {
    expect(card('crm')).toBe(
      [
        'crm  tool · support · dev',
        '-------------------------',
        'for         reads and updates tickets',
        'role        support-crm-dev-eu-central-1',
        'who         the Lambda function support-crm',
        '              issuer lambda.amazonaws.com',
        '              subject support-crm',
        'called by   orchestrator  by function  by the application, unenforced',
        'calls       nobody',
        'can         DynamoDB table ⟨tickets⟩',
        '              GetItem, PutItem',
        '            DynamoDB table ⟨tickets⟩',
        '            DynamoDB table ⟨tickets⟩/index/by-customer',
        '              Query',
        '            Secrets Manager secret ⟨crmToken⟩',
        '              GetSecretValue',
        '            CloudWatch Logs log group /aws/lambda/support-crm',
        '              CreateLogStream, PutLogEvents',
        'never       dynamodb:DeleteItem, dynamodb:DeleteTable',
        '            anything',
        '              when aws:RequestedRegion is not eu-central-1, eu-north-1, eu-west-1 or eu-west-3',
        '              except cloudfront, iam, organizations, route53, sts, support',
        '            anything',
        '              when lambda:SourceFunctionArn is not Lambda function support-crm, and is present',
        'only        processed in eu-central-1, eu-north-1, eu-west-1, eu-west-3',
        '              by the IAM permissions policy: denied by `aws:RequestedRegion`, global services',
        '                excepted',
        'boundary    support-crm-dev-eu-central-1-boundary: exactly what is declared',
        'session     1 hour: the role\u2019s maximum, the least that IAM lets a role have',
        '              lambda: as long as the function\u2019s execution environment is kept; the role\u2019s',
        '                maximum does not limit it',
        'log         /aws/lambda/support-crm',
        '              written by itself alone, kept for 400 days',
      ].join('\n'),
    );
  });

  it('tells calls that IAM enforces from those that only the application carries', () => {
    const calls = card('orchestrator', codingPlan)
      .split('\n')
      .filter((line) => / {2}by (?:function|role)/.test(line));
    expect(calls).toEqual([
      'calls       builder   by function                 by the application, unenforced',
      '            deployer  by role in another account  enforced',
      '            reviewer  by function                 by the application, unenforced',
    ]);
  });

  it('says which environment hosts the component, and the other way round', () => {
    expect(card('orchestrator')).toMatch(/^runs on {5}host$/m);
    expect(card('host')).toMatch(/^hosts {7}orchestrator$/m);
  });

  it.each([60, 80, 96, 100, 120])('keeps within %i columns, framed, whatever the length of its ARNs', (width) => {
    const lines = identityCards(plan, { width }).split('\n');
    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
    expect(lines.filter((line) => line !== '' && widthOf(line) !== width)).toEqual([]);
  });

  it('looks the same with colours, once they are taken away', () => {
    const color = identityCards(plan, { color: true });
    expect(color).toContain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
    expect(color.replace(/\u001b\[\d+m/g, '')).toBe(identityCards(plan));
  });

  it('says what the rules found about it, and about nobody else', () => {
    const graph = fromPlan(plan);
    const finding = {
      code: 'WI301',
      rule: 'boundary/is-present',
      severity: 'error' as const,
      verdict: 'refuted' as const,
      what: 'the role `crm` has no permissions boundary',
      where: { resource: 'crm/role' },
      involved: ['crm/role'],
      why: 'because',
      fix: 'set it',
    };
    const judged = { graph, findings: [finding] };
    expect(card('crm', plan, { judged })).toMatch(/^verdict {5}✗ 1 error\n {14}WI301 the role `crm` has no permissions boundary$/m);
    expect(card('search', plan, { judged })).toMatch(/^verdict {5}✓ nothing refuted, nothing undecided$/m);
  });

  it('shows what a hostile declaration says instead of obeying it', () => {
    const hostile = JSON.parse(JSON.stringify(plan).replaceAll('reads and updates tickets', 'x\\u001b[2Jy')) as IdentityPlan;
    expect(card('crm', hostile)).toContain('x\\u001b[2Jy');
  });
});

describe('the access matrix', () => {
  it('has a mark for every declared call and none besides', () => {
    expect(accessMatrix(codingPlan).split('\n').slice(0, 5)).toEqual([
      '                1  2  3  4',
      ' 1 builder         ·  ·  ·',
      ' 2 deployer     ·     ·  ·',
      ' 3 orchestrator ○  ●     ○',
      ' 4 reviewer     ·  ·  ·   ',
    ]);
  });
});
