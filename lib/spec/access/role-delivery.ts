/**
 * How an instance got the role's credentials: by the second version of the metadata service, whose session no server-side request forgery can open.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
import { number } from '../form';
import { trustKind } from '../trust';
import { defineCondition, deniedByPermission, denyAll, unenforced } from './define-condition';

/** The least version of the metadata service. */
export type RoleDelivery = 2;

export const roleDeliveryCondition = defineCondition<RoleDelivery>({
  form: number,
  check: (value: number, findings) => {
    if (value !== 2) findings.add('WI181', { what: `credentials are not delivered by version \`${value}\``, fix: 'write `2`' });
  },
  beyond: () => undefined,
  inWords: () => 'credentials delivered by the second version of the instance metadata service',
  enforce: (_value, { component, trusts }) => {
    if (!trusts.every((trust) => trustKind(trust).fromInstanceMetadata === true))
      return unenforced(
        `the credentials of \`${component}\` do not come from an instance`,
        'declare `roleDelivery` on components that EC2 instances become',
      );
    return deniedByPermission(
      'denied by `ec2:RoleDelivery`, which is in every request with an instance\u2019s credentials',
      // Where every way in is an instance of the owner\u2019s, the trust brings the same denial.
      ...(trusts.every(({ kind }) => kind === 'ec2')
        ? []
        : [denyAll('OnlySecondMetadataVersion', { NumericLessThan: { 'ec2:RoleDelivery': ['2.0'] } })]),
    );
  },
});
