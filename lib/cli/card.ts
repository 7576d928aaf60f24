/** `agent-identity card`: shows the identities that a published plan gives its components. */
import { checkGraph } from '../assert/check-graph';
import { accessMatrix } from '../report/access-matrix';
import { checkToText } from '../report/check-text';
import { enforcementMatrix } from '../report/enforcement-matrix';
import { identityCards } from '../report/identity-card';
import { EXIT, type ExitCode } from './exit-codes';
import { parseOptions } from './parse-options';
import { read } from './read';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** @throws {UsageError} */
export function card(args: readonly string[], { out, color, columns }: Terminal): ExitCode {
  const { operands, options } = parseOptions(args, { style: ['framed', 'plain'] });
  if (operands.length === 0) throw new UsageError('no path is given', 'name a published plan, or the cdk.out folder that holds it');
  const all = operands.map(read);
  const unread = all.flatMap(({ path, plans, unreadFiles }) =>
    unreadFiles.length > 0 || plans.length > 0 ? unreadFiles : [{ path, why: 'it holds no plan; a card shows what was declared' }],
  );
  const width = columns === undefined ? {} : { width: columns };
  const cards = all.flatMap(({ graph, plans }) => {
    const { findings } = checkGraph(graph, { plan: plans });
    return plans.map((plan) => {
      const drawn = identityCards(plan, { color, framed: options.style === 'framed', judged: { graph, findings }, ...width });
      return `${[drawn, accessMatrix(plan, { color }), enforcementMatrix(plan, { color })].filter((part) => part !== '').join('\n\n')}\n`;
    });
  });
  if (cards.length > 0) out(cards.join('\n'));
  if (unread.length > 0) out(checkToText({ judged: [], unread, notices: [] }, { color }));
  return unread.length > 0 ? EXIT.unreadable : EXIT.proved;
}
