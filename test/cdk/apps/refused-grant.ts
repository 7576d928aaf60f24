/** An app in which a bucket grants a tool what its declaration does not say; run by the CDK's command. */
import { App, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { AgentIdentity } from '../../../lib/cdk';
import { desk, HOME, INPUTS } from '../desk';

const app = new App();
const stack = new Stack(app, 'Desk', { env: HOME });
const { roles } = new AgentIdentity(stack, 'Identity', desk, INPUTS);
new s3.Bucket(stack, 'Drafts', { enforceSSL: true }).grantWrite(roles.clerk);
app.synth();
