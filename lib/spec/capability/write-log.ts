import type { Capability } from '../permission';
import { capability, ownArn, permission } from './capability';

/**
 * Writes one log group: streams and events, nothing else. A component has this for its own log without asking.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export const writeLog = ({ group }: { readonly group: string }): Capability =>
  capability('writeLog', 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html', [
    permission('WriteOwnLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], [ownArn('logs', `log-group:${group}:*`)]),
  ]);
