import { defineAgent, trust } from 'agent-workload-identity';
import fc from 'fast-check';
import { roleNameOf } from '../../lib/plan/names';
import { sound } from './declared';
import { componentOf, HOME, planOf, resourceOf } from './planned';

const lower = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789');
const name = (longest: number) =>
  fc.tuple(fc.constantFrom(...'abcxyz'), fc.array(lower, { maxLength: longest - 1 })).map(([first, rest]) => `${first}${rest.join('')}`);
const stage = name(16);
const region = fc.constantFrom('eu-central-1', 'us-gov-west-1', 'ap-northeast-1');

describe('the name of a role', () => {
  it('says agent, component, stage and region', () => {
    expect(roleNameOf('support', 'crm', { stage: 'prod', region: 'eu-central-1' })).toBe('support-crm-prod-eu-central-1');
    expect(roleNameOf('support', 'crm', { region: 'eu-central-1' })).toBe('support-crm-eu-central-1');
    expect(roleNameOf('support', 'crm', {})).toBe('support-crm');
  });

  it('is one that IAM takes, however long its parts are', () => {
    fc.assert(
      fc.property(name(32), name(32), stage, region, (agent, component, ofStage, ofRegion) => {
        expect(roleNameOf(agent, component, { stage: ofStage, region: ofRegion })).toMatch(/^[\w+=,.@-]{1,64}$/);
      }),
    );
  });

  it('keeps long names apart that differ only in what is cut off', () => {
    const long = 'a'.repeat(32);
    const names = ['dev', 'int', 'prod'].flatMap((ofStage) =>
      ['eu-central-1', 'eu-west-1'].map((ofRegion) => roleNameOf(long, 'b'.repeat(32), { stage: ofStage, region: ofRegion })),
    );
    expect(new Set(names).size).toBe(6);
    expect(names.map(({ length }) => length)).toEqual(names.map(() => 64));
  });

  it('keeps its beginning, so that it can be recognised', () => {
    expect(roleNameOf('support', 'b'.repeat(60), { stage: 'prod' }).startsWith('support-bbbb')).toBe(true);
  });

  it('ends in the FNV-1a fingerprint of the whole, for good: a role of another name is another role', () => {
    expect(roleNameOf('a'.repeat(32), 'b'.repeat(32), { stage: 'prod', region: 'eu-central-1' })).toBe(
      `${'a'.repeat(32)}-${'b'.repeat(22)}-15eab7e9`,
    );
  });
});

describe('the names of a plan', () => {
  it('differ between deployments of one agent in one account', () => {
    const names = [{ stage: 'dev' }, { stage: 'prod' }, { stage: 'prod', region: 'eu-west-1' }, {}].map(
      (deployment) => componentOf(planOf(sound, deployment), 'crm').roleName,
    );
    expect(new Set(names).size).toBe(4);
  });

  it('do not depend on what else is declared', () => {
    const alone = defineAgent({
      name: 'support',
      owner: 'somebody else',
      components: () => ({ crm: { kind: 'tool', trust: trust.eksNode() } }),
      evidence: { retainDays: 1 },
    });
    expect(componentOf(planOf(alone), 'crm').roleName).toBe(componentOf(planOf(sound), 'crm').roleName);
  });

  it('are composed to ARNs that hold no reference to another resource, so that no two resources wait for each other', () => {
    expect(componentOf(planOf(sound, { stage: 'prod' }), 'crm').roleArn).toBe('arn:⟨partition⟩:iam::⟨account⟩:role/support-crm-prod');
    expect(componentOf(planOf(sound, { stage: 'prod', account: HOME, partition: 'aws-cn' }), 'crm').roleArn).toBe(
      `arn:aws-cn:iam::${HOME}:role/support-crm-prod`,
    );
  });

  it('tag the role with whose it is, and describe it', () => {
    const { tags, description } = resourceOf(planOf(sound), 'role', 'crm');
    expect(tags).toEqual({
      'agent-identity:agent': 'support',
      'agent-identity:component': 'crm',
      'agent-identity:kind': 'tool',
      'agent-identity:owner': 'platform',
    });
    expect(description).toBe('tool crm of the agent support');
  });

  it('describe a role in at most the thousand characters that IAM takes', () => {
    const wordy = defineAgent({
      name: 'a'.repeat(32),
      owner: 'platform',
      purpose: 'p'.repeat(200),
      components: () => ({
        accccccccccccccccccccccccccccccc: { kind: 'reasoning-engine', trust: trust.eksNode(), purpose: 'é'.repeat(200) },
      }),
      evidence: { retainDays: 1 },
    });
    expect(resourceOf(planOf(wordy), 'role', 'accccccccccccccccccccccccccccccc').description.length).toBeLessThanOrEqual(1_000);
  });
});
