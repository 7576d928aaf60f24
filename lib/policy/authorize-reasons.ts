/** Why it is open whether a statement applies, in words. */

import { openCause } from './authorize-condition';
import type { StatementTrace } from './authorize-layers';
import type { PreparedRequest } from './authorize-statement';
import { holesOf, renderHole } from './text';

/** The name of a statement for messages: its Sid, or its place. */
export const nameOf = ({ statement }: Pick<StatementTrace, 'statement'>): string => `\`${statement.sid || statement.pointer}\``;

const holesIn = (texts: readonly string[]): string =>
  [...new Set(texts.flatMap((text) => holesOf(text).map(renderHole)))].map((hole) => `\`${hole}\``).join(', ');

function cause({ statement, failed }: StatementTrace, { request, context }: PreparedRequest): ReturnType<typeof openCause> {
  if (failed?.element === 'condition') return openCause(failed.condition, context);
  if (failed?.element === 'action') return { texts: [...statement.action.patterns, request.action] };
  if (failed?.element === 'resource') return { texts: [...(statement.resource?.patterns ?? []), request.resource] };
  if (statement.principal?.negated) {
    return {
      texts: [],
      sentence: 'AWS leaves it to the service whether `NotPrincipal` spares a caller of whom it does not list account, role and session',
    };
  }
  const named = statement.principal?.principals.flatMap((one) => (one.kind === 'everyone' ? [] : [one.value])) ?? [];
  const { principal } = request;
  return { texts: principal.kind === 'aws' ? [...named, principal.arn, principal.account] : named };
}

/** Says what it depends on whether a statement applies. */
export function openReason(trace: StatementTrace, prepared: PreparedRequest): string {
  const { texts, sentence } = cause(trace, prepared);
  const subject = `whether statement ${nameOf(trace)} of the ${trace.layer} policy applies`;
  if (sentence !== undefined) return `${subject} is open: ${sentence}`;
  const holes = holesIn(texts);
  return holes === '' ? `${subject} is open: a policy variable takes a value that is not known` : `${subject} depends on ${holes}`;
}
