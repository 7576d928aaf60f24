/** The rules as a validation plugin of the CDK: what they find stands in its report, and fails its synthesis. */
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkGraph } from '../assert/check-graph';
import { readAssemblies } from '../graph/read-files';
import type { Acknowledgement } from '../report/acknowledgement';
import { fingerprinter } from '../report/fingerprint';
import type { PinnedFinding } from '../report/judged-path';
import { accept } from '../rules/accept';
import { PRESETS, type PresetName } from '../rules/presets';
import { type Accepted, acceptedFindings } from './accepted-findings';
import { checkedOptions } from './checks-options';
import { judgedFolders } from './judged-folders';
import { staleAcknowledgements } from './stale-acknowledgements';
import { acknowledgedAs, violationOf } from './violations';

export interface IdentityChecksOptions {
  /**
   * Which rules, and whether warnings count.
   * @default 'recommended'
   */
  readonly preset?: PresetName;
  /**
   * What fails the synthesis: only what is refuted, or also what could not be decided.
   * @default 'undecided'
   */
  readonly failOn?: 'refuted' | 'undecided';
  /**
   * Path of a baseline that `agent-identity check cdk.out --write-baseline` wrote: its findings are left out as long as what they are about stays the same.
   * @default none
   */
  readonly baseline?: string;
  /**
   * Findings that are right here, each with its fingerprint, reason and owner, or the path of a file that lists them. The CDK's own
   * `Validations.of(construct).acknowledge({ id, reason })` works as well, with the id that the report prints.
   * @default none
   */
  readonly acknowledgements?: string | readonly Acknowledgement[];
}

/** Who reported a finding of an app: the same finding of another plugin, such as one of a stage within the app, is left out. */
const reported = new WeakMap<IConstruct, Map<string, IdentityChecks>>();

/**
 * Judges everything that an app or stage synthesizes by the rules: all stacks, nested stacks and stages, in every environment, with the plans that
 * `AgentIdentity` published. A finding that counts fails `cdk synth`, with its construct, the source line as far as the CDK knows it, and the fix.
 *
 * Register it once, on the app: `Validations.of(app).addPlugins(new IdentityChecks())`. Where all stacks are in stages, `cdk synth` without stack names
 * selects none of them and the CDK fails nothing: use `cdk synth '**'`.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class IdentityChecks implements IPolicyValidationPlugin {
  readonly name = 'agent-workload-identity';
  readonly ruleIds: string[];
  readonly #preset: PresetName;
  readonly #failOn: 'refuted' | 'undecided';
  readonly #accepted: Accepted;

  /** @throws {FindingsError} where an option is not known, or what it names cannot be read */
  constructor(options: IdentityChecksOptions = {}) {
    const { preset = 'recommended', failOn = 'undecided', baseline, acknowledgements } = checkedOptions(options);
    this.#preset = preset;
    this.#failOn = failOn;
    this.#accepted = acceptedFindings(baseline, acknowledgements);
    this.ruleIds = PRESETS[preset].rules.map(({ code }) => code);
  }

  /** Called by the CDK when everything is synthesized. */
  validate({ stackTemplates, appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    const { graph, plans } = readAssemblies(judgedFolders(stackTemplates.map(({ templatePath }) => templatePath)));
    const judgement = checkGraph(graph, { preset: this.#preset, plan: plans });
    const { acknowledgements, baseline } = this.#accepted;
    const today = new Date().toISOString().slice(0, 10);
    const settled = accept(judgement, fingerprinter(graph), { acknowledgements, today, ...(baseline === undefined ? {} : { baseline }) });
    const findings = this.#notYetReported(settled.findings, appConstruct);
    const violations = findings.map((finding) => violationOf(finding, this.#fails(finding)));
    return {
      success: !findings.some((finding) => this.#fails(finding)),
      violations: [...violations, ...staleAcknowledgements(acknowledgements, settled, today)],
    };
  }

  #fails({ severity, verdict }: PinnedFinding): boolean {
    const counts = severity === 'error' || PRESETS[this.#preset].warningsCount;
    return counts && (verdict === 'refuted' || this.#failOn === 'undecided');
  }

  #notYetReported(findings: readonly PinnedFinding[], app: IConstruct): readonly PinnedFinding[] {
    const by = reported.get(app) ?? new Map<string, IdentityChecks>();
    reported.set(app, by);
    return findings.filter((finding) => {
      const key = `${acknowledgedAs(finding)} ${finding.where.file ?? ''}`;
      const first = by.get(key) ?? this;
      by.set(key, first);
      return first === this;
    });
  }
}
