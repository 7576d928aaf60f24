/** The one table of scenarios that both engines are held to. */
import type { Scenario } from '../scenario';
import { access } from './access';
import { callsAcrossAccounts } from './calls-across-accounts';
import { capabilities } from './capabilities';
import { certificates } from './certificates';
import { declarations } from './declarations';
import { examples } from './examples';
import { podIdentity } from './pod-identity';
import { responses } from './responses';
import { tasks } from './tasks';
import { trustKinds } from './trust-kinds';
import { windows } from './windows';

export const SCENARIOS: readonly Scenario[] = [
  ...trustKinds,
  ...capabilities,
  ...callsAcrossAccounts,
  ...declarations,
  ...podIdentity,
  ...certificates,
  ...tasks,
  ...access,
  ...responses,
  ...windows,
  ...examples,
];
