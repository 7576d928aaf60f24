import { literalTokens } from './compile-pattern';
import { principalTokens } from './compile-principal';
import { exactTokens } from './exact-tokens';
import type { Formula } from './formula';
import { SAME_ACCOUNT } from './owner';
import type { StatementCompiler } from './statement-formula';

/** What is fixed of a request; everything else may be as it likes. */
export interface FixedRequest {
  readonly action: string;
  /** One resource, not a pattern. */
  readonly resource: string;
  /** The ARN of a role or user; any session of it. */
  readonly principal: string;
  readonly sameAccount: boolean;
}

/** The request is one of these. */
export const requestFormulas = (
  { action, resource, principal, sameAccount }: FixedRequest,
  compiler: StatementCompiler,
): readonly Formula[] => [
  compiler.actionIs(action),
  compiler.patterns('resource', [exactTokens(resource)]),
  compiler.patterns('principal', principalTokens({ kind: 'aws', value: principal })),
  compiler.patterns('owner', [literalTokens(SAME_ACCOUNT)], sameAccount),
];
