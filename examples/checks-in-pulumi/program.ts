/** A program that is written without our component: a tool's role, by mistake open to every repository of the organization unless `SOUND=yes`. */
import * as iam from '@pulumi/aws/iam';

const GITHUB = 'token.actions.githubusercontent.com';
const isSound = process.env.SOUND === 'yes';
const subject = isSound
  ? { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/agents:environment:production' } }
  : { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme*' } };

const readTickets = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets' }],
});

const boundary = new iam.Policy('crm-boundary', { policy: readTickets });
const role = new iam.Role('crm', {
  name: 'crm',
  assumeRolePolicy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: subject,
      },
    ],
  }),
  permissionsBoundary: boundary.arn,
});
new iam.RolePolicy('crm-tickets', { role: role.name, name: 'tickets', policy: readTickets });
