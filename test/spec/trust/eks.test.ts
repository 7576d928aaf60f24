import { defineAgent, trust } from 'agent-workload-identity';
import { HOME, LITERAL, planOf, REGION, resourceOf, withoutSids } from '../../plan/planned';
import { trusting } from '../agents';
import { CLUSTER, EKS, fromService, policy, trustPolicyOf, withToken } from './asking';

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

describe('an EKS node', () => {
  it('trusts EC2, which has no key for the instance when it assumes the role', () => {
    expect(trustPolicyOf(trust.eksNode())).toEqual(policy({ Principal: { Service: ['ec2.amazonaws.com'] }, Action: ['sts:AssumeRole'] }));
  });
});
