import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { PlannedEvidenceAlarm } from '../../../plan/foundation/kinds';
import type { CdkContext } from '../../context';
import { alarmProperties } from '../alarm';

/** An alarm on evidence. */
export const evidenceAlarm = (resource: PlannedEvidenceAlarm, context: CdkContext): void =>
  context.add(resource, (scope, id) => new CfnAlarm(scope, id, alarmProperties(resource, context)));
