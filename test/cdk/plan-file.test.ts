import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AgentIdentity, PLAN_FILE, planFileName } from '../../lib/cdk';
import { planIdentities } from '../../lib/plan';
import { desk, deskWith, HOME, INPUTS, lateInputs } from './desk';

const filesOf = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(PLAN_FILE))
      .sort()
      .map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );

const synthesized = () => {
  const app = new App();
  const stack = new Stack(app, 'Desk');
  const identity = new AgentIdentity(stack, 'Identity', desk, lateInputs(stack));
  const { directory } = app.synth();
  return { identity, directory, files: filesOf(directory) };
};

describe('the published plan', () => {
  it('is the plan, and holds no token though every input is one', () => {
    const { identity, files } = synthesized();
    const [file] = Object.values(files);
    const planning = planIdentities(desk);
    expect(JSON.parse(file ?? '')).toEqual(planning.ok && planning.plan);
    expect(Object.keys(files)).toEqual([planFileName(identity)]);
    expect(file).not.toMatch(/\$\{Token|TOKEN/);
  });

  it('is the same to the byte, name included, whenever it is synthesized', () => {
    expect(synthesized().files).toEqual(synthesized().files);
  });

  it('is one for each identity, also for ids that differ in case or punctuation only', () => {
    const app = new App();
    const stack = new Stack(app, 'Desk', { env: HOME });
    const parents = ['a', 'A', 'a-', 'a_'].map((id) => new Construct(stack, id));
    const identities = parents.map(
      (parent, index) => new AgentIdentity(parent, 'Identity', deskWith(`clerk-${index}`), INPUTS, { deployment: { stage: `s${index}` } }),
    );
    const names = identities.map(planFileName);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4);
    expect(Object.keys(filesOf(app.synth().directory)).sort()).toEqual([...names].sort());
  });

  it('stands in the assembly of its stage', () => {
    const app = new App();
    const stack = new Stack(new Stage(app, 'Production', { env: HOME }), 'Desk');
    const identity = new AgentIdentity(stack, 'Identity', desk, INPUTS);
    expect(Object.keys(filesOf(app.synth().directory))).toEqual([join('assembly-Production', planFileName(identity))]);
  });
});
