import { type Agent, defineAgent, type Trust, trust } from 'agent-workload-identity';
import {
  actionInfo,
  assumeRole,
  assumeRoleWithWebIdentity,
  conditionKeySupported,
  ISSUER_CLAIMS,
  type SessionOutcome,
  type TokenClaims,
} from 'agent-workload-identity/policy';
import { TRUST_KINDS } from '../../lib/spec/trust';
import { componentOf, decide, HOME, LITERAL, parsed, planOf, REGION, resourceOf, withoutSids } from '../plan/planned';
import { trusting } from './agents';

const CLUSTER = `arn:aws:eks:${REGION}:${HOME}:cluster/prod`;
const EKS = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
const GITHUB = 'token.actions.githubusercontent.com';

const trustPolicyOf = (given: Trust) => withoutSids(resourceOf(planOf(trusting(given)), 'role', 'tool').trust);

/** What is common to all: one statement that allows. */
const policy = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

const roleOf = (agent: Agent, name = 'tool', deployment = LITERAL) => {
  const plan = planOf(agent, deployment);
  const role = resourceOf(plan, 'role', name);
  return {
    arn: componentOf(plan, name).roleArn,
    trust: parsed(role.trust, 'trust'),
    tags: role.tags,
    maxSessionSeconds: role.maxSessionSeconds,
  };
};

/** What STS answers to a token. */
const withToken = (given: Trust, issuer: string, claims: TokenClaims): SessionOutcome['decision'] =>
  assumeRoleWithWebIdentity({
    role: roleOf(trusting(given)),
    provider: { principal: `arn:aws:iam::${HOME}:oidc-provider/${issuer}`, issuer },
    claims: { iss: `https://${issuer}`, ...claims },
    claimTable: ISSUER_CLAIMS,
    session: { name: 'run-1' },
  }).decision;

/** What STS answers to a service. */
const fromService = (
  given: Trust,
  service: string,
  context: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>> = {},
) =>
  assumeRole({
    role: roleOf(trusting(given)),
    caller: { kind: 'service', service },
    policies: {},
    session: { name: 'run-1', tags },
    context,
  }).decision;

describe('EKS Pod Identity', () => {
  const pods = trust.eksPodIdentity({ cluster: CLUSTER, namespace: 'agents', serviceAccount: 'planner' });
  const tags = { 'eks-cluster-arn': CLUSTER, 'kubernetes-namespace': 'agents', 'kubernetes-service-account': 'planner' };

  it('is the trust policy of its user guide, with the session tags that pin the pod', () => {
    expect(trustPolicyOf(pods)).toEqual(
      policy({
        Principal: { Service: ['pods.eks.amazonaws.com'] },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:RequestTag/eks-cluster-arn': [CLUSTER],
            'aws:RequestTag/kubernetes-namespace': ['agents'],
            'aws:RequestTag/kubernetes-service-account': ['planner'],
          },
        },
      }),
    );
  });

  it('admits the pods of that service account, with all six tags that EKS sets', () => {
    const six = { ...tags, 'eks-cluster-name': 'prod', 'kubernetes-pod-name': 'planner-0', 'kubernetes-pod-uid': '7b1f' };
    expect(fromService(pods, 'pods.eks.amazonaws.com', {}, six)).toBe('allow');
  });

  it.each([
    ['another cluster', { ...tags, 'eks-cluster-arn': `${CLUSTER}-2` }],
    ['another namespace', { ...tags, 'kubernetes-namespace': 'agents-2' }],
    ['another service account', { ...tags, 'kubernetes-service-account': 'default' }],
    ['an association without tags', {}],
  ])('does not admit %s', (_name, others) => {
    expect(fromService(pods, 'pods.eks.amazonaws.com', {}, others)).toBe('implicit-deny');
  });

  it('does not admit another service with the same tags', () => {
    expect(fromService(pods, 'ec2.amazonaws.com', {}, tags)).toBe('implicit-deny');
  });

  it('makes the association that binds the role, by the name of the cluster', () => {
    const plan = planOf(trusting(pods));
    expect(resourceOf(plan, 'pod-identity-association', 'tool')).toMatchObject({
      cluster: 'prod',
      namespace: 'agents',
      serviceAccount: 'planner',
      roleArn: `arn:aws:iam::${HOME}:role/support-tool-${REGION}`,
      role: 'tool/role',
    });
  });

  it('takes the name of a late cluster from its ARN', () => {
    const late = defineAgent({
      name: 'support',
      owner: 'platform',
      inputs: { cluster: 'eks-cluster-arn' },
      components: ({ cluster }) => ({
        tool: { kind: 'tool', trust: trust.eksPodIdentity({ cluster, namespace: 'agents', serviceAccount: 'planner' }) },
      }),
      evidence: { retainDays: 90 },
    });
    expect(resourceOf(planOf(late), 'pod-identity-association', 'tool').cluster).toBe('⟨cluster.name:name⟩');
    expect(resourceOf(planOf(late, LITERAL, { cluster: CLUSTER }), 'pod-identity-association', 'tool').cluster).toBe('prod');
  });
});

describe('EKS IRSA', () => {
  const pods = trust.eksIrsa({ issuer: `https://${EKS}`, namespace: 'agents', serviceAccount: 'orchestrator' });
  const claims = { sub: 'system:serviceaccount:agents:orchestrator', aud: 'sts.amazonaws.com' };

  it('is the trust policy of its user guide', () => {
    expect(trustPolicyOf(pods)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${EKS}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: { [`${EKS}:aud`]: ['sts.amazonaws.com'], [`${EKS}:sub`]: ['system:serviceaccount:agents:orchestrator'] },
        },
      }),
    );
  });

  it('is the same policy for an issuer that is known late, once it is known', () => {
    const late = defineAgent({
      name: 'support',
      owner: 'platform',
      inputs: { issuer: 'oidc-issuer-url' },
      components: ({ issuer }) => ({
        tool: { kind: 'tool', trust: trust.eksIrsa({ issuer, namespace: 'agents', serviceAccount: 'orchestrator' }) },
      }),
      evidence: { retainDays: 90 },
    });
    const { trust: document } = resourceOf(planOf(late, LITERAL, { issuer: `https://${EKS}` }), 'role', 'tool');
    expect(withoutSids(document)).toEqual(trustPolicyOf(pods));
  });

  it('admits a token of that service account', () => {
    expect(withToken(pods, EKS, claims)).toBe('allow');
  });

  it.each([
    ['another service account', { ...claims, sub: 'system:serviceaccount:agents:default' }],
    ['another namespace', { ...claims, sub: 'system:serviceaccount:agents-2:orchestrator' }],
    ['a longer name', { ...claims, sub: 'system:serviceaccount:agents:orchestrator-2' }],
    ['another audience', { ...claims, aud: 'vault.example.com' }],
    ['no subject', { aud: 'sts.amazonaws.com' }],
    ['no audience', { sub: claims.sub }],
    ['session tags', { ...claims, 'https://aws.amazon.com/tags': { principal_tags: { team: ['admin'] } } }],
    ['a source identity', { ...claims, 'https://aws.amazon.com/source_identity': 'somebody' }],
  ])('does not admit a token with %s', (_name, others) => {
    expect(withToken(pods, EKS, others)).toBe('implicit-deny');
  });

  it('does not admit a token of another cluster', () => {
    expect(withToken(pods, EKS.replace('EXAMPLED', 'EXAMPLEE'), claims)).toBe('implicit-deny');
  });

  it('accepts another audience where it is named', () => {
    const other = trust.eksIrsa({
      issuer: `https://${EKS}`,
      namespace: 'agents',
      serviceAccount: 'orchestrator',
      audience: 'agents.example.com',
    });
    expect(withToken(other, EKS, { ...claims, aud: 'agents.example.com' })).toBe('allow');
    expect(withToken(other, EKS, claims)).toBe('implicit-deny');
  });
});

describe('GitHub Actions', () => {
  const ids = { owner: '123456', repo: '456789' };
  const production = trust.githubActions({ repo: 'acme/agents', ids, environment: 'production', ref: 'refs/heads/main' });
  const classic = 'repo:acme/agents:environment:production';
  const immutable = 'repo:acme@123456/agents@456789:environment:production';
  const claims = { aud: 'sts.amazonaws.com', sub: classic, ref: 'refs/heads/main', repository_id: '456789', repository_owner_id: '123456' };
  const subjectsOf = (given: Trust) => {
    const [statement] = trustPolicyOf(given).Statement;
    return statement?.Condition?.StringEquals?.[`${GITHUB}:sub`];
  };

  it('pins both forms of the subject, both ids and the ref of an environment', () => {
    expect(trustPolicyOf(production)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${GITHUB}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: {
            [`${GITHUB}:aud`]: ['sts.amazonaws.com'],
            [`${GITHUB}:sub`]: [classic, immutable],
            [`${GITHUB}:repository_id`]: ['456789'],
            [`${GITHUB}:repository_owner_id`]: ['123456'],
            [`${GITHUB}:ref`]: ['refs/heads/main'],
          },
        },
      }),
    );
  });

  it.each([
    ['classic', classic],
    ['immutable', immutable],
  ])('admits the job with the %s subject', (_form, sub) => {
    expect(withToken(production, GITHUB, { ...claims, sub })).toBe('allow');
  });

  it.each([
    ['of another environment', { ...claims, sub: 'repo:acme/agents:environment:staging' }],
    ['of another branch', { ...claims, ref: 'refs/heads/feature' }],
    ['of another repository', { ...claims, sub: 'repo:acme/other:environment:production', repository_id: '1' }],
    ['of a repository that took over the name', { ...claims, repository_id: '999999' }],
    ['of an owner that took over the name', { ...claims, repository_owner_id: '999999' }],
    ['of an owner whose name begins alike', { ...claims, sub: 'repo:acme-evil/agents:environment:production' }],
    ['of a pull request', { ...claims, sub: 'repo:acme/agents:pull_request' }],
    ['for another audience', { ...claims, aud: 'https://github.com/acme' }],
    ['without a ref', { aud: claims.aud, sub: classic, repository_id: '456789', repository_owner_id: '123456' }],
  ])('does not admit a job %s', (_name, others) => {
    expect(withToken(production, GITHUB, others)).toBe('implicit-deny');
  });

  it('names the subject of a branch, a tag and a pull request as GitHub writes it', () => {
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', branch: 'main' }))).toEqual([
      'repo:acme/agents:ref:refs/heads/main',
    ]);
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', branch: 'release/1.x' }))).toEqual([
      'repo:acme/agents:ref:refs/heads/release/1.x',
    ]);
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', tag: 'v1.2' }))).toEqual([
      'repo:acme/agents:ref:refs/tags/v1.2',
    ]);
    expect(
      subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', dangerouslyAnyPullRequest: 'public data only' })),
    ).toEqual(['repo:acme/agents:pull_request']);
  });

  it('escapes colons within values, as GitHub does', () => {
    expect(
      subjectsOf(trust.githubActions({ repo: 'acme/agents', subjects: 'classic', environment: 'eu:prod:1', environmentIsProtected: true })),
    ).toEqual(['repo:acme/agents:environment:eu%3Aprod%3A1']);
  });

  it('accepts one form of the subject alone where that is said', () => {
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', subjects: 'immutable' }))).toEqual([
      'repo:acme@123456/agents@456789:ref:refs/heads/main',
    ]);
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', subjects: 'classic' }))).toEqual([
      'repo:acme/agents:ref:refs/heads/main',
    ]);
    expect(subjectsOf(trust.githubActions({ repo: 'acme/agents', ids, branch: 'main' }))).toHaveLength(2);
  });

  it('still tests the ids where only the classic subject is accepted, because they cannot be taken over', () => {
    const guarded = trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', subjects: 'classic' });
    const token = {
      aud: 'sts.amazonaws.com',
      sub: 'repo:acme/agents:ref:refs/heads/main',
      repository_id: '456789',
      repository_owner_id: '123456',
    };
    expect(withToken(guarded, GITHUB, token)).toBe('allow');
    expect(withToken(guarded, GITHUB, { ...token, repository_id: '1' })).toBe('implicit-deny');
  });

  it('requires the reusable workflow where one is named', () => {
    const workflow = 'acme/ci/.github/workflows/deploy.yml@refs/heads/main';
    const guarded = trust.githubActions({ repo: 'acme/agents', ids, branch: 'main', reusableWorkflow: workflow });
    const token = { ...claims, sub: 'repo:acme/agents:ref:refs/heads/main' };
    expect(withToken(guarded, GITHUB, { ...token, job_workflow_ref: workflow })).toBe('allow');
    expect(withToken(guarded, GITHUB, { ...token, job_workflow_ref: workflow.replace('main', 'evil') })).toBe('implicit-deny');
    expect(withToken(guarded, GITHUB, token)).toBe('implicit-deny');
  });

  it('tests only claims that STS makes condition keys of', () => {
    const keys = Object.keys(trustPolicyOf(production).Statement[0]?.Condition?.StringEquals ?? {});
    expect(keys.map((key) => conditionKeySupported('sts:AssumeRoleWithWebIdentity', key))).toEqual(keys.map(() => 'yes'));
  });
});

describe('any other OIDC issuer', () => {
  const issuer = 'agents.example.com/tenants/7/';
  const exact = trust.oidc({ issuer: `https://${issuer}`, audience: 'sts.amazonaws.com', subject: 'workload:planner' });
  const claims = { sub: 'workload:planner', aud: 'sts.amazonaws.com' };

  it('keeps the issuer to the letter, path and trailing slash included', () => {
    expect(trustPolicyOf(exact)).toEqual(
      policy({
        Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${issuer}`] },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${issuer}:aud`]: ['sts.amazonaws.com'], [`${issuer}:sub`]: ['workload:planner'] } },
      }),
    );
  });

  it('admits that subject for that audience, and nothing near it', () => {
    expect(withToken(exact, issuer, claims)).toBe('allow');
    expect(withToken(exact, issuer, { ...claims, sub: 'workload:planner2' })).toBe('implicit-deny');
    expect(withToken(exact, issuer, { ...claims, sub: 'WORKLOAD:PLANNER' })).toBe('implicit-deny');
    expect(withToken(exact, issuer, { ...claims, aud: 'other' })).toBe('implicit-deny');
    expect(withToken(exact, issuer.slice(0, -1), claims)).toBe('implicit-deny');
  });

  it('matches a pattern only where it is asked for with its reason', () => {
    const pattern = trust.oidc({
      issuer: `https://${issuer}`,
      audience: 'sts.amazonaws.com',
      subjectLike: 'workload:run:*',
      because: 'runs have numbers',
    });
    expect(withToken(pattern, issuer, { ...claims, sub: 'workload:run:17' })).toBe('allow');
    expect(withToken(pattern, issuer, { ...claims, sub: 'workload:planner' })).toBe('implicit-deny');
    expect(componentOf(planOf(trusting(pattern)), 'tool').waivers).toEqual([
      { what: 'any subject like workload:run:*', because: 'runs have numbers' },
    ]);
  });
});

describe('AWS Lambda', () => {
  const lambda = trust.lambda({ functionName: 'support-crm' });
  const own = `arn:aws:lambda:${REGION}:${HOME}:function:support-crm`;
  const asks = (context: Readonly<Record<string, string>>) => {
    const plan = planOf(trusting(lambda));
    return {
      plan,
      ask: {
        action: 'logs:PutLogEvents',
        resource: `arn:aws:logs:${REGION}:${HOME}:log-group:/aws/lambda/support-crm:log-stream:a`,
        context,
      },
    };
  };

  it('trusts the service, which has no key for the function when it assumes the role', () => {
    expect(trustPolicyOf(lambda)).toEqual(policy({ Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }));
  });

  it.each([
    ['its own', own, 'allow'],
    ['another function', `${own}-2`, 'explicit-deny'],
    ['the same name in another region', own.replace(REGION, 'eu-west-1'), 'explicit-deny'],
  ] as const)('keeps its credentials with the function: %s', (_name, source, decision) => {
    const { plan, ask } = asks({ 'lambda:SourceFunctionArn': source });
    expect(decide(plan, 'tool', ask)).toBe(decision);
  });

  it('does not keep them from Lambda itself, whose calls need not carry the key', () => {
    const { plan, ask } = asks({});
    expect(decide(plan, 'tool', ask)).toBe('allow');
  });
});

describe('Amazon ECS', () => {
  const expected = policy({
    Principal: { Service: ['ecs-tasks.amazonaws.com'] },
    Action: ['sts:AssumeRole'],
    Condition: { ArnLike: { 'aws:SourceArn': [`arn:aws:ecs:${REGION}:${HOME}:*`] }, StringEquals: { 'aws:SourceAccount': [HOME] } },
  });
  const task = `arn:aws:ecs:${REGION}:${HOME}:task/prod/0123`;

  it('is the trust policy of its developer guide, for tasks and for their execution', () => {
    expect(trustPolicyOf(trust.ecsTaskExecution())).toEqual(expected);
    const hosted = defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        tool: { kind: 'tool', trust: trust.ecsTask() },
        host: { kind: 'environment', trust: trust.ecsTaskExecution(), hosts: ['tool'] },
      }),
      evidence: { retainDays: 90 },
    });
    expect(withoutSids(resourceOf(planOf(hosted), 'role', 'tool').trust)).toEqual(expected);
  });

  it('admits tasks of this account and region, and no others', () => {
    const ask = (context: Readonly<Record<string, string>>) => fromService(trust.ecsTaskExecution(), 'ecs-tasks.amazonaws.com', context);
    expect(ask({ 'aws:SourceArn': task, 'aws:SourceAccount': HOME })).toBe('allow');
    expect(ask({ 'aws:SourceArn': task.replace(HOME, '444455556666'), 'aws:SourceAccount': '444455556666' })).toBe('implicit-deny');
    expect(ask({ 'aws:SourceArn': task.replace(REGION, 'us-east-1'), 'aws:SourceAccount': HOME })).toBe('implicit-deny');
    expect(ask({})).toBe('implicit-deny');
  });
});

describe('Amazon Bedrock AgentCore', () => {
  const runtime = trust.agentCoreRuntime({ name: 'support_reasoner' });
  const arn = `arn:aws:bedrock-agentcore:${REGION}:${HOME}:runtime/support_reasoner-a1B2c3D4e5`;
  const ask = (source: string, account = HOME) =>
    fromService(runtime, 'bedrock-agentcore.amazonaws.com', { 'aws:SourceArn': source, 'aws:SourceAccount': account });

  it('pins account and runtime, the generated part of its id left open', () => {
    expect(trustPolicyOf(runtime)).toEqual(
      policy({
        Principal: { Service: ['bedrock-agentcore.amazonaws.com'] },
        Action: ['sts:AssumeRole'],
        Condition: {
          ArnLike: { 'aws:SourceArn': [`arn:aws:bedrock-agentcore:${REGION}:${HOME}:runtime/support_reasoner-*`] },
          StringEquals: { 'aws:SourceAccount': [HOME] },
        },
      }),
    );
  });

  it('admits the runtime of that name', () => {
    expect(ask(arn)).toBe('allow');
  });

  it.each([
    ['a runtime with a longer name', arn.replace('reasoner-', 'reasoner2-')],
    ['a runtime with a longer name after an underscore', arn.replace('reasoner-', 'reasoner_dev-')],
    ['a runtime of another region', arn.replace(REGION, 'us-east-1')],
    ['a gateway of that name', arn.replace('runtime/', 'gateway/')],
  ])('does not admit %s', (_name, source) => {
    expect(ask(source)).toBe('implicit-deny');
  });

  it('does not admit a runtime of another account, whatever its ARN says', () => {
    expect(ask(arn.replace(HOME, '444455556666'), '444455556666')).toBe('implicit-deny');
    expect(ask(arn, '444455556666')).toBe('implicit-deny');
  });
});

describe('an EKS node', () => {
  it('trusts EC2, which has no key for the instance when it assumes the role', () => {
    expect(trustPolicyOf(trust.eksNode())).toEqual(policy({ Principal: { Service: ['ec2.amazonaws.com'] }, Action: ['sts:AssumeRole'] }));
  });
});

describe('every trust kind', () => {
  const EXAMPLES: { readonly [Kind in Trust['kind']]: Trust } = {
    'agentcore-runtime': trust.agentCoreRuntime({ name: 'tool' }),
    component: trust.component(),
    'ecs-task': trust.ecsTask(),
    'ecs-task-execution': trust.ecsTaskExecution(),
    'eks-irsa': trust.eksIrsa({ issuer: `https://${EKS}`, namespace: 'agents', serviceAccount: 'tool' }),
    'eks-node': trust.eksNode(),
    'eks-pod-identity': trust.eksPodIdentity({ cluster: CLUSTER, namespace: 'agents', serviceAccount: 'tool' }),
    'github-actions': trust.githubActions({ repo: 'acme/agents', branch: 'main' }),
    lambda: trust.lambda({ functionName: 'tool' }),
    oidc: trust.oidc({ issuer: 'https://agents.example.com', audience: 'sts.amazonaws.com', subject: 'tool' }),
  };
  const kinds = Object.keys(TRUST_KINDS) as Trust['kind'][];

  /** A tool of this kind with all that it needs around it. */
  const agentOf = (kind: Trust['kind']): Agent =>
    defineAgent({
      name: 'support',
      owner: 'platform',
      components: () => ({
        caller: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'caller' }), calls: kind === 'component' ? ['tool'] : [] },
        tool: { kind: 'tool', trust: EXAMPLES[kind] },
        host: { kind: 'environment', trust: trust.ecsTaskExecution(), hosts: kind === 'ecs-task' ? ['tool'] : [] },
      }),
      evidence: { retainDays: 90 },
    });

  it.each(kinds)('%s: the trust policy is one that IAM takes, with actions and keys that STS has', (kind) => {
    const { trust: document } = resourceOf(planOf(agentOf(kind)), 'role', 'tool');
    expect(parsed(document, 'trust').statements.length).toBeGreaterThan(0);
    for (const { Action = [], Condition = {} } of document.Statement) {
      expect(Action.map((action) => actionInfo(action).status)).toEqual(Action.map(() => 'known'));
      const keys = Object.values(Condition).flatMap((block) => Object.keys(block));
      // A key that one action of a statement does not know is absent from requests for it, which a set operator of a limit passes.
      expect(keys.filter((key) => !Action.some((action) => conditionKeySupported(action, key) === 'yes'))).toEqual([]);
    }
  });

  it.each(kinds)('%s: nothing optional is tested, which would hold where a key is missing', (kind) => {
    const { trust: document } = resourceOf(planOf(agentOf(kind)), 'role', 'tool');
    const operators = document.Statement.filter(({ Action = [] }) => Action.some((action) => action.startsWith('sts:AssumeRole'))).flatMap(
      ({ Condition = {} }) => Object.keys(Condition),
    );
    expect(operators.filter((operator) => /IfExists$|^ForAllValues:|Not/.test(operator))).toEqual([]);
  });

  it.each(kinds)('%s: nobody is trusted without a name: no principal is a wildcard', (kind) => {
    const { trust: document } = resourceOf(planOf(agentOf(kind)), 'role', 'tool');
    expect(JSON.stringify(document.Statement.map(({ Principal }) => Principal))).not.toContain('*');
  });

  it.each(kinds)('%s: says in one line who can become the component', (kind) => {
    const [summary, ...others] = componentOf(planOf(agentOf(kind)), 'tool').trust;
    expect(others).toEqual([]);
    expect(summary).toMatchObject({ kind, who: expect.stringMatching(/^\S.{10,200}[^.]$/) });
  });
});
