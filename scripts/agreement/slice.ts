/** The slices of a run in a process of its own: takes one after the other and sends back what it counted. */
import { type Disagreement, runAgreement } from './agree';
import type { Counts } from './coverage';
import { ENGINE } from './engine';

/** Which cases to run. */
export interface SliceRequest {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly most: number;
}

export const TALLIES = ['decisions', 'features', 'deciding', 'unsettled', 'holed'] as const;

export interface SliceResult {
  readonly compared: number;
  readonly tallies: Readonly<Record<(typeof TALLIES)[number], Counts>>;
  readonly disagreements: readonly Disagreement[];
}

process.on('message', (slice: SliceRequest) => {
  const { compared, disagreements, ...tallies } = runAgreement({ ...slice, engine: ENGINE, decidingEvery: 5, unsettledEvery: 200 });
  const counts = Object.fromEntries(TALLIES.map((name) => [name, tallies[name].entries()])) as SliceResult['tallies'];
  process.send?.({ compared, tallies: counts, disagreements } satisfies SliceResult);
});
