/** The agents of the examples. */
import { coding } from '../../../examples/coding-agent/agent';
import { support } from '../../../examples/support-agent/agent';
import { PLACE, type Scenario, TOOLS_ACCOUNT } from '../scenario';

const HERE = `${PLACE.region}:${PLACE.account}`;

export const examples: readonly Scenario[] = [
  {
    name: 'the support agent',
    agent: support,
    inputs: {
      tickets: `arn:aws:dynamodb:${HERE}:table/tickets`,
      handbook: 'arn:aws:s3:::handbook',
      cluster: `arn:aws:eks:${HERE}:cluster/agents`,
      memory: `arn:aws:bedrock-agentcore:${HERE}:memory/support-a1B2c3D4e5`,
      images: `arn:aws:ecr:${HERE}:repository/support`,
      crmToken: `arn:aws:secretsmanager:${HERE}:secret:crm-token-a1b2c3`,
    },
    late: true,
    deployment: { stage: 'dev' },
    bindings: { reasoner: { runtimeId: 'support_reasoner-a1B2c3D4e5' } },
  },
  {
    name: 'the coding agent',
    agent: coding,
    inputs: {
      artifacts: 'arn:aws:s3:::artifacts',
      artifactsKey: `arn:aws:kms:${HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      reviews: `arn:aws:events:${HERE}:event-bus/reviews`,
      targetAccount: TOOLS_ACCOUNT,
      service: `arn:aws:lambda:${PLACE.region}:${TOOLS_ACCOUNT}:function:checkout`,
    },
    late: false,
    deployment: { stage: 'prod', ...PLACE },
    accounts: ['targetAccount'],
  },
];
