/** What an account has once, as one Pulumi component. */
import { OutboundWebIdentityFederation } from '@pulumi/aws/iam';
import { Key } from '@pulumi/aws/kms';
import * as pulumi from '@pulumi/pulumi';
import { emitFoundation, sharedWithAgents } from '../plan/foundation/emit-foundation';
import { shownInstruction } from '../plan/foundation/instructions';
import { EVIDENCE_KEY, type FoundationPlan } from '../plan/foundation/kinds';
import { planFoundation } from '../plan/foundation/plan-foundation';
import { FindingsError } from '../report/findings-error';
import type { AccountFoundationSpec } from '../spec/foundation';
import { emitters } from './emitters';
import { foundationEmitters } from './emitters/foundation';
import { EngineContext } from './engine-context';
import { EngineValues, isEngineValue } from './engine-values';

const all = { ...emitters, ...foundationEmitters };

function planned(spec: AccountFoundationSpec): FoundationPlan {
  const planning = planFoundation(spec);
  if (!planning.ok) throw new FindingsError(planning.findings, 'the foundation cannot be made');
  return planning.plan;
}

/**
 * Trail, locked archive, key, traces and shared policies of an account, in one region. What is left to do by hand is in `plan.instructions`, and logged.
 */
export class AccountFoundation extends pulumi.ComponentResource {
  /** What the declaration means, as plain data. */
  readonly plan: pulumi.Output<FoundationPlan>;
  /** ARN of the key of all evidence: what agents name as `evidence.key`. */
  readonly keyArn: pulumi.Output<string>;
  /** The account's issuer of tokens for systems outside of AWS; undefined where it is not switched on here. */
  readonly issuer: pulumi.Output<string> | undefined;

  /**
   * @param name - Name of the component resource, which children are named after.
   * @param spec - What `defineAccountFoundation` returns.
   * @throws FindingsError with every finding of planning
   */
  constructor(name: string, spec: AccountFoundationSpec, options: pulumi.ComponentResourceOptions = {}) {
    const plan = planned(spec);
    super('agent-workload-identity:index:AccountFoundation', name, {}, options);
    const engine = new EngineValues(this);
    const context: EngineContext = new EngineContext({
      name,
      children: { parent: this },
      values: (hole) => (hole === EVIDENCE_KEY ? madeKey(context) : isEngineValue(hole) ? engine.get(hole) : undefined),
      plan: sharedWithAgents(plan.resources),
    });
    emitFoundation(plan.resources, all, context);
    this.plan = pulumi.output(plan) as pulumi.Output<FoundationPlan>;
    this.keyArn = pulumi.output(spec.key === 'created' ? madeKey(context) : spec.key);
    this.issuer = plan.resources.some(({ kind }) => kind === 'outbound-federation')
      ? context.computed(OutboundWebIdentityFederation, 'outbound-federation', ({ issuerIdentifier }) => issuerIdentifier)
      : undefined;
    for (const instruction of plan.instructions) void pulumi.log.info(shownInstruction(instruction, {}), this);
    this.registerOutputs({ plan: this.plan, keyArn: this.keyArn, issuer: this.issuer });
  }
}

const madeKey = (context: EngineContext): pulumi.Output<string> => context.computed(Key, 'evidence-key', ({ arn }) => arn);
