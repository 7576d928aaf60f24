/** Near misses around what a plan runs itself: its roles may do what was planned, and no component may start, change, pass or become them. */

import { allow, type Component, defineAgent, trust } from 'agent-workload-identity';
import { App, Stack } from 'aws-cdk-lib';
import { checkGraph } from '../../lib/assert';
import { AgentIdentity } from '../../lib/cdk';
import { fromCloudFormation } from '../../lib/graph/from-cloudformation';
import { planIdentities } from '../../lib/plan';

const PLACE = { account: '111122223333', region: 'eu-central-1', partition: 'aws' };
const DEPLOYMENT = { account: PLACE.account, partition: PLACE.partition };
const MACHINE = 'arn:aws:states:eu-central-1:111122223333:stateMachine:support--quarantine';
const ROLE = 'arn:aws:iam::111122223333:role/support--quarantine';
const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';

const agentThat = (...can: NonNullable<Component['can']>) =>
  defineAgent({
    name: 'support',
    owner: 'platform',
    components: () => ({
      crm: { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }), can: [allow('dynamodb:GetItem').on(TABLE), ...can] },
      other: { kind: 'tool', trust: trust.lambda({ functionName: 'other' }) },
    }),
    access: {
      onThreat: 'quarantine',
      recurringWindow: { every: ['monday'], from: '09:00', until: '17:00', timeZone: 'Europe/Berlin' },
    },
    evidence: { retainDays: 400 },
  });

type Template = { readonly Resources: Record<string, { readonly Type: string; Properties: Record<string, unknown> }> };

/** What the rules find in the template, as it is after somebody has touched it. */
function found(
  agent: ReturnType<typeof agentThat>,
  touch: (template: Template) => void = () => undefined,
  withPlan = true,
): readonly string[] {
  const app = new App();
  const stack = new Stack(app, 'Support', { env: PLACE });
  new AgentIdentity(stack, 'Identity', agent, {}, { deployment: DEPLOYMENT });
  const template = JSON.parse(JSON.stringify(app.synth().getStackByName('Support').template)) as Template;
  touch(template);
  const planning = planIdentities(agent, { deployment: DEPLOYMENT });
  if (!planning.ok) throw new Error('the agent cannot be planned');
  const { findings } = checkGraph(fromCloudFormation(template, PLACE), withPlan ? { plan: planning.plan } : {});
  return [...new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))].sort();
}

const roleNamed = ({ Resources }: Template, name: string) => {
  const role = Object.values(Resources).find(({ Properties }) => Properties.RoleName === name);
  if (role === undefined) throw new Error(`there is no role \`${name}\``);
  return role.Properties as {
    Policies: { PolicyDocument: { Statement: object[] } }[];
    AssumeRolePolicyDocument: { Statement: object[] };
  };
};

describe('the roles of a kill switch and of windows', () => {
  it('are called neither an escalation nor a reach from component to component', () => {
    expect(found(agentThat())).toEqual([]);
  });

  it.each<[string, string, (template: Template) => void]>([
    [
      'may do more',
      'WI375',
      (template) =>
        void roleNamed(template, 'support--quarantine').Policies[0]?.PolicyDocument.Statement.push({
          Effect: 'Allow',
          Action: 'iam:PutRolePolicy',
          Resource: 'arn:aws:iam::111122223333:role/support-*',
        }),
    ],
    [
      'may take policies off',
      'WI375',
      (template) =>
        void roleNamed(template, 'support--window').Policies[0]?.PolicyDocument.Statement.push({
          Effect: 'Allow',
          Action: 'iam:DeleteRolePolicy',
          Resource: 'arn:aws:iam::111122223333:role/support-crm',
        }),
    ],
    [
      'let a component in',
      'WI375',
      (template) =>
        void roleNamed(template, 'support--quarantine').AssumeRolePolicyDocument.Statement.push({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/support-crm' },
          Action: 'sts:AssumeRole',
        }),
    ],
    [
      'have a machine that does something else',
      'WI375',
      ({ Resources }) => {
        for (const { Type, Properties } of Object.values(Resources)) {
          if (Type === 'AWS::StepFunctions::StateMachine')
            Properties.DefinitionString = JSON.stringify(Properties.DefinitionString).includes('Fn::')
              ? '{}'
              : String(Properties.DefinitionString).replace('"Deny\\\\"', '"Allow\\\\"').replace('AgentQuarantine', 'Anything');
        }
      },
    ],
  ])('are told of where they %s', (_what, code, touch) => {
    expect(found(agentThat(), touch)).toContain(code);
  });
});

describe('a component that may', () => {
  it.each<[string, string, NonNullable<Component['can']>[number]]>([
    ['start the kill switch', 'WI406', allow('states:StartExecution').on(MACHINE)],
    ['rewrite the steps of the kill switch', 'WI404', allow('states:UpdateStateMachine').on(MACHINE)],
    ['change what its role may do', 'WI405', allow('iam:PutRolePolicy').on(ROLE)],
    ['change who becomes its role', 'WI405', allow('iam:UpdateAssumeRolePolicy').on(ROLE)],
    ['start the machine of windows', 'WI406', allow('states:StartExecution').on(MACHINE.replace('--quarantine', '--window') as 'arn:')],
  ])('%s is refused, however exactly it names it', (_what, code, permission) => {
    expect(found(agentThat(permission))).toContain(code);
  });

  it.each<[string, NonNullable<Component['can']>[number]]>([
    ['look at the kill switch', allow('states:DescribeStateMachine').on(MACHINE)],
    ['start a machine whose name begins alike', allow('states:StartExecution').on(`${MACHINE}-of-others` as 'arn:')],
  ])('%s is not', (_what, permission) => {
    expect(found(agentThat(permission))).toEqual([]);
  });

  it('pass its role to a machine of its own gains nothing by it', () => {
    const passing = allow('iam:PassRole').on(ROLE).when({ 'iam:PassedToService': 'states.amazonaws.com' });
    const making = allow('states:CreateStateMachine').on(MACHINE.replace('support--quarantine', 'mine') as 'arn:');
    // The trust policy admits the one machine alone, so that the role serves no other.
    expect(found(agentThat(passing, making)).filter((code) => code.startsWith('WI4'))).toEqual([]);
  });
});

describe('a template without its plan', () => {
  const untouched = (): void => undefined;
  const steps = (change: (definition: string) => string) => (template: Template) => {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::StepFunctions::StateMachine') Properties.DefinitionString = change(String(Properties.DefinitionString));
    }
  };

  it('shows the machines by their definitions, which are those of the library to the letter', () => {
    expect(found(agentThat(), untouched, false)).toEqual([]);
  });

  it.each<[string, (template: Template) => void]>([
    ['writes another policy', steps((definition) => definition.replace('AgentQuarantine', 'AgentQuarantine2'))],
    ['restores another trust policy', steps((definition) => definition.replace('lambda.amazonaws.com', 'ec2.amazonaws.com'))],
    [
      'lets somebody else have its role',
      (template) =>
        void roleNamed(template, 'support--quarantine').AssumeRolePolicyDocument.Statement.push({
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
    ],
  ])('takes the role of one that %s for an escalation', (_what, touch) => {
    expect(found(agentThat(), touch, false)).toContain('WI903');
  });

  it('refuses a component that may start one', () => {
    expect(found(agentThat(allow('states:StartExecution').on(MACHINE)), untouched, false)).toContain('WI406');
  });
});
