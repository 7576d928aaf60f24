/** What reads a template back: one reader for every kind of the plan, on every engine. */
import type { Model } from './model';
import type { PlannedKind } from './plan';

/**
 * Reads one kind from a template. Readers see resource properties only: never metadata, never the published plan.
 *
 * A kind without a reader does not compile.
 */
export type Readers<Source> = { readonly [Kind in PlannedKind]: (source: Source) => readonly Model<Kind>[] };
