/** Acknowledgements that accept nothing any more, as warnings of the CDK's report. */
import type { PolicyViolation } from 'aws-cdk-lib';
import type { Acknowledgement } from '../report/acknowledgement';
import { acknowledgementNotices } from '../report/notices';
import { printable } from '../report/printable';
import type { Settled } from '../rules/accept';

/** @param today `YYYY-MM-DD` in UTC */
export const staleAcknowledgements = (
  acknowledgements: readonly Acknowledgement[],
  settled: Settled,
  today: string,
): readonly PolicyViolation[] =>
  acknowledgementNotices({ acknowledgements, today }, [{ path: '', ...settled }]).map(({ what, fix }) => ({
    ruleName: 'acknowledgement-is-needed',
    description: printable(what),
    fix: printable(fix),
    severity: 'warning',
    violatingResources: [{ constructPath: '', locations: [] }],
  }));
