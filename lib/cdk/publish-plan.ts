/** Publishes the plan of an identity in the cloud assembly: one uniquely named file for each construct, without tokens. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachCustomSynthesis, type ISynthesisSession, Names } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { IdentityPlan } from '../plan/plan';

/** The ending of every published plan's file name. */
export const PLAN_FILE = '.identity-plan.json';

/** The name of a construct's plan file within its assembly. */
export const planFileName = (construct: Construct): string =>
  `${Names.uniqueResourceName(construct, { maxLength: 120, separator: '-' })}${PLAN_FILE}`;

export function publishPlan(construct: Construct, plan: IdentityPlan): void {
  const name = planFileName(construct);
  attachCustomSynthesis(construct, {
    onSynthesize: (session: ISynthesisSession) => writeFileSync(join(session.outdir, name), `${JSON.stringify(plan, null, 2)}\n`),
  });
}
