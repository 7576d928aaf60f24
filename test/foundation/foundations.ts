/** Foundations to test with, and what both engines make of them. */
import { App, Stack } from 'aws-cdk-lib';
import { AccountFoundation as CdkFoundation } from '../../lib/cdk';
import { AccountFoundation as PulumiFoundation } from '../../lib/pulumi';
import { type AccountFoundationSpec, defineAccountFoundation } from '../../lib/spec';
import { runOffline } from '../../scripts/pulumi-offline';

export const PLACE = { account: '111122223333', region: 'eu-central-1', partition: 'aws' };
export const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** Everything made here. */
export const whole = defineAccountFoundation({
  name: 'platform',
  owner: 'security',
  retainDays: 400,
  key: 'created',
  trail: { kind: 'created' },
  deliveries: 'created',
  transactionSearch: { indexedPercent: 5 },
  prompts: { switchedOnBy: 'hand' },
  savedQueries: { database: 'evidence', since: '2026/11/01', regions: ['eu-central-1', 'eu-west-1'] },
  alarms: { topic: 'arn:aws:sns:eu-central-1:111122223333:on-call' },
  sink: { organization: 'o-a1b2c3d4e5' },
  providers: [{ url: 'https://token.actions.githubusercontent.com', audiences: ['sts.amazonaws.com'] }],
});

/** Of some roles only, into the bucket and with the key of others, and linked to the sink of others. */
export const central = defineAccountFoundation({
  name: 'team',
  owner: 'team@example.com',
  retainDays: 90,
  key: KEY,
  trail: {
    kind: 'created',
    rolesBeginningWith: ['support-', 'coding-'],
    alsoDataOf: ['AWS::S3::Object'],
    network: 'every call',
    archive: 'evidence-of-the-organization',
  },
  alarms: { topic: 'arn:aws:sns:eu-central-1:111122223333:on-call', deniedCalls: 5 },
  link: { sink: 'arn:aws:oam:eu-central-1:999988887777:sink/0a1b2c3d-4e5f-6789-abcd-ef0123456789' },
});

/** Under the organization's trail. */
export const imported = defineAccountFoundation({
  name: 'member',
  owner: 'team',
  retainDays: 365,
  key: 'created',
  trail: { kind: 'imported', arn: 'arn:aws:cloudtrail:eu-central-1:999988887777:trail/organization' },
  transactionSearch: { indexedPercent: 0 },
  savedQueries: {
    database: 'evidence',
    since: '2026/11/01',
    regions: ['eu-central-1'],
    accounts: ['111122223333', '444455556666'],
    bucket: 'evidence-of-the-organization',
    organization: 'o-a1b2c3d4e5',
  },
  sink: { accounts: ['444455556666'] },
});

export interface CfnResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, CfnResource>>;
}

/** Where account and region are known, or only at deployment. */
export function cdkTemplate(spec: AccountFoundationSpec, env?: { readonly account: string; readonly region: string }): Template {
  const app = new App();
  const stack = new Stack(app, 'Foundation', env === undefined ? {} : { env });
  new CdkFoundation(stack, 'Account', spec);
  return app.synth().getStackByName('Foundation').template as Template;
}

/** As Pulumi would show it before the first deployment. */
export const pulumiProgram = (spec: AccountFoundationSpec) =>
  runOffline(() => new PulumiFoundation('account', spec), { ...PLACE, preview: true });
