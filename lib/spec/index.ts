/** What a platform engineer says. */
export type { AccessSpec, ThreatResponse } from './access';
export {
  type AbsoluteWindow,
  type ComponentAccess,
  type Day,
  type Moment,
  type Opening,
  openingOn,
  type RecurringWindow,
} from './access/index';
export { type Agent, type AgentSpec, defineAgent } from './agent';
export * from './capability';
export { type Component, type Entry, type Environment, entry, type Orchestrator, type ReasoningEngine, type Tool } from './component';
export type { Conditions } from './condition/conditions';
export { after, atLeast, atMost, before, like } from './condition/match';
export { type EvidenceSpec, RETENTIONS, type RetentionDays } from './evidence';
export {
  type AccountFoundationSpec,
  type CreatedTrail,
  type DeclaredFoundation,
  defineAccountFoundation,
  type EvidenceAlarms,
  type ImportedTrail,
  type OutboundTokens,
  type RecordedPrompts,
  type SavedQueries,
  type SinkFor,
} from './foundation';
export type { ArnOf, InputShape, InputShapes, InputValues, Late, LateValues } from './late';
export {
  allow,
  type Capability,
  type Denial,
  deny,
  everyAction,
  everyResource,
  type Permission,
  type Reasoned,
  resourcesLike,
} from './permission';
export type { SessionSpec } from './session';
export { sessionTag, type TaskSpec } from './task';
export { type Text, text } from './text';
export { type Trust, trust } from './trust';
