/** What trust policies of service principals share. */
import type { FindingList } from '../../finding/finding-list';
import type { ConditionsJson, StatementJson } from '../../policy/policy-json';
import { checkExact } from './web-identity';

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

/** How a service names what becomes the component. */
export interface NameGrammar {
  /** What the name is of, such as `a project`. */
  readonly of: string;
  readonly pattern: RegExp;
  /** The grammar in words, for whoever has to mend a name. */
  readonly words: string;
}

/** Tells a name that is missing, a pattern, or none that the service takes. */
export function checkName(field: string, value: unknown, { of, pattern, words }: NameGrammar, findings: FindingList): void {
  checkExact(field, value, findings);
  if (typeof value === 'string' && value !== '' && !/[*?]/.test(value) && !pattern.test(value)) {
    findings.add('WI133', { what: `\`${value}\` is no name of ${of}`, fix: `use ${words}`, pointer: field });
  }
}
