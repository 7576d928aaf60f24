/** One emission for every kind that only a foundation has. */
import type { FoundationEmitters } from '../../../plan/foundation/emit-foundation';
import type { PulumiContext } from '../../context';
import { alarm } from '../alarm';
import { archive } from './archive';
import { evidenceKey } from './evidence-key';
import { logResourcePolicy, promptLog, transactionSearch } from './logs';
import { metricFilter } from './metric-filter';
import { link, sink } from './observability';
import { outboundFederation } from './outbound-federation';
import { athenaQuery, logQuery } from './saved-queries';
import { trail } from './trail';

export const foundationEmitters: FoundationEmitters<PulumiContext> = {
  'evidence-key': evidenceKey,
  archive,
  trail,
  'log-resource-policy': logResourcePolicy,
  'transaction-search': transactionSearch,
  'observability-sink': sink,
  'observability-link': link,
  'prompt-log': promptLog,
  'metric-filter': metricFilter,
  'evidence-alarm': alarm,
  'athena-query': athenaQuery,
  'log-query': logQuery,
  'outbound-federation': outboundFederation,
};
