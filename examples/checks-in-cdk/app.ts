/**
 * The rules on an app that is written without our constructs: `cdk synth '**'` fails while something is refuted or undecided.
 *
 * `SOUND=yes` gives the tool the trust policy that it ought to have.
 */
import { IdentityChecks } from 'agent-workload-identity/cdk';
import { App, aws_dynamodb as dynamodb, aws_iam as iam, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const GITHUB = 'token.actions.githubusercontent.com';

/** Tokens of one environment of one repository; and, by mistake, those of every repository of the organization. */
const ONE_ENVIRONMENT = {
  StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/agents:environment:production' },
};
const TOO_MANY = { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme*' } };

class Tools extends NestedStack {
  constructor(scope: Construct, id: string, ticketsArn: string, isSound: boolean) {
    super(scope, id);
    const readTickets = new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [ticketsArn] });
    const provider = iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(
      this,
      'GitHub',
      `arn:aws:iam::${Stack.of(this).account}:oidc-provider/${GITHUB}`,
    );
    new iam.Role(this, 'Crm', {
      assumedBy: new iam.OpenIdConnectPrincipal(provider, isSound ? ONE_ENVIRONMENT : TOO_MANY),
      permissionsBoundary: new iam.ManagedPolicy(this, 'CrmBoundary', { statements: [readTickets] }),
      inlinePolicies: { tickets: new iam.PolicyDocument({ statements: [readTickets] }) },
    });
  }
}

class Support extends Stack {
  constructor(scope: Construct, id: string, account: string, isSound: boolean) {
    super(scope, id, { env: { account, region: 'eu-central-1' } });
    const tickets = new dynamodb.TableV2(this, 'Tickets', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    new Tools(this, 'Tools', tickets.tableArn, isSound);
  }
}

const app = new App();
Validations.of(app).addPlugins(new IdentityChecks({ preset: 'recommended' }));
const isSound = process.env.SOUND === 'yes';
new Support(app, 'Development', '111122223333', true);
new Support(app, 'Production', '444455556666', isSound);
app.synth();
