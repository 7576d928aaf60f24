/**
 * A coding agent: it runs in GitHub Actions and federates in from there, uses two tools in its own account, and deploys through a role in
 * another account that only it can assume, with its instruction as source identity.
 */
import { allow, decryptWith, defineAgent, publishEvents, readObjects, trust, writeObjects } from 'agent-workload-identity';

export const coding = defineAgent({
  name: 'coding',
  owner: 'developer-experience',
  purpose: 'changes code on request and deploys what was reviewed',
  inputs: {
    artifacts: 's3-bucket-arn',
    artifactsKey: 'kms-key-arn',
    reviews: 'event-bus-arn',
    targetAccount: 'account-id',
    service: 'lambda-function-arn',
  },
  components: ({ artifacts, artifactsKey, reviews, targetAccount, service }) => ({
    orchestrator: {
      kind: 'orchestrator',
      purpose: 'the workflow that a developer starts',
      trust: trust.githubActions({
        repo: 'acme/agents',
        ids: { owner: '123456', repo: '456789' },
        environment: 'production',
        ref: 'refs/heads/main',
      }),
      calls: ['builder', 'reviewer', 'deployer'],
    },
    builder: {
      kind: 'tool',
      purpose: 'builds and tests the change',
      trust: trust.lambda({ functionName: 'coding-builder' }),
      can: [
        readObjects({ bucket: artifacts, prefix: 'sources/' }),
        writeObjects({ bucket: artifacts, prefix: 'builds/' }),
        decryptWith({ key: artifactsKey, encryptionContext: { purpose: 'build' } }),
      ],
    },
    reviewer: {
      kind: 'tool',
      purpose: 'asks people for a review',
      trust: trust.lambda({ functionName: 'coding-reviewer' }),
      can: [publishEvents({ bus: reviews, source: 'agents.coding', detailTypes: ['ReviewRequested'] })],
    },
    deployer: {
      kind: 'tool',
      purpose: 'updates one service in the target account',
      trust: trust.component(),
      account: targetAccount,
      can: [allow('lambda:UpdateFunctionCode', 'lambda:GetFunction').on(service)],
    },
  }),
  session: { maxMinutes: 60, requiredTags: ['run', 'task'] },
  evidence: { retainDays: 731 },
});
