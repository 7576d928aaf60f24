/** Proofs over all requests: what a policy permits, and whether that is within what another permits. */
export { contains } from './contains';
export { exampleValue, fillWithExamples } from './example-value';
export type { ProveOptions } from './options';
