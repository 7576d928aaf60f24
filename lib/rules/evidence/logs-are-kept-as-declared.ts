import type { GraphLogGroup } from '../../graph/identity-graph';
import type { IdentityPlan, PlannedLogGroup } from '../../plan/plan';
import { hasHole } from '../../policy/text';
import { defineRule } from '../define-rule';
import { declaredTool } from '../examples/declared-tool';
import { keptLogGroup, logGroup } from '../examples/evidence';
import { once } from '../reading/once';
import { couldBe } from '../reading/plan-of';
import { below, listAt } from '../reading/properties';

/** The log groups of a plan, with those that are made once a workload exists. */
const plannedGroups = once((plan: IdentityPlan): readonly PlannedLogGroup[] =>
  [...plan.resources, ...plan.components.flatMap(({ binding }) => binding?.resources ?? [])].filter(
    (resource): resource is PlannedLogGroup => resource.kind === 'log-group',
  ),
);

const declaredGroup = ({ name }: GraphLogGroup, plans: readonly IdentityPlan[]): PlannedLogGroup | undefined =>
  plans.flatMap(plannedGroups).find((planned) => couldBe(planned.name, name));

const masked = (policy: unknown): readonly string[] =>
  listAt(below(policy, 'Statement'))
    .filter((statement) => below(statement, 'Operation', 'Deidentify') !== undefined)
    .flatMap((statement) => listAt(below(statement, 'DataIdentifier')))
    // The same identifier in every partition.
    .flatMap((identifier) => (typeof identifier === 'string' ? [identifier.slice(identifier.lastIndexOf('/') + 1)] : []));

/** Whether everything is masked that was declared to be. What only the deployment settles is taken as it was planned. */
function masks(found: unknown, declared: PlannedLogGroup['dataProtection']): boolean {
  if (typeof found === 'string' && hasHole(found)) return true;
  const names = new Set(masked(found));
  return masked(declared).every((name) => names.has(name));
}

/** What the declared tool's log is planned to mask. */
const MASKING = plannedGroups(declaredTool())[0]?.dataProtection;

const declaredLog = (properties: Readonly<Record<string, unknown>> = {}) =>
  keptLogGroup({ LogGroupName: '/aws/lambda/support-tool', DataProtectionPolicy: MASKING, ...properties });

export default defineRule({
  code: 'WI618',
  name: 'evidence/logs-are-kept-as-declared',
  severity: 'error',
  principle: 'evidence outlives those it speaks of',
  standards: ['NIST SP 800-53 AU-9', 'NIST SP 800-53 AU-11'],
  summary: 'where a plan is known, the log group of a component is kept as long, and protected as well, as was declared',
  why: 'a log that expires early or goes with its stack takes the evidence with it, and what was reviewed is the declaration',
  acknowledge: 'never; declare the retention, or declare the deployment disposable',
  sources: [
    'Amazon CloudWatch Logs API Reference, `PutRetentionPolicy`',
    'Amazon CloudWatch Logs User Guide, "Protecting log groups from deletion"',
  ],
  visits: 'log-group',
  messages: {
    otherRetention: {
      what: 'the log group `<group>` keeps its events <found>, and <declared> days were declared',
      fix: 'set `RetentionInDays: <declared>`, or change `evidence.retainDays` in the declaration',
    },
    unprotected: {
      what: 'the log group `<group>` can be deleted, and it was declared to be kept',
      fix: 'set `DeletionProtectionEnabled: true`; with Pulumi `deletionProtectionEnabled: true`',
    },
    notRetained: {
      what: 'the log group `<group>` is deleted with its stack, and it was declared to be kept',
      fix: 'set `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain`; with Pulumi `retainOnDelete: true`',
    },
    otherKey: {
      what: 'the log group `<group>` is not encrypted with a key of the account, and one was declared',
      fix: 'set `KmsKeyId` to the key that `evidence.key` names',
    },
    unmasked: {
      what: 'credentials in the log group `<group>` are not masked, and it was declared that they are',
      fix: 'take back the change of its data protection policy, or say why in `evidence.dangerouslyUnmasked`',
    },
    open: {
      what: 'whether the log group `<group>` is kept for the <declared> days that were declared is settled at deployment',
      fix: 'write the number into the template',
    },
  },
  check: (group, tell, { plans }) => {
    const declared = declaredGroup(group, plans);
    if (declared === undefined) return [];
    const { retentionDays, retained, deletionProtection, place: at } = group;
    const names = { group: group.name };
    const days = { ...names, declared: String(declared.retentionDays) };
    const found = retentionDays === undefined ? 'for ever' : `for ${retentionDays} days`;
    const outcomes = [
      ...(typeof retentionDays === 'string'
        ? [tell.undecided('open', days, { at, shown: '`RetentionInDays` is given at deployment' })]
        : []),
      ...(typeof retentionDays !== 'string' && retentionDays !== declared.retentionDays
        ? [tell.refuted('otherRetention', { ...days, found }, { at, shown: `\`RetentionInDays\` is ${retentionDays ?? 'not given'}` })]
        : []),
      ...(declared.retain && !deletionProtection
        ? [tell.refuted('unprotected', names, { at, shown: '`DeletionProtectionEnabled` is not on' })]
        : []),
      ...(declared.retain && !retained
        ? [tell.refuted('notRetained', names, { at, shown: 'its deletion policy does not retain it' })]
        : []),
      ...(declared.key !== undefined && group.key === undefined
        ? [tell.refuted('otherKey', names, { at, shown: '`KmsKeyId` is not given' })]
        : []),
      ...(declared.dataProtection !== undefined && !masks(group.dataProtection, declared.dataProtection)
        ? [tell.refuted('unmasked', names, { at, shown: 'its data protection policy masks less, or nothing' })]
        : []),
    ];
    return outcomes.length === 0 ? [tell.proved()] : outcomes;
  },
  examples: {
    bad: [
      {
        title: 'a log kept for a day, where four hundred were declared',
        cloudformation: { Log: declaredLog({ RetentionInDays: 1 }) },
        plan: declaredTool,
        finds: { message: 'otherRetention', resource: 'Log', shown: '`RetentionInDays` is 1' },
      },
      {
        title: 'a log without protection against deletion',
        cloudformation: { Log: declaredLog({ DeletionProtectionEnabled: false }) },
        plan: declaredTool,
        finds: { message: 'unprotected', resource: 'Log' },
      },
      {
        title: 'a log that goes with its stack',
        cloudformation: {
          Log: logGroup({ LogGroupName: '/aws/lambda/support-tool', DeletionProtectionEnabled: true }),
        },
        plan: declaredTool,
        finds: { message: 'notRetained', resource: 'Log' },
      },
      {
        title: 'a log that nobody lets expire, where four hundred days were declared',
        cloudformation: { Log: declaredLog({ RetentionInDays: undefined }) },
        plan: declaredTool,
        finds: { message: 'otherRetention', resource: 'Log', shown: 'not given' },
      },
      {
        title: 'a log that masks nothing any longer',
        cloudformation: { Log: declaredLog({ DataProtectionPolicy: undefined }) },
        plan: declaredTool,
        finds: { message: 'unmasked', resource: 'Log' },
      },
    ],
    good: [{ title: 'a log as it was declared', cloudformation: { Log: declaredLog() }, plan: declaredTool }],
  },
});
