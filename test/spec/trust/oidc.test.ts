import { trust } from 'agent-workload-identity';
import { componentOf, HOME, planOf } from '../../plan/planned';
import { trusting } from '../agents';
import { policy, roleOf, trustPolicyOf, withToken } from './asking';
import { PIPELINES } from './pipelines';

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

  describe('whose tokens must name the role', () => {
    const broker = 'broker.example.com';
    const { oidc: named } = PIPELINES;
    const role = roleOf(trusting(named)).arn;
    const roles = 'https://aws.amazon.com/roles';
    const token = { sub: 'workload:tool', aud: 'sts.amazonaws.com', [roles]: role };

    it('asks for the claim beside subject and audience', () => {
      expect(trustPolicyOf(named)).toEqual(
        policy({
          Principal: { Federated: [`arn:aws:iam::${HOME}:oidc-provider/${broker}`] },
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: {
            StringEquals: { [`${broker}:aud`]: ['sts.amazonaws.com'], [`${broker}:sub`]: ['workload:tool'] },
            Bool: { 'sts:RoleAuthorizedByIdp': ['true'] },
          },
        }),
      );
    });

    it.each([
      ['the role alone', token],
      ['the role in a list', { ...token, [roles]: [role] }],
      ['the role and others', { ...token, [roles]: [`${role}-2`, role] }],
    ])('admits a token that names %s', (_name, claims) => {
      expect(withToken(named, broker, claims)).toBe('allow');
    });

    it.each([
      ['no role', { sub: token.sub, aud: token.aud }],
      ['another role', { ...token, [roles]: `${role}-2` }],
      ['a pattern of roles', { ...token, [roles]: `${role.slice(0, -1)}*` }],
      ['an empty list of roles', { ...token, [roles]: [] }],
      ['the role for another subject', { ...token, sub: 'workload:other' }],
      ['the role for another audience', { ...token, aud: 'other' }],
    ])('does not admit a token that names %s', (_name, claims) => {
      expect(withToken(named, broker, claims)).not.toBe('allow');
    });

    it('is not asked for where nothing is said, and enforced by STS all the same', () => {
      expect(withToken(exact, issuer, claims)).toBe('allow');
      expect(withToken(exact, issuer, { ...claims, [roles]: 'arn:aws:iam::111122223333:role/other' })).not.toBe('allow');
    });
  });

  it('tests further claims that STS offers, and refuses tokens without them', () => {
    const mailed = trust.oidc({
      issuer: `https://${issuer}`,
      audience: 'sts.amazonaws.com',
      subject: 'workload:planner',
      claims: { email: 'planner@example.com' },
    });
    expect(withToken(mailed, issuer, { ...claims, email: 'planner@example.com' })).toBe('allow');
    expect(withToken(mailed, issuer, { ...claims, email: 'other@example.com' })).toBe('implicit-deny');
    expect(withToken(mailed, issuer, claims)).toBe('implicit-deny');
  });
});
