/**
 * The gate: an inline policy that denies everything outside of one absolute window. The plan ships it with a window that never comes; a state machine writes the
 * next window into it each time one begins. Where nothing writes it any more, the last window expires by itself.
 */
import type { PolicyJson } from '../../policy/policy-json';

export const GATE_POLICY_NAME = 'agent-window';

/** Outside of its windows a component may still write its log: what it tried is evidence. */
const STILL_ALLOWED = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/**
 * @param from the first second that is inside, in UTC
 * @param until the first second that is outside again
 */
export const gateDocument = (from: string, until: string): PolicyJson => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'BeforeTheWindow',
      Effect: 'Deny',
      NotAction: STILL_ALLOWED,
      Resource: ['*'],
      Condition: { DateLessThan: { 'aws:CurrentTime': [from] } },
    },
    {
      Sid: 'AfterTheWindow',
      Effect: 'Deny',
      NotAction: STILL_ALLOWED,
      Resource: ['*'],
      Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': [until] } },
    },
  ],
});

/**
 * A gate that is closed. It is of the same form as an open one, so that what is proved of the template holds for the component whenever it is let act: a plain
 * denial of everything would make every proof about the template empty.
 */
export const CLOSED_GATE: PolicyJson = gateDocument('2999-12-31T00:00:00Z', '2999-12-31T00:00:01Z');
