/** What a run has to reach so that its agreement means something. */
import { OPERATORS } from '../../lib/policy/operators';
import type { Agreement } from './agree';
import { SETTLEMENTS } from './settled';

/** How many of a million cases each operator, qualifier and suffix has to decide. */
const DECIDING_PER_MILLION = 1000;

/** From so many cases on, an entry of the settled departures that never mattered is superfluous. */
const ENOUGH_UNSETTLED = 5000;

const DECIDING = [
  ...[...OPERATORS.keys()].map((name) => `operator ${name}`),
  'qualifier ForAllValues',
  'qualifier ForAnyValue',
  'suffix IfExists',
];

const REACHED = [
  ...DECIDING,
  ...['variable', 'variable with default', 'variable escape'],
  ...['NotAction', 'NotResource', 'NotPrincipal'].map((name) => `element ${name}`),
  ...['aws', 'service', 'federated', 'everyone'].map((name) => `principal ${name}`),
  ...['aws', 'service', 'federated', 'anonymous'].map((name) => `caller ${name}`),
  ...['identity', 'boundary', 'session', 'scp', 'rcp', 'resource', 'trust'].map((name) => `document ${name}`),
  ...['any', 'name', 'account', 'region'].map((shape) => `hole ${shape}`),
  ...['version 2008-10-17', 'version 2012-10-17', 'effect Allow', 'effect Deny', 'accounts same', 'accounts two'],
];

/** The goals that a run missed, each in a sentence. How much has to decide is in proportion to the cases compared. */
export function missedGoals({ compared, decisions, features, deciding, unsettled }: Agreement): readonly string[] {
  const allowed = decisions.of('allow') / Math.max(compared, 1);
  const least = Math.max(Math.floor((compared * DECIDING_PER_MILLION) / 1_000_000), 1);
  return [
    ...(allowed < 0.2 || allowed > 0.8 ? [`${(allowed * 100).toFixed(1)} % of the requests are allowed, not 20 to 80 %`] : []),
    ...REACHED.filter((name) => features.of(name) === 0).map((name) => `no case holds: ${name}`),
    ...DECIDING.filter((name) => deciding.of(name) < least).map(
      (name) => `${name} decides ${deciding.of(name)} of the cases looked at, fewer than ${least}`,
    ),
    ...(unsettled.of('asked') < ENOUGH_UNSETTLED
      ? []
      : SETTLEMENTS.filter(({ id }) => unsettled.of(id) === 0).map(({ id }) => `the settled departure \`${id}\` never matters`)),
  ];
}
