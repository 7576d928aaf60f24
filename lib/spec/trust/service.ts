/** What trust policies of service principals share. */
import type { ConditionsJson, StatementJson } from '../../policy/policy-json';

/** A statement that lets one service assume the role. */
export const serviceStatement = (sid: string, service: string, actions: readonly string[], conditions?: ConditionsJson): StatementJson => ({
  Sid: sid,
  Effect: 'Allow',
  Principal: { Service: [service] },
  Action: actions,
  ...(conditions === undefined ? {} : { Condition: conditions }),
});

/** Conditions against the confused deputy: the service acts for this account, and for a resource of this ARN. */
export const fromSource = (arnPattern: string): ConditionsJson => ({
  ArnLike: { 'aws:SourceArn': [arnPattern] },
  StringEquals: { 'aws:SourceAccount': ['⟨account⟩'] },
});
