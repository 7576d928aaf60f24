/** Calls into another account, in every way there is, with both parts deployed. */

import type { EntryKind } from '../../../lib/plan/plan';
import { type Component, defineAgent, type Entry, entry, type LateValues, trust } from '../../../lib/spec';
import { PLACE, type Scenario, TOOLS_ACCOUNT } from '../scenario';

const INPUTS = {
  tools: 'account-id',
  function: 'lambda-function-arn',
  runtime: 'agentcore-runtime-arn',
  gateway: 'agentcore-gateway-arn',
  queue: 'sqs-queue-arn',
  queueUrl: 'sqs-queue-url',
} as const;

const VALUES = {
  tools: TOOLS_ACCOUNT,
  function: `arn:aws:lambda:eu-central-1:${TOOLS_ACCOUNT}:function:search`,
  runtime: `arn:aws:bedrock-agentcore:eu-central-1:${TOOLS_ACCOUNT}:runtime/search-a1B2c3D4e5`,
  gateway: `arn:aws:bedrock-agentcore:eu-central-1:${TOOLS_ACCOUNT}:gateway/search-a1b2c3d4e5`,
  queue: `arn:aws:sqs:eu-central-1:${TOOLS_ACCOUNT}:search`,
  queueUrl: `https://sqs.eu-central-1.amazonaws.com/${TOOLS_ACCOUNT}/search`,
};

type Inputs = LateValues<typeof INPUTS>;

/** How the tool is reached; a way that is missing does not compile. */
const WAYS: { readonly [By in EntryKind]: (inputs: Inputs) => { readonly trust: Component['trust']; readonly entry?: Entry } } = {
  role: () => ({ trust: trust.component() }),
  function: (inputs) => ({ trust: trust.lambda({ functionName: 'search' }), entry: entry.function(inputs.function) }),
  runtime: (inputs) => ({ trust: trust.agentCoreRuntime({ name: 'search' }), entry: entry.runtime(inputs.runtime) }),
  gateway: (inputs) => ({ trust: trust.lambda({ functionName: 'search' }), entry: entry.gateway(inputs.gateway) }),
  queue: (inputs) => ({ trust: trust.lambda({ functionName: 'search' }), entry: entry.queue(inputs.queue, inputs.queueUrl) }),
};

export const ENTRY_KINDS = Object.keys(WAYS) as EntryKind[];

const agentOf = (by: EntryKind) =>
  defineAgent({
    name: 'spanning',
    owner: 'platform',
    inputs: INPUTS,
    components: (inputs) => ({
      planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: ['search', 'local'] },
      local: { kind: 'tool', trust: trust.component() },
      search: { kind: 'tool', account: inputs.tools, ...WAYS[by](inputs) },
    }),
    evidence: { retainDays: 365 },
  });

export const callsAcrossAccounts: readonly Scenario[] = ENTRY_KINDS.flatMap((by) =>
  ([false, true] as const).map((late) => ({
    name: `a call into another account by ${by}, ${late ? 'late' : 'literal'}`,
    agent: agentOf(by),
    inputs: VALUES,
    late,
    deployment: late ? { account: PLACE.account } : { stage: 'prod', ...PLACE },
    accounts: ['tools'],
    ...(by === 'runtime' ? { bindings: { search: { runtimeId: 'search-a1B2c3D4e5' } } } : {}),
  })),
);
