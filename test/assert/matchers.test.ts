import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { RootConstruct } from 'constructs';
import { component, type IdentityMatchers, identityMatchers, isolated, only } from '../../lib/assert';
import { AgentIdentity, fromStack } from '../../lib/cdk';
import { LAMBDA_TRUST, policy, role, soundRole } from '../../lib/rules/examples/parts';
import { desk, HOME, INPUTS } from '../cdk/desk';

expect.extend(identityMatchers);

const sound = { Resources: soundRole('Tool', LAMBDA_TRUST) };
const faulty = { Resources: { Tool: role({ trust: policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }) }) } };

describe('toProve', () => {
  it('passes where every claim is proved', () => {
    expect(sound).toProve(only('lambda.amazonaws.com').canBecome('Tool'), component('Tool').cannot('s3:*'));
    expect(sound).not.toProve(component('Tool').can('s3:GetObject'));
  });

  it('fails with the counterexample of each claim that is not', () => {
    expect(() => expect(sound).toProve(component('Tool').cannot('dynamodb:GetItem'), isolated('Tool'))).toThrow(
      /^1 of 2 claims not proved\n\nrefuted: `Tool` cannot `dynamodb:GetItem`\n {2}shown {2}`dynamodb:GetItem` on `arn:aws:dynamodb:.*:table\/tickets` is allowed/,
    );
  });

  it('shows an example where the opposite was expected', () => {
    expect(() => expect(sound).not.toProve(component('Tool').can('dynamodb:GetItem'))).toThrow(
      /proved, and that was not expected: `Tool` can `dynamodb:GetItem`\n {2}shown {2}allowed, for example: `dynamodb:GetItem` on/,
    );
  });
});

describe('toPassIdentityChecks', () => {
  it('passes where no rule finds anything that counts', () => {
    expect(sound).toPassIdentityChecks();
    expect(sound).toPassIdentityChecks({ preset: 'strict' });
    expect(faulty).not.toPassIdentityChecks();
  });

  it('fails with the findings, each with the fingerprint to acknowledge it by', () => {
    const failure = ((): string => {
      try {
        expect(faulty).toPassIdentityChecks();
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    })();
    expect(failure).toMatch(/^refuted: \d+ findings by the rules of the preset `recommended`\n\n/);
    expect(failure).toMatch(/WI203 trust\/principal-is-not-foreign: /);
    const pins = [...failure.matchAll(/^ {2}pin {4}([0-9a-f]{32})$/gm)].map(([, pin = '']) => pin);
    expect(pins.length).toBeGreaterThan(1);
    const acknowledgements = pins.map((fingerprint) => ({ fingerprint, because: 'a honeypot', owner: 'red-team' }));
    expect(faulty).toPassIdentityChecks({ acknowledgements });
    expect(faulty).not.toPassIdentityChecks({ acknowledgements: acknowledgements.slice(1) });
    expect(faulty).not.toPassIdentityChecks({ acknowledgements: acknowledgements.map((one) => ({ ...one, expires: '2020-01-31' })) });
  });

  it('counts warnings in the preset strict', () => {
    const generated = {
      Resources: { ...sound.Resources, Token: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } } },
    };
    expect(generated).toPassIdentityChecks();
    expect(() => expect(generated).toPassIdentityChecks({ preset: 'strict' })).toThrow(/secrets\/secret-is-rotated/);
  });
});

describe('the matchers', () => {
  it('fit other runners: their functions take what was received and give what expect.extend wants', () => {
    type Extension = (received: unknown, ...rest: never[]) => { readonly pass: boolean; readonly message: () => string };
    const extensions: Readonly<Record<keyof IdentityMatchers<void>, Extension>> = identityMatchers;
    expect(Object.keys(extensions).sort()).toEqual(['toGiveEachComponentItsOwnIdentity', 'toPassIdentityChecks', 'toProve']);
  });
});

describe('fromStack', () => {
  it('reads one stack with those nested in it, and the plans of its identities', () => {
    const app = new App({ analyticsReporting: false });
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'Desk', { env: HOME });
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    new CfnRole(new NestedStack(stack, 'Inner'), 'Tool', { assumeRolePolicyDocument: LAMBDA_TRUST, roleName: 'inner' });
    new CfnRole(new Stack(stage, 'Other'), 'Tool', { assumeRolePolicyDocument: LAMBDA_TRUST, roleName: 'outer' });
    const { graph, plans } = fromStack(stack);
    const names = graph.roles.map(({ name }) => name);
    expect(names).toContain('inner');
    expect(names).not.toContain('outer');
    expect(names).toEqual(expect.arrayContaining(identity.plan.components.map(({ roleName }) => roleName)));
    expect(plans.map(({ agent }) => agent.name)).toEqual(['desk']);
    expect({ graph, plans }).toProve(component('clerk').cannot('dynamodb:DeleteTable'), only('lambda.amazonaws.com').canBecome('clerk'));
  });

  it('needs an app', () => {
    expect(() => fromStack(new Stack(new RootConstruct(), 'Alone'))).toThrow(/the stack is in no app/);
  });
});
