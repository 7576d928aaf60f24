import { partsOf, throughCdk, throughPulumi } from './deployments';
import { planned, readProgram, readTemplate } from './models';
import { SCENARIOS } from './scenarios';

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  const parts = partsOf(scenario).map((account) => [account ?? 'home', account] as const);

  it.each(parts)('is on the CDK what it is planned to be (%s account)', (_account, account) => {
    const template = throughCdk(scenario).get(account);
    expect(template && readTemplate(template, scenario, account)).toEqual(planned(scenario, account));
  });

  it.each(parts)('is on Pulumi what it is planned to be (%s account)', async (_account, account) => {
    const resources = (await throughPulumi(scenario)).get(account);
    expect(resources && readProgram(resources, scenario, account)).toEqual(planned(scenario, account));
  });
});
