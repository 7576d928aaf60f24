/** What is wrong with where it is deployed to. */
import { agentWith, sound } from '../declared';
import { HOME } from '../planned';
import type { BadInput } from './bad-input-case';

export const DEPLOYMENTS: readonly BadInput[] = [
  {
    what: 'a stage in capitals',
    agent: sound,
    deployment: { stage: 'Prod' },
    code: 'WI116',
    at: 'deployment.stage',
    says: '`Prod`',
    fix: '16',
  },
  {
    what: 'an account of 11 digits',
    agent: sound,
    deployment: { account: '11112222333' },
    code: 'WI116',
    at: 'deployment.account',
    says: '`11112222333`',
    fix: '12 literal digits',
  },
  {
    what: 'an account as a number',
    agent: sound,
    deployment: { account: 111122223333 },
    code: 'WI100',
    at: 'deployment.account',
    says: 'a number',
    fix: 'text',
  },
  {
    what: 'a region as a token',
    agent: sound,
    deployment: { region: '${Token[AWS.Region.9]}' },
    code: 'WI116',
    at: 'deployment.region',
    says: 'region',
    fix: 'literal region',
  },
  {
    what: 'an unknown partition',
    agent: sound,
    deployment: { partition: 'azure' },
    code: 'WI116',
    at: 'deployment.partition',
    says: '`azure`',
    fix: 'aws-cn',
  },
  {
    what: 'a misspelt key',
    agent: sound,
    deployment: { acount: HOME },
    code: 'WI100',
    at: 'deployment.acount',
    says: '`acount`',
    fix: 'did you mean `account`?',
  },
  { what: 'text', agent: sound, deployment: 'prod', code: 'WI100', at: 'deployment', says: 'text stands', fix: 'a record' },
  {
    what: 'a region that the agent may not act in',
    agent: agentWith({ access: { regions: ['eu-west-1'] } }),
    deployment: { region: 'eu-central-1' },
    code: 'WI121',
    at: 'deployment.region',
    says: '`eu-central-1`',
    fix: 'access.regions',
  },
];
