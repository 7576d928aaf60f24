/** What both programs of the benchmark deploy: agents of Lambda tools, a hundred to a stack, because a stack holds at most 500 resources. */

/** Components in one stack. */
export const PER_STACK = 100;

export const PLACE = { account: '111122223333', region: 'eu-central-1' } as const;

export interface BenchStack {
  readonly id: string;
  readonly agent: string;
  /** Names of the components, sorted. */
  readonly components: readonly string[];
}

export const functionNameOf = (agent: string, component: string): string => `${agent}-${component}`;

/** The stacks of an app with this many components. */
export const stacksOf = (count: number): readonly BenchStack[] =>
  Array.from({ length: Math.ceil(count / PER_STACK) }, (_, index) => ({
    id: `Bench${index}`,
    agent: `bench${index}`,
    components: Array.from({ length: Math.min(PER_STACK, count - index * PER_STACK) }, (_item, at) => `tool${String(at).padStart(3, '0')}`),
  }));
