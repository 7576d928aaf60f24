/** The services that say for which resource they assume a role: one document, and one resource that is admitted. */
import { type Trust, trust } from 'agent-workload-identity';
import { provePlan } from '../../../lib/assert';
import { componentOf, HOME, planOf, REGION } from '../../plan/planned';
import { trusting } from '../agents';
import { fromService, policy, trustPolicyOf } from './asking';

const OTHER = '444455556666';

interface Case {
  readonly trust: Trust;
  readonly service: string;
  /** What the trust policy asks of the source, after the account. */
  readonly pattern: string;
  /** Sources that are the component. */
  readonly own: readonly [string, string, string];
  /** Sources of the same service that are somebody else. */
  readonly others: readonly [string, string, ...string[]];
}

const AGENTCORE = 'bedrock-agentcore.amazonaws.com';

const CASES: Readonly<Record<string, Case>> = {
  'a state machine': {
    trust: trust.stepFunctions({ stateMachine: 'triage' }),
    service: 'states.amazonaws.com',
    pattern: 'states|stateMachine:triage',
    own: ['stateMachine:triage', 'stateMachine:triage', 'stateMachine:triage'],
    others: ['stateMachine:triage-2', 'stateMachine:triag', 'stateMachine:Triage', 'execution:triage:1', 'activity:triage'],
  },
  'a schedule group': {
    trust: trust.scheduler({ scheduleGroup: 'nightly' }),
    service: 'scheduler.amazonaws.com',
    pattern: 'scheduler|schedule-group/nightly',
    own: ['schedule-group/nightly', 'schedule-group/nightly', 'schedule-group/nightly'],
    others: ['schedule-group/nightly-2', 'schedule-group/default', 'schedule-group/Nightly', 'schedule/nightly/run'],
  },
  'a project': {
    trust: trust.codeBuild({ project: 'evals' }),
    service: 'codebuild.amazonaws.com',
    pattern: 'codebuild|project/evals',
    own: ['project/evals', 'project/evals', 'project/evals'],
    others: ['project/evals-2', 'project/eval', 'build/evals:1', 'report-group/evals'],
  },
  'a Bedrock agent whose id is known': {
    trust: trust.bedrockAgent({ agentId: 'ABCDEF0123' }),
    service: 'bedrock.amazonaws.com',
    pattern: 'bedrock|agent/ABCDEF0123',
    own: ['agent/ABCDEF0123', 'agent/ABCDEF0123', 'agent/ABCDEF0123'],
    others: ['agent/ABCDEF0124', 'agent/ABCDEF01234', 'agent-alias/ABCDEF0123/TSTALIASID', 'flow/ABCDEF0123'],
  },
  'a Bedrock agent that is yet to be made': {
    trust: trust.bedrockAgent({ dangerouslyAnyAgent: 'its id is generated after its role is made' }),
    service: 'bedrock.amazonaws.com',
    pattern: 'bedrock|agent/*',
    own: ['agent/ABCDEF0123', 'agent/GHIJKL4567', 'agent/MNOPQR8901'],
    others: ['agent-alias/ABCDEF0123/TSTALIASID', 'flow/ABCDEF0123', 'knowledge-base/ABCDEF0123', 'agents/ABCDEF0123'],
  },
  'a gateway': {
    trust: trust.agentCoreGateway({ name: 'crm-tools' }),
    service: AGENTCORE,
    pattern: 'bedrock-agentcore|gateway/crm-tools-??????????',
    own: ['gateway/crm-tools-a1b2c3d4e5', 'gateway/crm-tools-0000000000', 'gateway/crm-tools-zzzzzzzzzz'],
    others: ['gateway/crm-tools-dev-a1b2c3d4e5', 'gateway/crm-tools2-a1b2c3d4e5', 'gateway/crm-a1b2c3d4e5', 'runtime/crm-tools-a1b2c3d4e5'],
  },
  'a memory': {
    trust: trust.agentCoreMemory({ name: 'crm_notes' }),
    service: AGENTCORE,
    pattern: 'bedrock-agentcore|memory/crm_notes-*',
    own: ['memory/crm_notes-a1B2c3D4e5', 'memory/crm_notes-0000000000', 'memory/crm_notes-ZZZZZZZZZZ'],
    others: ['memory/crm_notes2-a1B2c3D4e5', 'memory/crm_notes_dev-a1B2c3D4e5', 'memory/crm-a1B2c3D4e5', 'gateway/crm_notes-a1B2c3D4e5'],
  },
  'a browser': {
    trust: trust.agentCoreBrowser({ name: 'portal' }),
    service: AGENTCORE,
    pattern: 'bedrock-agentcore|browser-custom/portal-*',
    own: ['browser-custom/portal-a1B2c3D4e5', 'browser-custom/portal-0000000000', 'browser-custom/portal-ZZZZZZZZZZ'],
    others: [
      'browser-custom/portal2-a1B2c3D4e5',
      'browser-custom/portal_2-a1B2c3D4e5',
      'browser/aws.browser.v1',
      'runtime/portal-a1B2c3D4e5',
    ],
  },
  'a code interpreter': {
    trust: trust.agentCoreCodeInterpreter({ name: 'sums' }),
    service: AGENTCORE,
    pattern: 'bedrock-agentcore|code-interpreter-custom/sums-*',
    own: ['code-interpreter-custom/sums-a1B2c3D4e5', 'code-interpreter-custom/sums-0000000000', 'code-interpreter-custom/sums-ZZZZZZZZZZ'],
    others: [
      'code-interpreter-custom/sums2-a1B2c3D4e5',
      'code-interpreter-custom/sums_2-a1B2c3D4e5',
      'code-interpreter/aws.codeinterpreter.v1',
      'browser-custom/sums-a1B2c3D4e5',
    ],
  },
};

describe.each(Object.entries(CASES))('%s', (_what, { trust: given, service, pattern, own, others }) => {
  const [prefix = '', resource = ''] = pattern.split('|');
  const arn = (part: string, account = HOME, region = REGION) => `arn:aws:${prefix}:${region}:${account}:${part}`;
  const ask = (source: string, account = HOME, from = service) =>
    fromService(given, from, { 'aws:SourceArn': source, 'aws:SourceAccount': account });

  it('is one statement, which pins account and source', () => {
    expect(trustPolicyOf(given)).toEqual(
      policy({
        Principal: { Service: [service] },
        Action: ['sts:AssumeRole'],
        Condition: { ArnLike: { 'aws:SourceArn': [arn(resource)] }, StringEquals: { 'aws:SourceAccount': [HOME] } },
      }),
    );
  });

  it.each(own)('admits %s', (source) => {
    expect(ask(arn(source))).toBe('allow');
  });

  it.each(others)('does not admit %s', (source) => {
    expect(ask(arn(source))).toBe('implicit-deny');
  });

  it('does not admit the same resource of another account or region, nor another service in its name', () => {
    const [first] = own;
    expect(ask(arn(first, OTHER), OTHER)).toBe('implicit-deny');
    expect(ask(arn(first), OTHER)).toBe('implicit-deny');
    expect(ask(arn(first, HOME, 'us-east-1'))).toBe('implicit-deny');
    expect(ask(arn(first), HOME, 'lambda.amazonaws.com')).toBe('implicit-deny');
  });

  it('does not admit the service when it says neither source nor account', () => {
    expect(fromService(given, service, {})).toBe('implicit-deny');
  });

  it('stands up to every rule', () => {
    const { verdict, findings } = provePlan(planOf(trusting(given)));
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });
});

describe('what the review is told', () => {
  it('gives the reason why any Bedrock agent may come', () => {
    const plan = planOf(trusting(trust.bedrockAgent({ dangerouslyAnyAgent: 'the agent is made by the next deployment' })));
    expect(componentOf(plan, 'tool').waivers).toEqual([
      { what: 'trust in every Bedrock agent of the account and region', because: 'the agent is made by the next deployment' },
    ]);
  });

  it('lets callers reach a gateway by the pattern of its ARN', () => {
    const [call] = planOf({
      ...trusting(trust.agentCoreGateway({ name: 'crm-tools' })),
      components: {
        caller: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'caller' }), calls: ['tool'] },
        tool: { kind: 'tool', trust: trust.agentCoreGateway({ name: 'crm-tools' }) },
      },
    }).calls;
    expect(call).toMatchObject({ by: 'gateway', target: `arn:aws:bedrock-agentcore:${REGION}:${HOME}:gateway/crm-tools-??????????` });
  });
});
