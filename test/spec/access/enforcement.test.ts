/** Where each declared condition is enforced: in the plan, in the table, and in the template that the rules read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineAgent, readObjects, trust } from 'agent-workload-identity';
import { enforcementMatrix } from '../../../lib/report/enforcement-matrix';
import { identityCard } from '../../../lib/report/identity-card';
import { componentOf, parsed, planOf, resourceOf } from '../../plan/planned';

const VPC = 'vpc-0abc0123456789def';

const agent = defineAgent({
  name: 'desk',
  owner: 'platform',
  components: () => ({
    planner: {
      kind: 'orchestrator',
      trust: trust.lambda({ functionName: 'planner', inVpc: true }),
      calls: ['reader'],
      access: { networks: { vpcs: [VPC] } },
    },
    reader: {
      kind: 'tool',
      trust: trust.component(),
      can: [readObjects({ bucket: 'arn:aws:s3:::handbook', prefix: 'public/' })],
      access: {
        networks: { vpcs: [VPC] },
        sourceIdentity: 'required',
        organization: 'o-a1b2c3d4e5',
        window: { until: '2027-01-31T22:00:00Z' },
      },
    },
    gateway: {
      kind: 'tool',
      trust: trust.agentCoreGateway({ name: 'tools' }),
      access: {
        callersFrom: {
          countries: ['DE', 'AT'],
          webAcl: 'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/agents/1234abcd-12ab-34cd-56ef-1234567890ab',
        },
      },
    },
  }),
  access: { regions: ['eu-central-1'], window: { until: '2027-12-31T22:00:00Z' } },
  evidence: { retainDays: 400 },
});

const plan = planOf(agent);
const rows = (name: string) =>
  componentOf(plan, name).conditions.map(({ condition, on, by }) => [condition, on, by.map(({ where }) => where)]);

describe('what an identity provider vouches for', () => {
  const spire = (tags?: { readonly department: string }) =>
    trust.spiffeJwt({
      issuer: 'https://spire.example.com',
      spiffeId: 'spiffe://prod.acme.example/agent/tool',
      ...(tags === undefined ? {} : { tags }),
    });

  it('is enforced by it, by the trust policy and, where it is a tag, by the permissions policy', () => {
    const attested = planOf(
      defineAgent({
        name: 'attested',
        owner: 'platform',
        components: () => ({
          tool: {
            kind: 'tool',
            trust: spire({ department: 'support' }),
            access: { selectors: ['k8s:ns:agents', 'docker:image_id:sha256:1f'], claims: { department: 'support' } },
          },
        }),
        evidence: { retainDays: 400 },
      }),
    );
    expect(componentOf(attested, 'tool').conditions.map(({ condition, by }) => [condition, by.map(({ where }) => where)])).toEqual([
      ['selectors', ['identity-provider', 'iam-trust']],
      ['claims', ['identity-provider', 'iam-trust', 'iam-permission']],
    ]);
    const asked = resourceOf(attested, 'role', 'tool').trust.Statement.map(({ Condition }) => JSON.stringify(Condition));
    expect(asked.some((condition) => condition.includes('"aws:RequestTag/department":["support"]'))).toBe(true);
    expect(asked.some((condition) => condition.includes('"aws:TagKeys":["department"]'))).toBe(true);
  });
});

describe('an adopted role', () => {
  it('has the denials, and no trust policy that the plan could speak for', () => {
    const adopted = planOf(
      defineAgent({
        name: 'adopting',
        owner: 'platform',
        components: () => ({
          planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: ['tool'] },
          tool: {
            kind: 'tool',
            role: 'arn:aws:iam::111122223333:role/legacy',
            trust: trust.component(),
            access: { sourceIdentity: 'required', organization: 'o-a1b2c3d4e5' },
          },
        }),
        evidence: { retainDays: 400 },
      }),
    );
    expect(componentOf(adopted, 'tool').conditions.map(({ condition, by }) => [condition, by.map(({ where }) => where)])).toEqual([
      ['sourceIdentity', ['iam-permission']],
      ['organization', ['iam-permission']],
    ]);
  });
});

describe('the plan says of each condition', () => {
  it('who declared it and everything that enforces it', () => {
    expect(rows('reader')).toEqual([
      ['regions', 'agent', ['iam-permission']],
      ['networks', 'component', ['iam-permission']],
      ['window', 'component', ['iam-permission']],
      ['sourceIdentity', 'component', ['iam-trust', 'iam-permission']],
      ['organization', 'component', ['iam-trust', 'iam-permission']],
    ]);
    expect(rows('gateway')).toEqual([
      ['regions', 'agent', ['iam-permission']],
      ['callersFrom', 'component', ['gateway']],
      ['window', 'agent', ['iam-permission']],
    ]);
  });

  it('in one line what it asks', () => {
    expect(componentOf(plan, 'reader').conditions.map(({ declared }) => declared)).toEqual([
      'processed in eu-central-1',
      `from ${VPC}`,
      'until 2027-01-31T22:00:00Z',
      'a source identity in every session',
      'callers and resources of the organization o-a1b2c3d4e5',
    ]);
  });

  it('nothing where none is declared', () => {
    const { access: _access, ...rest } = agent;
    const { conditions } = componentOf(planOf({ ...rest, components: { ...agent.components } }), 'planner');
    expect(conditions.map(({ condition }) => condition)).toEqual(['networks']);
  });
});

describe('a component\u2019s own condition', () => {
  it('stands in the place of its agent\u2019s, which it narrows', () => {
    const denied = (name: string) =>
      JSON.stringify(resourceOf(plan, 'role', name).policies.find((policy) => policy.name === 'limits')?.document);
    expect(denied('reader')).toContain('2027-01-31T22:00:00Z');
    expect(denied('reader')).not.toContain('2027-12-31T22:00:00Z');
    expect(denied('planner')).toContain('2027-12-31T22:00:00Z');
  });

  it('is in its boundary as well', () => {
    const { document } = resourceOf(plan, 'boundary', 'reader');
    const denials = parsed(document, 'boundary').statements.filter(({ effect }) => effect === 'Deny');
    expect(denials.flatMap(({ conditions }) => conditions.map(({ key }) => key)).sort()).toEqual([
      'aws:CurrentTime',
      'aws:RequestedRegion',
      'aws:ResourceOrgID',
      'aws:SourceIdentity',
      'aws:SourceVpc',
      'aws:ViaAWSService',
      'aws:ViaAWSService',
    ]);
  });
});

describe('callers of another organization', () => {
  it('are not admitted by any statement of the trust policy', () => {
    const { trust: document } = resourceOf(plan, 'role', 'reader');
    expect(document.Statement.map(({ Condition }) => Condition?.StringEquals?.['aws:PrincipalOrgID'])).toEqual(
      document.Statement.map(() => ['o-a1b2c3d4e5']),
    );
  });
});

describe('the table', () => {
  it('has a row for each condition and a column for each place of enforcement', () => {
    expect(enforcementMatrix(plan).split('\n')).toEqual([
      '                  provider  trust  gateway  permission  resource  scheduler',
      'gateway',
      '  regions            ·        ·       ·         ●          ·          ·',
      '  callersFrom        ·        ·       ●         ·          ·          ·',
      '  window             ·        ·       ·         ●          ·          ·',
      'planner',
      '  regions            ·        ·       ·         ●          ·          ·',
      '  networks           ·        ·       ·         ●          ·          ·',
      '  window             ·        ·       ·         ●          ·          ·',
      'reader',
      '  regions            ·        ·       ·         ●          ·          ·',
      '  networks           ·        ·       ·         ●          ·          ·',
      '  window             ·        ·       ·         ●          ·          ·',
      '  sourceIdentity     ·        ●       ·         ●          ·          ·',
      '  organization       ·        ●       ·         ●          ·          ·',
      '',
      '● refuses what does not meet the condition: the identity provider, the trust policy, the gateway, the permissions policy, a resource policy, the scheduler',
    ]);
  });

  it('is what the page shows', () => {
    const page = readFileSync(join(__dirname, '../../../docs/conditional-access.md'), 'utf8');
    expect(page).toContain(`\`\`\`\n${enforcementMatrix(plan)}\n\`\`\``);
  });

  it('is not there where nothing is declared', () => {
    const { access: _access, ...rest } = agent;
    expect(
      enforcementMatrix(planOf({ ...rest, components: { gateway: { kind: 'tool', trust: trust.lambda({ functionName: 'tools' }) } } })),
    ).toBe('');
  });
});

describe('the card of a component', () => {
  it('says who refuses what does not meet a condition', () => {
    expect(identityCard(componentOf(plan, 'gateway'), plan, { framed: false, width: 120 })).toContain(
      [
        'only        processed in eu-central-1',
        '              by the IAM permissions policy: denied by `aws:RequestedRegion`, global services excepted',
      ].join('\n'),
    );
  });
});
