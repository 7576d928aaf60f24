import { trust } from 'agent-workload-identity';
import { componentOf, HOME, planOf } from '../../plan/planned';
import { trusting } from '../agents';
import { policy, trustPolicyOf, withToken } from './asking';

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
