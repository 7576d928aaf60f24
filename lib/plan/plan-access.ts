/** The conditions that hold for every component of an agent. */
import type { FindingList } from '../finding/finding-list';
import type { StatementJson } from '../policy/policy-json';
import type { AccessSpec } from '../spec/access';
import type { Component } from '../spec/component';

/** Services whose one endpoint stands in a region of AWS's choice, whatever region is meant. */
const GLOBAL_SERVICES = ['cloudfront:*', 'iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*'];

/**
 * Denials that keep requests in the agent's regions.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
 */
export const accessStatements = (access: AccessSpec | undefined): readonly StatementJson[] =>
  access?.regions === undefined
    ? []
    : [
        {
          Sid: 'OnlyInRegions',
          Effect: 'Deny',
          NotAction: GLOBAL_SERVICES,
          Resource: ['*'],
          Condition: { StringNotEquals: { 'aws:RequestedRegion': [...new Set(access.regions)].sort() } },
        },
      ];

/** Tells capabilities that process outside of the agent's regions: its own denial would make them useless. */
export function checkRegions(access: AccessSpec | undefined, component: Component, findings: FindingList): void {
  const allowed = access?.regions;
  if (allowed === undefined) return;
  for (const [index, item] of (component.can ?? []).entries()) {
    const outside = item.effect === 'capability' ? (item.regions ?? []).filter((region) => !allowed.includes(region)) : [];
    if (item.effect === 'capability' && outside.length > 0) {
      findings.add('WI121', {
        what: `${item.name} processes in ${outside.map((region) => `\`${region}\``).join(', ')}, outside of the agent's regions`,
        fix: 'add the region to `access.regions`, or choose an inference profile that stays inside',
        pointer: `can.${index}`,
      });
    }
  }
}
