/**
 * Whether requests come through an MCP server that AWS manages.
 *
 * `aws:ViaAWSMCPService` is in what such a server asks of other services for the caller, `aws:CalledViaAWSMCP` names the server, and `aws:IsMcpServiceAction` marks
 * what the server asks of itself, before anything else: only that comes from the caller directly. All of them are absent from any other request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { either, oneOf, record, shown, text, whole } from '../form';
import { type ConditionTarget, defineCondition, deniedByPermission, denyAllButLog } from './define-condition';
import { ownRequestsOf } from './network-of';

/** `never`, `only`, or only through one server by its service principal, such as `aws-mcp.amazonaws.com`. */
export type Mcp = 'never' | 'only' | { readonly only: `${string}.amazonaws.com` };

/** What is not through a server, is not a server's own action, and was not started by either. */
const direct = (target: ConditionTarget) => ({
  BoolIfExists: { 'aws:IsMcpServiceAction': ['false'], 'aws:ViaAWSService': ['false'] },
  ...ownRequestsOf(target),
});

export const mcpCondition = defineCondition<Mcp>({
  form: either((value) => typeof value === 'string', oneOf('never', 'only'), whole(record({ only: text }))),
  check: (value: Mcp | { readonly only?: string }, findings) => {
    const server = typeof value === 'string' ? undefined : value.only;
    if (typeof value !== 'string' && (server === undefined || !/^[a-z0-9.-]+\.amazonaws\.com$/.test(server)))
      findings.add('WI185', {
        what: server === undefined ? 'no MCP server is named' : `${shown(server)} is no service principal`,
        fix: 'write `only`, or the service principal of one server, such as `aws-mcp.amazonaws.com`',
        pointer: 'only',
      });
  },
  beyond: (own, agents) => {
    if (agents === 'only' && own !== 'never') return undefined;
    return JSON.stringify(own) === JSON.stringify(agents)
      ? undefined
      : own === 'never'
        ? 'direct requests'
        : 'requests through MCP servers';
  },
  inWords: (value) =>
    value === 'never' ? 'never through an MCP server of AWS' : `only through ${value === 'only' ? 'MCP servers of AWS' : value.only}`,
  enforce: (value, target) => {
    if (value === 'never')
      return deniedByPermission(
        'denied where `aws:ViaAWSMCPService` says so',
        denyAllButLog('NeverThroughMcp', { Bool: { 'aws:ViaAWSMCPService': ['true'] } }),
      );
    const { BoolIfExists, ...own } = direct(target);
    return value === 'only'
      ? deniedByPermission(
          'denied without `aws:ViaAWSMCPService`',
          denyAllButLog('OnlyThroughMcp', { BoolIfExists: { ...BoolIfExists, 'aws:ViaAWSMCPService': ['false'] }, ...own }),
        )
      : deniedByPermission(
          'denied where `aws:CalledViaAWSMCP` is another server or none',
          denyAllButLog('OnlyThroughMcp', { BoolIfExists, ...own, StringNotEqualsIfExists: { 'aws:CalledViaAWSMCP': [value.only] } }),
        );
  },
});
