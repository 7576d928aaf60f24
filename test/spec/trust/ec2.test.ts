import { trust } from 'agent-workload-identity';
import type { ContextValue } from 'agent-workload-identity/policy';
import { provePlan } from '../../../lib/assert';
import { decide, HOME, planOf, REGION, resourceOf } from '../../plan/planned';
import { trusting } from '../agents';
import { fromService, policy, trustPolicyOf } from './asking';

const INSTANCE = `arn:aws:ec2:${REGION}:${HOME}:instance/i-0abc0123456789def`;
const VPC = 'vpc-0abc0123456789def';
const full = trust.ec2({ instance: INSTANCE, vpc: VPC, onlyThroughItsVpc: true });

describe('Amazon EC2', () => {
  it('trusts the service, which has no key for the instance when it assumes the role', () => {
    expect(trustPolicyOf(full)).toEqual(policy({ Principal: { Service: ['ec2.amazonaws.com'] }, Action: ['sts:AssumeRole'] }));
    expect(fromService(full, 'ec2.amazonaws.com', {})).toBe('allow');
    expect(fromService(full, 'lambda.amazonaws.com', {})).toBe('implicit-deny');
  });

  it('keeps the credentials by denials: one for each thing declared, and one for the metadata service always', () => {
    const denials = (given: typeof full) => {
      const limits = resourceOf(planOf(trusting(given)), 'role', 'tool').policies.find(({ name }) => name === 'limits');
      return limits?.document.Statement.map(({ Sid }) => Sid);
    };
    expect(denials(trust.ec2())).toEqual(['OnlySecondMetadataVersion']);
    expect(denials(trust.ec2({ vpc: VPC }))).toEqual(['OnlyInstancesOfTheVpc', 'OnlySecondMetadataVersion']);
    expect(denials(full)).toEqual(['OnlyThisInstance', 'OnlyInstancesOfTheVpc', 'OnlyThroughItsVpc', 'OnlySecondMetadataVersion']);
  });

  const own: Readonly<Record<string, ContextValue>> = {
    'ec2:SourceInstanceARN': INSTANCE,
    'aws:Ec2InstanceSourceVpc': VPC,
    'aws:SourceVpc': VPC,
    'ec2:RoleDelivery': '2.0',
    'aws:ViaAWSService': 'false',
  };
  const without = (...keys: readonly string[]) => Object.fromEntries(Object.entries(own).filter(([key]) => !keys.includes(key)));

  it.each([
    ['its own instance, through its own network', own, 'allow'],
    [
      'a service on behalf of the instance, from the network of the service',
      { ...without('aws:SourceVpc'), 'aws:ViaAWSService': 'true' },
      'allow',
    ],
    ['a session that EC2 did not deliver', {}, 'allow'],
    ['another instance', { ...own, 'ec2:SourceInstanceARN': INSTANCE.replace('def', 'dee') }, 'explicit-deny'],
    ['the same id in another account', { ...own, 'ec2:SourceInstanceARN': INSTANCE.replace(HOME, '444455556666') }, 'explicit-deny'],
    ['an instance of another network', { ...own, 'aws:Ec2InstanceSourceVpc': 'vpc-0fff', 'aws:SourceVpc': 'vpc-0fff' }, 'explicit-deny'],
    ['an instance that does not say its network', without('aws:Ec2InstanceSourceVpc'), 'explicit-deny'],
    ['credentials that were carried elsewhere', without('aws:SourceVpc'), 'explicit-deny'],
    ['credentials that were carried into another network', { ...own, 'aws:SourceVpc': 'vpc-0fff' }, 'explicit-deny'],
    ['the first version of the metadata service', { ...own, 'ec2:RoleDelivery': '1.0' }, 'explicit-deny'],
  ] as const)('%s', (_name, context, decision) => {
    const request = {
      action: 'logs:PutLogEvents',
      resource: `arn:aws:logs:${REGION}:${HOME}:log-group:/agents/support/tool:log-stream:a`,
      context,
    };
    expect(decide(planOf(trusting(full)), 'tool', request)).toBe(decision);
  });

  it('stands up to every rule', () => {
    const { verdict, findings } = provePlan(planOf(trusting(full)));
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });
});
