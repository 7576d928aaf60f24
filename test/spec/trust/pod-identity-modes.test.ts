import { allow, defineAgent, trust } from 'agent-workload-identity';
import { assumeRole } from 'agent-workload-identity/policy';
import { provePlan } from '../../../lib/assert';
import { externalIdOf } from '../../../lib/spec/trust/eks-pod-identity-target';
import { componentOf, decide, HOME, parsed, planOf, REGION, resourceOf } from '../../plan/planned';
import { trusting } from '../agents';
import { CLUSTER, fromService, policy, roleOf, trustPolicyOf } from './asking';

const TARGET = 'arn:aws:iam::444455556666:role/crm';
const FIRST = `arn:aws:iam::${HOME}:role/pods-crm`;
const PODS = { cluster: CLUSTER, namespace: 'agents', serviceAccount: 'crm' } as const;
const OBJECT = 'arn:aws:s3:::handbook/public/*';
const EKS_PODS = 'pods.eks.amazonaws.com';

describe('EKS Pod Identity with a session policy', () => {
  const narrowed = trust.eksPodIdentity({ ...PODS, sessionPolicy: [allow('s3:GetObject').on(OBJECT)], disableSessionTags: true });
  const agent = defineAgent({
    name: 'support',
    owner: 'platform',
    components: () => ({
      tool: { kind: 'tool', trust: narrowed, can: [allow('s3:GetObject', 's3:PutObject').on(OBJECT)], calls: ['crm'] },
      crm: { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }) },
    }),
    evidence: { retainDays: 90 },
  });
  const ask = (account: string, service = EKS_PODS, tags = {}) => fromService(narrowed, service, { 'aws:SourceAccount': account }, tags);

  it('tests the account in place of the tags, which EKS then does not set', () => {
    expect(trustPolicyOf(narrowed)).toEqual(
      policy({
        Principal: { Service: [EKS_PODS] },
        Action: ['sts:AssumeRole'],
        Condition: { StringEquals: { 'aws:SourceAccount': [HOME] } },
      }),
    );
  });

  it('admits what EKS asks for in this account, and nothing with tags, of another account, or from another service', () => {
    expect(ask(HOME)).toBe('allow');
    expect(ask('444455556666')).toBe('implicit-deny');
    expect(ask(HOME, 'ec2.amazonaws.com')).toBe('implicit-deny');
    expect(ask(HOME, EKS_PODS, { 'kubernetes-namespace': 'agents' })).toBe('implicit-deny');
    expect(fromService(narrowed, EKS_PODS, {})).toBe('implicit-deny');
  });

  it('puts the policy on the association, with the component\u2019s calls and its own log added', () => {
    const association = resourceOf(planOf(agent), 'pod-identity-association', 'tool');
    expect(association.disableSessionTags).toBe(true);
    expect(association.policy?.Statement).toEqual([
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: [OBJECT] },
      { Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: [`arn:aws:lambda:${REGION}:${HOME}:function:crm`] },
      expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
    ]);
    expect(parsed(association.policy ?? { Version: '2012-10-17', Statement: [] }, 'identity').statements).toHaveLength(3);
  });

  it('says that other pods of the account could be lent the role', () => {
    expect(componentOf(planOf(agent), 'tool').trust[0]?.who).toContain('whatever pods of this account');
  });

  it('stands up to every rule', () => {
    const { verdict, findings } = provePlan(planOf(agent));
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });
});

describe('EKS Pod Identity with a target role', () => {
  const hop = defineAgent({
    name: 'support',
    owner: 'platform',
    components: () => ({ pods: { kind: 'environment', trust: trust.eksPodIdentity({ ...PODS, targetRole: TARGET }) } }),
    evidence: { retainDays: 90 },
  });

  it('names the target in the association, and pins the pods by their tags as ever', () => {
    const plan = planOf(hop);
    expect(resourceOf(plan, 'pod-identity-association', 'pods')).toMatchObject({ targetRoleArn: TARGET });
    expect(resourceOf(plan, 'pod-identity-association', 'pods').policy).toBeUndefined();
    expect(JSON.stringify(resourceOf(plan, 'role', 'pods').trust)).toContain('aws:RequestTag/kubernetes-service-account');
  });

  it.each([
    ['sts:AssumeRole', TARGET, 'allow'],
    ['sts:TagSession', TARGET, 'allow'],
    ['sts:SetSourceIdentity', TARGET, 'implicit-deny'],
    ['sts:AssumeRole', `${TARGET}-2`, 'implicit-deny'],
    ['sts:AssumeRole', TARGET.replace('444455556666', HOME), 'implicit-deny'],
    ['s3:GetObject', 'arn:aws:s3:::handbook/a', 'implicit-deny'],
  ] as const)('lets the first role do nothing but go on: %s on %s is %s', (action, resource, decision) => {
    expect(decide(planOf(hop), 'pods', { action, resource, resourceAccount: HOME })).toBe(decision);
  });

  it('goes on without tags where there are none', () => {
    const untagged = trust.eksPodIdentity({
      ...PODS,
      targetRole: TARGET,
      sessionPolicy: [allow('s3:GetObject').on(OBJECT)],
      disableSessionTags: true,
    });
    const plan = planOf(trusting(untagged));
    expect(decide(plan, 'tool', { action: 'sts:AssumeRole', resource: TARGET, resourceAccount: HOME })).toBe('allow');
    expect(decide(plan, 'tool', { action: 'sts:TagSession', resource: TARGET, resourceAccount: HOME })).toBe('implicit-deny');
    // The policy narrows the target's session, which has nothing of the first role.
    expect(resourceOf(plan, 'pod-identity-association', 'tool').policy?.Statement).toHaveLength(1);
  });

  it('stands up to every rule', () => {
    const { verdict, findings } = provePlan(planOf(hop));
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });
});

describe('the target of EKS Pod Identity', () => {
  const target = trust.eksPodIdentityTarget({ firstRole: FIRST, ...PODS });
  const EXTERNAL_ID = `${REGION}/${HOME}/prod/agents/crm`;
  const tags = {
    'eks-cluster-arn': CLUSTER,
    'eks-cluster-name': 'prod',
    'kubernetes-namespace': 'agents',
    'kubernetes-pod-name': 'crm-0',
    'kubernetes-pod-uid': '7b1f',
    'kubernetes-service-account': 'crm',
  };

  it('is one statement with the external id of the association, and one for the tags of the pod', () => {
    const caller = { ArnEquals: { 'aws:PrincipalArn': [FIRST] } };
    const principal = { Principal: { AWS: [`arn:aws:iam::${HOME}:root`] } };
    expect(trustPolicyOf(target)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          ...principal,
          Action: ['sts:AssumeRole'],
          Condition: { ...caller, StringEquals: { 'sts:ExternalId': [EXTERNAL_ID] } },
        },
        {
          Effect: 'Allow',
          ...principal,
          Action: ['sts:TagSession'],
          Condition: { ...caller, 'ForAllValues:StringEquals': { 'aws:TagKeys': Object.keys(tags) } },
        },
      ],
    });
    expect(externalIdOf(PODS)).toBe(EXTERNAL_ID);
  });

  const GO_ON = policy({ Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], Resource: ['*'] });
  const asking = (caller: string, externalId?: string, session: object = {}) =>
    assumeRole({
      role: roleOf(trusting(target)),
      caller: { kind: 'aws', arn: caller, account: caller.split(':')[4] ?? '' },
      policies: { identity: [parsed(GO_ON as never, 'identity')] },
      session: { name: 'pod', ...session },
      context: externalId === undefined ? {} : { 'sts:ExternalId': externalId },
    }).decision;

  it('admits the first role with that external id, with the tags of the pod, some of them, or none', () => {
    expect(asking(FIRST, EXTERNAL_ID)).toBe('allow');
    expect(asking(FIRST, EXTERNAL_ID, { tags: { 'kubernetes-namespace': 'agents' } })).toBe('allow');
    expect(asking(FIRST, EXTERNAL_ID, { tags })).toBe('allow');
  });

  it.each([
    ['no external id', FIRST, undefined, {}],
    ['the external id of another namespace', FIRST, `${REGION}/${HOME}/prod/agents-2/crm`, {}],
    ['the external id of another service account', FIRST, `${REGION}/${HOME}/prod/agents/default`, {}],
    ['the external id of another cluster', FIRST, `${REGION}/${HOME}/test/agents/crm`, {}],
    ['another role with the same external id', `${FIRST}-2`, EXTERNAL_ID, {}],
    ['a role of the same name in another account', FIRST.replace(HOME, '444455556666'), EXTERNAL_ID, {}],
    ['a tag that is none of the pod\u2019s', FIRST, EXTERNAL_ID, { tags: { ...tags, team: 'admin' } }],
    ['a tag of the house', FIRST, EXTERNAL_ID, { tags: { 'agent-identity:component': 'billing' } }],
    ['a source identity', FIRST, EXTERNAL_ID, { sourceIdentity: 'somebody' }],
  ] as const)('does not admit %s', (_name, caller, externalId, session) => {
    expect(asking(caller, externalId, session)).toBe('implicit-deny');
  });

  it('has sessions of one hour at most, and stands up to every rule', () => {
    const plan = planOf(trusting(target));
    expect(componentOf(plan, 'tool').maxSessionSeconds).toBe(3600);
    const { verdict, findings } = provePlan(plan);
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });
});
