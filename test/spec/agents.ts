import { type Agent, type Component, type Denial, defineAgent, type Trust, trust } from 'agent-workload-identity';

type Can = NonNullable<Component['can']>;

/** An agent of one tool that is trusted this way. */
export const trusting = (given: Trust | readonly [Trust, ...Trust[]]): Agent =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    components: () => ({ tool: { kind: 'tool', trust: given } }),
    evidence: { retainDays: 90 },
  });

/** An agent of one tool that can and cannot do these things. */
export const able = (can: Can, cannot: readonly Denial[] = []): Agent =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    components: () => ({ tool: { kind: 'tool', trust: trust.eksNode(), can, cannot } }),
    evidence: { retainDays: 90 },
  });
