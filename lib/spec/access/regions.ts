/**
 * Regions in which requests may be processed.
 *
 * `aws:RequestedRegion` is the region of the endpoint that is called, and in every request. Services of one endpoint are left out: theirs is `us-east-1` whatever
 * is meant. Bedrock asks about a model behind a geographic inference profile in each destination region, so that those must be among the regions; behind a
 * global profile it asks about `unspecified`, which is no region and is denied.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
import { didYouMean } from '../../finding/did-you-mean';
import { listOf, shown, text, whole } from '../form';
import { defineCondition, deniedByPermission, notAmong } from './define-condition';

export type Regions = readonly [string, ...string[]];

/**
 * The regions of all partitions, as of November 2026.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const REGIONS = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
  ...['ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2'],
  ...['eu-west-3', 'il-central-1', 'me-central-1', 'me-south-1', 'me-west-1', 'mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2'],
  ...['us-west-1', 'us-west-2', 'cn-north-1', 'cn-northwest-1', 'eusc-de-east-1', 'us-gov-east-1', 'us-gov-west-1', 'eu-isoe-west-1'],
  ...['us-iso-east-1', 'us-iso-west-1', 'us-isob-east-1', 'us-isob-west-1', 'us-isof-east-1', 'us-isof-south-1'],
];

/** Services whose one endpoint stands in a region of AWS's choice, whatever region is meant. */
const GLOBAL_SERVICES = ['cloudfront:*', 'iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*'];

export const regionsCondition = defineCondition<Regions>({
  form: whole(listOf(text, 'regions')),
  check: (regions: readonly string[], findings) => {
    if (regions.length === 0) findings.add('WI113', { what: '`regions` is empty', fix: 'name at least one region' });
    for (const region of regions.filter((one) => !REGIONS.includes(one))) {
      const near = didYouMean(region, REGIONS);
      findings.add('WI113', {
        what: `${shown(region)} is no region`,
        fix: near === undefined ? 'name a region such as `eu-central-1`' : `did you mean \`${near}\`?`,
      });
    }
  },
  beyond: notAmong,
  inWords: (regions) => `processed in ${[...new Set(regions)].sort().join(', ')}`,
  enforce: (regions) =>
    deniedByPermission('denied by `aws:RequestedRegion`, global services excepted', {
      Sid: 'OnlyInRegions',
      Effect: 'Deny',
      NotAction: GLOBAL_SERVICES,
      Resource: ['*'],
      Condition: { StringNotEquals: { 'aws:RequestedRegion': [...new Set(regions)].sort() } },
    }),
});
