/** One emission for every kind that only a foundation has. */
import type { FoundationEmitters } from '../../../plan/foundation/emit-foundation';
import type { CdkContext } from '../../context';
import { archive } from './archive';
import { evidenceAlarm } from './evidence-alarm';
import { evidenceKey } from './evidence-key';
import { logResourcePolicy } from './log-resource-policy';
import { metricFilter } from './metric-filter';
import { link, sink } from './observability';
import { athenaQuery, logQuery } from './saved-queries';
import { trail } from './trail';
import { transactionSearch } from './transaction-search';

export const foundationEmitters: FoundationEmitters<CdkContext> = {
  'evidence-key': evidenceKey,
  archive,
  trail,
  'log-resource-policy': logResourcePolicy,
  'transaction-search': transactionSearch,
  'observability-sink': sink,
  'observability-link': link,
  'outbound-federation': { cannot: 'CloudFormation has no resource that switches the issuer of an account on' },
  'prompt-log': { cannot: 'CloudFormation has no resource that switches the record of prompts on' },
  'metric-filter': metricFilter,
  'evidence-alarm': evidenceAlarm,
  'athena-query': athenaQuery,
  'log-query': logQuery,
};
