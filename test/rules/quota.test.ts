import type { TemplateResource } from '../../lib/rules/examples/example';
import { LAMBDA_TRUST, managedPolicy, policy, role, webIdentityTrust } from '../../lib/rules/examples/parts';
import counts from '../../lib/rules/quota/counts';
import policySizes from '../../lib/rules/quota/policy-sizes';
import resourcePolicySizes from '../../lib/rules/quota/resource-policy-sizes';
import sessionPolicySizes from '../../lib/rules/quota/session-policy-sizes';
import { judged } from './judged';

const refuted = (rule: Parameters<typeof judged>[0], resources: object) =>
  judged(rule, { Resources: resources }).flatMap(({ verdict, message, shown }) =>
    verdict === 'proved' ? [] : [`${verdict} ${message} ${shown ?? ''}`.trim()],
  );
const many = <Made>(count: number, make: (index: number) => Made): Made[] => Array.from({ length: count }, (_, index) => make(index));

describe('counts', () => {
  const tagged = (count: number) => ({
    Tool: role({ trust: LAMBDA_TRUST, tags: Object.fromEntries(many(count, (index) => [`t${index}`, 'x'])) }),
  });
  const managing = (count: number) => ({
    Tool: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: LAMBDA_TRUST, ManagedPolicyArns: many(count, (index) => ({ Ref: `P${index}` })) },
    },
    ...Object.fromEntries(
      many(count, (index) => [`P${index}`, managedPolicy(policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }))]),
    ),
  });
  const provider = (properties: object): Record<string, TemplateResource> => ({
    Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://issuer.example', ...properties } },
  });
  const logPolicies = (count: number) =>
    Object.fromEntries(
      many(count, (index) => [
        `L${index}`,
        { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyName: `p${index}`, PolicyDocument: '{}' } },
      ]),
    );

  it.each<[string, object, object]>([
    ['tags', tagged(50), tagged(51)],
    ['managed policies', managing(10), managing(11)],
    ['audiences', provider({ ClientIdList: many(100, String) }), provider({ ClientIdList: many(101, String) })],
    ['thumbprints', provider({ ThumbprintList: many(5, String) }), provider({ ThumbprintList: many(6, String) })],
    ['resource policies', logPolicies(10), logPolicies(11)],
    ['resources', logPolicies(0), Object.fromEntries(many(501, (index) => [`R${index}`, { Type: 'AWS::SNS::Topic' }]))],
  ])('are allowed up to the limit and told beyond it: %s', (what, fits, exceeds) => {
    expect(refuted(counts, fits)).toEqual([]);
    expect(refuted(counts, exceeds)).toEqual([expect.stringContaining(what)]);
  });
});

describe('sizes', () => {
  const trusting = (subjects: readonly unknown[]) => ({
    Deploy: role({ trust: webIdentityTrust({ StringEquals: { 'token.actions.githubusercontent.com:sub': subjects } }) }),
  });

  it('of trust policies are told from the default on, and refused where no quota helps', () => {
    expect(refuted(policySizes, trusting(['x'.repeat(1000)]))).toEqual([]);
    expect(refuted(policySizes, trusting(['x'.repeat(3000)]))).toEqual(['refuted needsMore']);
    expect(refuted(policySizes, trusting(['x'.repeat(9000)]))).toEqual(['refuted tooLong']);
  });

  it('are left open only by values that could be too long', () => {
    const parameter = (index: number) => ({ Ref: `S${index}` });
    expect(refuted(policySizes, trusting(many(2, parameter)))).toEqual([]);
    expect(refuted(policySizes, trusting(many(10, parameter)))).toEqual(['undecided mayBeTooLong']);
  });

  it('of the statements of a function count together', () => {
    const permissions = (count: number) =>
      Object.fromEntries(
        many(count, (index) => [
          `P${index}`,
          {
            Type: 'AWS::Lambda::Permission',
            Properties: {
              FunctionName: 'crm',
              Action: 'lambda:InvokeFunction',
              Principal: 'events.amazonaws.com',
              SourceArn: `arn:aws:events:eu-central-1:111122223333:rule/${'x'.repeat(400)}${index}`,
            },
          },
        ]),
      );
    expect(refuted(resourcePolicySizes, permissions(10))).toEqual([]);
    expect(refuted(resourcePolicySizes, permissions(60))).toEqual([expect.stringMatching(/^refuted tooLong/)]);
  });

  it('of session policies are those of what they say, without white space', () => {
    const spaced = JSON.stringify(
      policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: many(45, (index) => `arn:aws:s3:::handbook/${index}`) }),
      undefined,
      40,
    );
    const association = (text: string) => ({
      Pod: {
        Type: 'AWS::EKS::PodIdentityAssociation',
        Properties: { ClusterName: 'c', Namespace: 'n', ServiceAccount: 's', RoleArn: 'arn:aws:iam::111122223333:role/r', Policy: text },
      },
    });
    expect(spaced.length).toBeGreaterThan(2048);
    expect(refuted(sessionPolicySizes, association(spaced))).toEqual([]);
    expect(refuted(sessionPolicySizes, association(spaced.replaceAll('handbook', 'h'.repeat(200))))).toEqual([
      expect.stringMatching(/^refuted tooLong/),
    ]);
  });
});
