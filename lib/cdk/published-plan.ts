/** The plan as a file of the cloud assembly. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachCustomSynthesis } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Finding, sortFindings } from '../finding/finding';
import type { IdentityPlan } from '../plan/plan';
import type { RelyingPartyConfiguration } from '../plan/relying-parties';

/** How the names of published plans end. */
export const PLAN_FILE = '.identity-plan.json';
const LONGEST_PATH = 120;

/** Name of the file, in the folder of the assembly that the construct's stack is written to: the construct's path, made unique by its address, because different paths can read alike. */
export function planFileName({ node }: Construct): string {
  const path = node.path.replaceAll(/[^A-Za-z0-9_.]+/g, '-').slice(0, LONGEST_PATH);
  return `${path}-${node.addr.slice(-8)}${PLAN_FILE}`;
}

/** How the names of files for the other side end. */
export const RELYING_PARTIES_FILE = '.relying-parties.json';

/** Writes what systems outside of AWS are configured with beside the plan, when the app is synthesized. */
export function publishRelyingParties(construct: Construct, configurations: readonly RelyingPartyConfiguration[]): void {
  attachCustomSynthesis(construct, {
    onSynthesize: ({ outdir }) => {
      const name = planFileName(construct).replace(PLAN_FILE, RELYING_PARTIES_FILE);
      writeFileSync(join(outdir, name), `${JSON.stringify(configurations, undefined, 2)}\n`);
    },
  });
}

/** Writes the plan when the app is synthesized, with what was accepted beyond it among the warnings. */
export function publishPlan(construct: Construct, plan: IdentityPlan, warnings: () => readonly Finding[]): void {
  attachCustomSynthesis(construct, {
    onSynthesize: ({ outdir }) => {
      const published: IdentityPlan = { ...plan, warnings: sortFindings([...plan.warnings, ...warnings()]) };
      writeFileSync(join(outdir, planFileName(construct)), `${JSON.stringify(published, undefined, 2)}\n`);
    },
  });
}
