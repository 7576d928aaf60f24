/** Counts in words. */
import type { Finding } from '../finding/finding';

/** `1 error`, `2 errors`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Such as `2 errors, 1 undecided, 1 warning`; `no findings` for none. */
export function countFindings(findings: readonly Finding[]): string {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const undecided = findings.filter(({ severity, verdict }) => severity === 'error' && verdict === 'undecided').length;
  const errors = findings.length - warnings - undecided;
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}
