import { App, CfnParameter, aws_eks as eks, Stack } from 'aws-cdk-lib';
import { AgentIdentity } from '../../lib/cdk';
import { defineAgent, text, trust } from '../../lib/spec';
import { deployed } from './deployed';
import { HOME, ofType, roleOf, templateOf } from './desk';

const ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
const HOST = ISSUER.slice('https://'.length);

const agent = defineAgent({
  name: 'pods',
  owner: 'front-office',
  inputs: { issuer: 'oidc-issuer-url', issuerhost: 'name' },
  components: ({ issuer, issuerhost }) => ({
    // IAM reads `${…}` in a subject as a policy variable, and CloudFormation in the text that it fills: each must get its own.
    worker: {
      kind: 'tool',
      trust: [
        trust.eksIrsa({ issuer, namespace: 'desk', serviceAccount: 'worker' }),
        trust.oidc({ issuer, audience: 'desk', subject: text`run:${issuerhost}:\${aws:username}:$\${$}` as string }),
      ],
    },
  }),
  evidence: { retainDays: 30 },
});

describe('an issuer that only the deployment knows', () => {
  const app = new App();
  const stack = new Stack(app, 'Pods', { env: HOME });
  const issuer = new CfnParameter(stack, 'Issuer').valueAsString;
  const issuerhost = new CfnParameter(stack, 'Host').valueAsString;
  new AgentIdentity(stack, 'Identity', agent, { issuer, issuerhost });
  const template = templateOf(app, stack);
  const trustPolicy = roleOf(template, 'pods-worker').Properties.AssumeRolePolicyDocument;

  it('makes the trust policy one Fn::Sub', () => {
    expect(Object.keys(trustPolicy as object)).toEqual(['Fn::Sub']);
  });

  it('makes a policy, once the issuer is put in, that pins subject and audience', () => {
    const parsed: unknown = JSON.parse(String(deployed(trustPolicy, { Issuer: ISSUER, Host: 'counter' })));
    const principal = { Federated: [`arn:aws:iam::111122223333:oidc-provider/${HOST}`] };
    expect(parsed).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ServiceAccount',
          Effect: 'Allow',
          Principal: principal,
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: {
            StringEquals: { [`${HOST}:aud`]: ['sts.amazonaws.com'], [`${HOST}:sub`]: ['system:serviceaccount:desk:worker'] },
          },
        },
        {
          Sid: 'WebIdentity',
          Effect: 'Allow',
          Principal: principal,
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: { StringEquals: { [`${HOST}:aud`]: ['desk'], [`${HOST}:sub`]: ['run:counter:${aws:username}:$${$}'] } },
        },
      ],
    });
  });

  it('leaves every other document JSON', () => {
    for (const [, { Properties }] of ofType(template, 'AWS::IAM::ManagedPolicy'))
      expect(Properties.PolicyDocument).toHaveProperty('Statement');
  });

  it('needs nothing that runs code', () => {
    expect(Object.values(template.Resources).filter(({ Type }) => /^Custom::|^AWS::(?:Lambda|CloudFormation)::/.test(Type))).toEqual([]);
  });
});

describe('an issuer that the stack itself makes', () => {
  it('is taken from the cluster', () => {
    const app = new App();
    const stack = new Stack(app, 'Pods', { env: HOME });
    const cluster = new eks.CfnCluster(stack, 'Cluster', {
      roleArn: 'arn:aws:iam::111122223333:role/eks',
      resourcesVpcConfig: { subnetIds: [] },
    });
    new AgentIdentity(stack, 'Identity', agent, { issuer: cluster.attrOpenIdConnectIssuerUrl, issuerhost: 'counter' });
    const { AssumeRolePolicyDocument } = roleOf(templateOf(app, stack), 'pods-worker').Properties;
    const document: unknown = JSON.parse(String(deployed(AssumeRolePolicyDocument, { 'Cluster.OpenIdConnectIssuerUrl': ISSUER })));
    expect(document).toMatchObject({ Statement: [{ Condition: { StringEquals: { [`${HOST}:aud`]: ['sts.amazonaws.com'] } } }, {}] });
  });
});

describe('an issuer that is known', () => {
  it('makes the trust policy plain JSON', () => {
    const app = new App();
    const stack = new Stack(app, 'Pods', { env: HOME });
    new AgentIdentity(stack, 'Identity', agent, { issuer: ISSUER, issuerhost: 'counter' });
    expect(roleOf(templateOf(app, stack), 'pods-worker').Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [{ Condition: { StringEquals: { [`${HOST}:sub`]: ['system:serviceaccount:desk:worker'] } } }, {}],
    });
  });
});
