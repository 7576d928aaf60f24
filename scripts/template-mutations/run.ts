/**
 * The mutation run over whole templates: `npx tsx scripts/template-mutations/run.ts [--every N]`.
 *
 * Changes one thing at a time in the synthesized example agents. Every change after which a policy permits more, as the prover says, and every
 * other weakening must be refuted by the rules; where it depends on a late value, the rules must leave it undecided, which is no pass. Exit code 1 where
 * one is not.
 */
import { parseArgs } from 'node:util';
import { judge, read } from './judge';
import { mutantsOf } from './mutants';
import { soundTemplates } from './sound-templates';

const { values } = parseArgs({ options: { every: { type: 'string', default: '1' }, from: { type: 'string', default: '0' } } });

process.env.CDK_VALIDATION ??= 'false';
const counts = new Map<string, number>();
for (const sound of soundTemplates()) {
  const graph = read(sound.template);
  for (const [index, mutant] of mutantsOf(sound.template).entries()) {
    if (index % Number(values.every) !== Number(values.from)) continue;
    const { result, codes } = judge(sound, graph, mutant);
    counts.set(result, (counts.get(result) ?? 0) + 1);
    if (result === 'missed' || result === 'open') console.log(`${result}  ${sound.name} ${mutant.what} ${codes.join(' ')}`);
  }
}
console.log([...counts].map(([result, count]) => `${count} ${result}`).join(', '));
process.exitCode = counts.has('missed') ? 1 : 0;
