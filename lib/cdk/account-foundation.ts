/** What an account has once, as one construct. */
import { Annotations, Stack } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { planningFinding } from '../finding/finding-list';
import { emitFoundation, foundationGaps } from '../plan/foundation/emit-foundation';
import { shownInstruction } from '../plan/foundation/instructions';
import { EVIDENCE_KEY, type FoundationPlan } from '../plan/foundation/kinds';
import { planFoundation } from '../plan/foundation/plan-foundation';
import { FindingsError } from '../report/findings-error';
import type { AccountFoundationSpec } from '../spec/foundation';
import { literals } from './check-values';
import { foundationEmitters } from './emit/foundation';
import { emitters } from './emitters';
import { StackContext } from './stack-context';

const all = { ...emitters, ...foundationEmitters };

function planned(spec: AccountFoundationSpec): FoundationPlan {
  const planning = planFoundation(spec);
  if (!planning.ok) throw new FindingsError(planning.findings, 'the foundation cannot be made');
  const gaps = foundationGaps(planning.plan.resources, all);
  if (gaps.length > 0) {
    throw new FindingsError(
      gaps.map(({ kind, reason }) => {
        const pointer = kind === 'outbound-federation' ? 'outboundTokens' : 'prompts';
        const fix = `write \`${pointer}: { switchedOnBy: 'hand' }\`; the plan then holds the command`;
        return planningFinding('WI199', { what: reason, fix, pointer });
      }),
      'the foundation cannot be made',
    );
  }
  return planning.plan;
}

/**
 * Trail, locked archive, key, traces and shared policies of an account, in one region. What is left to do by hand is in `plan.instructions`, and shown when the
 * app is synthesized.
 */
export class AccountFoundation extends Construct {
  /** What the declaration means, as plain data. */
  readonly plan: FoundationPlan;
  /** ARN of the key of all evidence: what agents name as `evidence.key`. */
  readonly keyArn: string;

  /**
   * @param scope - A stack, or any construct below one.
   * @param spec - What `defineAccountFoundation` returns.
   * @throws FindingsError with every finding of planning
   */
  constructor(scope: Construct, id: string, spec: AccountFoundationSpec) {
    const plan = planned(spec);
    super(scope, id);
    this.plan = plan;
    const { account, region, partition } = Stack.of(this);
    const place: Readonly<Record<string, string>> = { account, region, partition };
    const context: StackContext = new StackContext({
      given: (hole) => (hole === EVIDENCE_KEY ? madeKey(context) : place[hole]),
      placeOf: () => this,
    });
    emitFoundation(plan.resources, all, context);
    this.keyArn = spec.key === 'created' ? (madeKey(context) ?? '') : spec.key;
    const known = literals(place);
    for (const instruction of plan.instructions) Annotations.of(this).addInfo(shownInstruction(instruction, known));
  }
}

function madeKey(context: StackContext): string | undefined {
  const key = context.added('evidence-key');
  return key instanceof CfnKey ? key.attrArn : undefined;
}
