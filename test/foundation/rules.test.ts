/** What a foundation makes is judged by all rules as any template is. */
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { fromPulumi } from '../../lib/graph/from-pulumi';
import { PRESETS, runRules } from '../../lib/rules';
import type { AccountFoundationSpec } from '../../lib/spec';
import { cdkTemplate, central, imported, PLACE, pulumiProgram, whole } from './foundations';

/**
 * Bedrock names no resource as the source when it writes the record of prompts, so the role's trust policy cannot be narrower than the account
 * (Amazon Bedrock User Guide, "Monitor model invocation"). Whoever records prompts acknowledges it.
 */
const OF_PROMPTS = { code: 'WI204', what: expect.stringContaining('-prompts-to-logs`') };

const told = (graph: ReturnType<typeof fromCloudFormation>) =>
  runRules(PRESETS.strict, { graph, plans: [] }).findings.map(({ code, what, where, shown }) => ({
    code,
    what,
    resource: where.resource,
    shown,
  }));

describe.each<readonly [string, AccountFoundationSpec, readonly object[]]>([
  ['everything made here', whole, [expect.objectContaining(OF_PROMPTS)]],
  ['a central archive, and some roles', central, []],
  ['the organization\u2019s trail', imported, []],
])('%s', (_name, spec, expected) => {
  it('gives no rule anything to say on CDK', () => {
    expect(told(fromCloudFormation(cdkTemplate(spec)))).toEqual(expected);
    expect(told(fromCloudFormation(cdkTemplate(spec, { account: PLACE.account, region: PLACE.region })))).toEqual(expected);
  });

  it('gives no rule anything to say on Pulumi, before the first deployment', async () => {
    const { resources } = await pulumiProgram(spec);
    expect(told(fromPulumi(resources))).toEqual(expected);
  });
});
