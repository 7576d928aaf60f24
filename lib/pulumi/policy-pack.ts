/**
 * The rules as policies of a Pulumi policy pack.
 *
 * Importing this starts nothing and loads no package of Pulumi's. The pack itself is made in a file of its own, in the folder that Pulumi is given:
 *
 *     import { PolicyPack } from '@pulumi/policy';
 *     import { identityPolicies } from 'agent-workload-identity/pulumi/policy-pack';
 *     new PolicyPack('identities', { policies: identityPolicies() });
 *
 * @see https://www.pulumi.com/docs/insights/policy/policy-packs/
 */
import type { Policies, PolicyResource, ReportViolation, StackValidationArgs, StackValidationPolicy } from '@pulumi/policy';
import type { Acknowledgement } from '../report/acknowledgement';
import type { PinnedFinding } from '../report/judged-path';
import { findingToText } from '../report/to-text';
import { PRESETS, type PresetName } from '../rules/presets';
import { judgePulumiResources } from './judge-resources';
import { resourcesOfPolicy } from './policy-resources';

export interface IdentityPoliciesOptions {
  /**
   * Which rules, and whether warnings count.
   * @default 'recommended'
   */
  readonly preset?: PresetName;
  /**
   * What blocks: only what is refuted, or also what could not be decided, such as a policy that is unknown before deployment.
   * @default 'undecided'
   */
  readonly failOn?: 'refuted' | 'undecided';
  /**
   * Findings that are right here, each with the fingerprint that its violation shows, a reason and an owner.
   * @default none
   */
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** Pulumi hands policies the values of secrets as if they were none, so nothing can be said of those that are written out. */
const BLIND: ReadonlySet<string> = new Set([
  'secrets/not-written-out',
  'secrets/not-in-environment',
  'secrets/not-in-user-data',
  'secrets/stored-as-secure',
]);

interface Policy {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel: 'mandatory' | 'advisory';
  readonly reports: (finding: PinnedFinding) => boolean;
}

/** Where a violation is shown: at its resource, where that is one of the stack. */
const urnOf = ({ where }: PinnedFinding, resources: readonly PolicyResource[]): string | undefined =>
  resources.some(({ urn }) => urn === where.resource) ? where.resource : undefined;

/**
 * Two policies on all resources of a stack, at the end of a preview and of an update: `identities` is mandatory and reports what blocks;
 * `identity-advice` is advisory and reports the rest. What depends on a value that is unknown in a preview is undecided, and blocks unless it is
 * acknowledged or `failOn` says otherwise.
 */
export function identityPolicies({
  preset = 'recommended',
  failOn = 'undecided',
  acknowledgements = [],
}: IdentityPoliciesOptions = {}): Policies {
  const { warningsCount } = PRESETS[preset];
  const blocks = ({ severity, verdict }: PinnedFinding): boolean =>
    (severity === 'error' || warningsCount) && (verdict === 'refuted' || failOn === 'undecided');
  const judge = (resources: readonly PolicyResource[]): readonly PinnedFinding[] =>
    judgePulumiResources(resourcesOfPolicy(resources), { preset, acknowledgements }).findings.filter(({ rule }) => !BLIND.has(rule));
  const policy = ({ reports, ...about }: Policy): StackValidationPolicy => ({
    ...about,
    validateStack: ({ resources }: StackValidationArgs, report: ReportViolation): void => {
      for (const finding of judge(resources).filter(reports)) report(findingToText(finding), urnOf(finding, resources));
    },
  });
  return [
    policy({
      name: 'identities',
      description: 'every role has one workload, which alone can become it and which can do only what it needs',
      enforcementLevel: 'mandatory',
      reports: blocks,
    }),
    policy({
      name: 'identity-advice',
      description: 'what the rules on identities find besides what blocks',
      enforcementLevel: 'advisory',
      reports: (finding) => !blocks(finding),
    }),
  ];
}
