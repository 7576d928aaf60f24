/** Windows of time that come back: for the agent and for one component, in two accounts, on roles that are made and adopted; literal and late. */
import { allow, defineAgent, trust } from '../../../lib/spec';
import { LITERAL, PLACE, type Scenario, TOOLS_ACCOUNT } from '../scenario';

const windowed = defineAgent({
  name: 'timed',
  owner: 'platform',
  inputs: { table: 'dynamodb-table-arn', away: 'account-id', old: 'iam-role-arn' },
  components: ({ table, away, old }) => ({
    planner: {
      kind: 'orchestrator',
      trust: trust.lambda({ functionName: 'planner' }),
      calls: ['clerk', 'archive'],
      can: [allow('dynamodb:GetItem').on(table)],
    },
    clerk: {
      kind: 'tool',
      trust: trust.component(),
      access: { recurringWindow: { every: ['saturday', 'sunday'], from: '06:30', until: '24:00', timeZone: 'Europe/Berlin' } },
    },
    archive: { kind: 'tool', trust: trust.component(), account: away },
    legacy: { kind: 'tool', trust: trust.lambda({ functionName: 'legacy' }), role: old },
  }),
  access: { recurringWindow: { every: 'day', from: '06:00', until: '24:00', timeZone: 'Europe/Berlin' } },
  evidence: { retainDays: 400 },
});

const inputs = {
  table: 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets',
  away: TOOLS_ACCOUNT,
  old: 'arn:aws:iam::111122223333:role/legacy',
};

export const windows: readonly Scenario[] = [
  { name: 'windows of time, literal', late: false, deployment: LITERAL, agent: windowed, inputs, accounts: ['away'] },
  { name: 'windows of time, late', late: true, deployment: { account: PLACE.account }, agent: windowed, inputs, accounts: ['away'] },
];
