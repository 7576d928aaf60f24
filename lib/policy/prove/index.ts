/** Proofs over all requests: what policies permit, and whether that is within what others permit. */
export { type Admission, admitsOnly } from './admits-only';
export { contains, disjoint, empty, equal, intersects } from './contains';
export { exampleValue, fillWithExamples } from './example-value';
export type { Existence } from './existence';
export { type Coverage, explainContains } from './explain-contains';
export { type NearMiss, nearMiss, type PolicyChange, type RequestChange, type RequestPart, type StatementElement } from './near-miss';
export type { ProveOptions } from './options';
export type { PolicyLayers, Subject } from './permission';
export { type AssumptionStep, type ReachableRole, reaches } from './reaches';
export { REFERENCE_VOCABULARY } from './reference-vocabulary';
export type { Vocabulary } from './vocabulary';
export { type Access, can, type PermittedAccess, whatCan, whoCan } from './who-can';
