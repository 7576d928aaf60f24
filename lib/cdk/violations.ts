/** Findings in the words of the CDK's validation report. */
import type { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { Place } from '../finding/finding';
import type { PinnedFinding } from '../report/judged-path';
import { printable } from '../report/printable';

/** A property path as the CDK writes it, such as `Properties.AssumeRolePolicyDocument.Statement.0`. */
const propertyPath = (pointer: string): string =>
  pointer.startsWith('/')
    ? pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
        .join('.')
    : pointer;

/** A resource by its logical id, from which the CDK finds construct and source line; what is no resource, by its construct path. */
function resourceAt({ file, resource, path, pointer }: Place): PolicyViolatingResource {
  const locations = pointer === undefined || pointer === '' ? [] : [propertyPath(pointer)];
  if (file === undefined || resource === undefined) return { constructPath: path ?? '', locations };
  return { resourceLogicalId: resource, templatePath: file, locations };
}

const LABEL_WIDTH = 5;

/** Everything that the CDK has no field of its own for, one line each, below the head. */
function description({ code, rule, verdict, what, why, shown, where }: PinnedFinding): string {
  const line = (label: string, text: string | undefined): readonly string[] =>
    text === undefined || text === '' ? [] : [`   ${label.padEnd(LABEL_WIDTH)}  ${printable(text)}`];
  const { pointer } = where;
  return [
    `${code} ${rule}${verdict === 'undecided' ? ' (undecided)' : ''}: ${printable(what)}`,
    ...line('at', pointer === undefined ? undefined : propertyPath(pointer)),
    ...line('why', why),
    ...line('shown', shown),
  ].join('\n');
}

/**
 * The name under which the CDK acknowledges a finding: it holds the fingerprint, so that what is accepted is what was looked at, and the finding is back
 * when that changes.
 */
export const acknowledgedAs = ({ code, fingerprint }: PinnedFinding): string => `${code}-${fingerprint}`;

/** A finding as a violation. @param fails whether it stands in the way of a deployment */
export const violationOf = (finding: PinnedFinding, fails: boolean): PolicyViolation => ({
  ruleName: acknowledgedAs(finding),
  description: description(finding),
  severity: fails ? 'error' : 'warning',
  fix: printable(finding.fix),
  violatingResources: [resourceAt(finding.where)],
  ruleMetadata: {
    code: finding.code,
    rule: finding.rule,
    verdict: finding.verdict,
    fingerprint: finding.fingerprint,
    why: finding.why,
    ...(finding.shown === undefined ? {} : { shown: finding.shown }),
    ...(finding.involved === undefined ? {} : { involved: finding.involved.join(' ') }),
  },
});
