import { partsOf, throughCdk, throughPulumi } from './deployments';
import { planned, readProgram, readTemplate } from './models';
import { SCENARIOS } from './scenarios';

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  it('is on the CDK what it is planned to be, in every account', () => {
    const templates = throughCdk(scenario);
    for (const account of partsOf(scenario)) {
      expect(readTemplate(templates.get(account), scenario, account)).toEqual(planned(scenario, account));
    }
  });

  it('is on Pulumi what it is planned to be, in every account', async () => {
    const programs = await throughPulumi(scenario);
    for (const account of partsOf(scenario)) {
      expect(readProgram(programs.get(account) ?? [], scenario, account)).toEqual(planned(scenario, account));
    }
  });
});
