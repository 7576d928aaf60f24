/**
 * A sound template with one thing changed. Whether a changed policy permits more than before is for the prover to say; where it does, the rules must
 * refute the template. `npm run template-mutations` judges every change, this test a part of them.
 */
import { checkGraph } from '../../lib/assert/check-graph';
import { judge, read } from '../../scripts/template-mutations/judge';
import { type Mutant, mutantsOf } from '../../scripts/template-mutations/mutants';
import { soundTemplates } from '../../scripts/template-mutations/sound-templates';

/** One in so many; coprime to the number of changes of a statement, so that every kind of change comes up. */
const EVERY = 7;

describe.each(soundTemplates().map((sound) => [sound.name, sound] as const))('the %s agent', (_name, sound) => {
  const graph = read(sound.template);
  const mutants = mutantsOf(sound.template);

  it('is proved before anything is changed', () => {
    const { verdict, findings } = checkGraph(graph, { plan: sound.plan });
    expect({ verdict, findings }).toEqual({ verdict: 'proved', findings: [] });
  });

  it('is refuted whenever a policy permits more', () => {
    const judged = mutants
      .filter((mutant, index) => mutant.pointer !== undefined && index % EVERY === 0)
      .map((mutant) => [mutant.what, judge(sound, graph, mutant).result] as const);
    expect(judged.filter(([, result]) => result === 'missed')).toEqual([]);
    expect(judged.filter(([, result]) => result === 'caught').length).toBeGreaterThan(judged.length / 3);
  });

  it.each(mutants.filter(({ pointer }) => pointer === undefined).map((mutant): [string, Mutant] => [mutant.what, mutant]))(
    'is refuted with %s',
    (_what, mutant) => {
      expect(judge(sound, graph, mutant).result).toBe('caught');
    },
  );
});
