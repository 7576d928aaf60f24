/**
 * Amazon EC2: instances become the component, through an instance profile that holds the role.
 *
 * EC2's assumption of a role carries no key that names the instance, so the trust policy cannot tell instances apart. The credentials can: requests with them
 * carry `ec2:SourceInstanceARN`, `aws:Ec2InstanceSourceVpc` and `ec2:RoleDelivery`, and denials keep them with the instance, in its network, and from being
 * fetched by the first version of the metadata service, which any server-side request forgery reaches. The keys are absent from what AWS services do with
 * credentials of another kind, so each denial asks for them to be there.
 *
 * An instance is made after its profile, and the profile after the role: name an instance that stands already, or by its VPC those that are yet to come.
 *
 * The statement has at most 109 characters; the denials have at most 857.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import type { StatementJson } from '../../policy/policy-json';
import { flag, shown, text } from '../form';
import { hasShape } from '../has-shape';
import type { ArnOf, Late } from '../late';
import { defineTrust } from './define-trust';
import { onInstances } from './instance';
import { serviceStatement } from './service';

/** Options of {@link ec2}. Without any, whatever instance takes the role is the component. */
export interface Ec2Options {
  /** The one instance that the credentials work for; it must stand before the role. */
  readonly instance?: ArnOf<'ec2-instance-arn'>;
  /** The VPC of the instances: credentials delivered to an instance of another one are denied. */
  readonly vpc?: Late<'vpc-id'> | `vpc-${string}`;
  /**
   * Denies requests that do not come through a VPC endpoint of the instance's own VPC, so that stolen credentials are of no use elsewhere. Every service that the
   * component calls then needs an endpoint there. Default: they may come from anywhere.
   */
  readonly onlyThroughItsVpc?: true;
}

export interface Ec2Trust extends Ec2Options {
  readonly kind: 'ec2';
}

/** Amazon EC2: the instances whose profile holds the role. It is handed out for the instance profile to take. */
export const ec2 = (options: Ec2Options = {}): Ec2Trust => ({ ...options, kind: 'ec2' });

/** Whether EC2 delivered the credentials. */
const DELIVERED = { 'ec2:SourceInstanceARN': ['false'] };

const deny = (sid: string, conditions: StatementJson['Condition']): StatementJson => ({
  Sid: sid,
  Effect: 'Deny',
  Action: ['*'],
  Resource: ['*'],
  ...(conditions === undefined ? {} : { Condition: conditions }),
});

/** The first version of the metadata service delivers credentials to whoever can make the instance fetch a URL. */
const SECOND_METADATA_VERSION = deny('OnlySecondMetadataVersion', { NumericLessThan: { 'ec2:RoleDelivery': ['2.0'] } });

export const ec2Kind = defineTrust<Ec2Trust>({
  kind: 'ec2',
  fields: { instance: text, vpc: text, onlyThroughItsVpc: flag },
  check: ({ instance, vpc, onlyThroughItsVpc }: { instance?: string; vpc?: string; onlyThroughItsVpc?: boolean }, findings) => {
    if (instance !== undefined && !hasShape(instance, 'ec2-instance-arn')) {
      findings.add('WI109', {
        what: `${shown(instance)} is no ARN of an instance`,
        fix: 'give an input of shape `ec2-instance-arn` or a literal ARN, or leave it out and name the `vpc`',
        pointer: 'instance',
      });
    }
    if (vpc !== undefined && !hasShape(vpc, 'vpc-id')) {
      findings.add('WI109', { what: `${shown(vpc)} is no VPC`, fix: 'give an input of shape `vpc-id` or a literal id', pointer: 'vpc' });
    }
    if (onlyThroughItsVpc === false) {
      findings.add('WI100', { what: '`onlyThroughItsVpc` is `false`', fix: 'leave it out', pointer: 'onlyThroughItsVpc' });
    }
  },
  statements: () => [serviceStatement('Instance', 'ec2.amazonaws.com', ['sts:AssumeRole'])],
  summary: ({ instance, vpc }) => ({
    who: `EC2 instances whose profile holds the role${instance === undefined ? '' : `, of which ${instance} alone can use it`}${
      vpc === undefined ? '' : `, within ${vpc}`
    }`,
    issuer: 'ec2.amazonaws.com',
    ...(instance === undefined ? {} : { subject: [instance] }),
  }),
  ...onInstances,
  confinement: ({ instance, vpc, onlyThroughItsVpc }) => [
    ...(instance === undefined
      ? []
      : [deny('OnlyThisInstance', { ArnNotEquals: { 'ec2:SourceInstanceARN': [instance] }, Null: DELIVERED })]),
    ...(vpc === undefined
      ? []
      : [deny('OnlyInstancesOfTheVpc', { StringNotEquals: { 'aws:Ec2InstanceSourceVpc': [vpc] }, Null: DELIVERED })]),
    ...(onlyThroughItsVpc === true
      ? [
          deny('OnlyThroughItsVpc', {
            // What a service does on behalf of the instance comes from the service's own network.
            BoolIfExists: { 'aws:ViaAWSService': ['false'] },
            Null: DELIVERED,
            StringNotEquals: { 'aws:SourceVpc': ['${aws:Ec2InstanceSourceVpc}'] },
          }),
        ]
      : []),
    SECOND_METADATA_VERSION,
  ],
});
