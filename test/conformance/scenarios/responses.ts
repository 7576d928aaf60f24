/** Responses to threats: at home and in another account, with a topic that is made or given, literal and late. */
import { allow, defineAgent, trust } from '../../../lib/spec';
import { LITERAL, PLACE, type Scenario, TOOLS_ACCOUNT } from '../scenario';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';

const quarantined = defineAgent({
  name: 'watched',
  owner: 'platform',
  inputs: { table: 'dynamodb-table-arn', cluster: 'eks-cluster-arn', away: 'account-id', alarms: 'sns-topic-arn', old: 'iam-role-arn' },
  components: ({ table, cluster, away, old }) => ({
    planner: {
      kind: 'orchestrator',
      trust: trust.eksPodIdentity({ cluster, namespace: 'agents', serviceAccount: 'planner' }),
      calls: ['clerk', 'archive'],
    },
    clerk: { kind: 'tool', trust: trust.component(), can: [allow('dynamodb:GetItem').on(table)] },
    archive: { kind: 'tool', trust: trust.component(), account: away },
    legacy: { kind: 'tool', trust: trust.lambda({ functionName: 'legacy' }), role: old },
  }),
  access: ({ alarms }) => ({ onThreat: { respond: 'quarantine', fromSeverity: 5 }, alarmTopic: alarms }),
  evidence: { retainDays: 400 },
});

const inputs = {
  table: TABLE,
  cluster: 'arn:aws:eks:eu-central-1:111122223333:cluster/prod',
  away: TOOLS_ACCOUNT,
  alarms: 'arn:aws:sns:eu-central-1:111122223333:on-call',
  old: 'arn:aws:iam::111122223333:role/legacy',
};

export const responses: readonly Scenario[] = [
  { name: 'a quarantine over two accounts, literal', late: false, deployment: LITERAL, agent: quarantined, inputs, accounts: ['away'] },
  {
    name: 'a quarantine over two accounts, late',
    late: true,
    deployment: { account: PLACE.account },
    agent: quarantined,
    inputs,
    accounts: ['away'],
  },
  {
    name: 'a quarantine with a topic of its own',
    late: true,
    deployment: { stage: 'dev' },
    agent: defineAgent({
      name: 'watched',
      owner: 'platform',
      inputs: { issuer: 'oidc-issuer-url' },
      // A late issuer is part of a key of the trust policy, which stands in the definition too.
      components: ({ issuer }) => ({
        tool: { kind: 'tool', trust: trust.eksIrsa({ issuer, namespace: 'agents', serviceAccount: 'tool' }) },
      }),
      access: { onThreat: 'quarantine' },
      evidence: { retainDays: 400 },
    }),
    inputs: { issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE' },
  },
];
