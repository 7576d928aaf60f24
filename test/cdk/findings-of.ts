/** What a program throws, which must be one FindingsError. */
import { FindingsError } from '../../lib/cdk';
import type { Finding } from '../../lib/finding/finding';

export function findingsOf(program: () => unknown): readonly Finding[] {
  try {
    program();
  } catch (error) {
    if (error instanceof FindingsError) return error.findings;
    throw error;
  }
  return [];
}

export const told = (findings: readonly Finding[]): readonly string[] => findings.map(({ code, what, fix }) => `${code} ${what}; ${fix}`);
